import { icon } from "./icon.js";

const CROSS = "M6 6l12 12M18 6L6 18";
const BACK = "M15 5l-7 7 7 7";
const ON = "M9 5l7 7-7 7";

function viewerButton(name, path, words, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `viewer__${name}`;
  button.setAttribute("aria-label", words);
  button.append(icon(path));
  button.addEventListener("click", act);
  return button;
}

/** The picture that a link shows small, to be shown large: of the same kinds, in the largest of its sizes. */
function enlarged(link) {
  const small = link.querySelector("img");
  const picture = (small.closest("picture") || small).cloneNode(true);
  const image = picture.matches("img") ? picture : picture.querySelector("img");
  image.className = "viewer__picture";
  image.removeAttribute("loading");
  for (const one of [picture, ...picture.querySelectorAll("source, img")]) {
    if (one.hasAttribute("sizes")) one.setAttribute("sizes", `${image.getAttribute("width")}px`);
  }
  return picture;
}

/**
 * Let the photos of an article open large over the page. Each is a link to its largest picture,
 * which is what happens in a browser without dialogs.
 */
export function addViewer(links) {
  if (!links.length || typeof HTMLDialogElement !== "function") return;
  const dialog = document.createElement("dialog");
  dialog.className = "viewer";
  dialog.setAttribute("aria-label", "Xem ảnh");
  let picture = document.createElement("img");
  const words = document.createElement("p");
  words.className = "viewer__caption";
  words.setAttribute("aria-live", "polite");
  let place = 0;

  function show(wanted) {
    place = (wanted + links.length) % links.length;
    const link = links[place];
    const figure = link.closest("figure");
    const caption = figure && figure.querySelector("figcaption");
    const next = enlarged(link);
    picture.replaceWith(next);
    picture = next;
    const number = links.length > 1 ? `Ảnh ${place + 1}/${links.length}. ` : "";
    words.textContent = number + (caption ? caption.textContent.trim() : link.querySelector("img").alt);
  }

  const close = viewerButton("close", CROSS, "Đóng", () => dialog.close());
  dialog.append(picture, words, close);
  if (links.length > 1) {
    dialog.append(
      viewerButton("back", BACK, "Ảnh trước", () => show(place - 1)),
      viewerButton("on", ON, "Ảnh sau", () => show(place + 1)),
    );
  }
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "ArrowLeft") show(place - 1);
    if (event.key === "ArrowRight") show(place + 1);
  });
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => links[place].focus());
  document.body.append(dialog);

  links.forEach((link, number) =>
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      show(number);
      dialog.showModal();
    }),
  );
}
