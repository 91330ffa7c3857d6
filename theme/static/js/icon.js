/** Return a drawing of one path in a square of 24, in the colour of the text; readers are told by the words beside it. */
export function icon(path) {
  const holder = document.createElement("template");
  holder.innerHTML = `<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true"><path d="${path}"/></svg>`;
  return holder.content.firstChild;
}

/** Return a button with a drawing and words; the words can be changed later. */
export function toolButton(path, words) {
  const button = document.createElement("button");
  const text = document.createElement("span");
  button.type = "button";
  button.className = "article-tools__tool";
  text.textContent = words;
  button.append(icon(path), text);
  return { button, say: (other) => (text.textContent = other) };
}
