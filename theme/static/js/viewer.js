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

/**
 * Let the photos of an article open large over the page. Each is a link to its largest picture,
 * which is what happens in a browser without dialogs.
 */
export function addViewer(links) {
  if (!links.length || typeof HTMLDialogElement !== "function") return;
  const dialog = document.createElement("dialog");
  dialog.className = "viewer";
  dialog.setAttribute("aria-label", "Xem ảnh");
  const picture = document.createElement("img");
  picture.className = "viewer__picture";
  const words = document.createElement("p");
  words.className = "viewer__caption";
  words.setAttribute("aria-live", "polite");
  let place = 0;

  function show(next) {
    place = (next + links.length) % links.length;
    const link = links[place];
    const small = link.querySelector("img");
    const figure = link.closest("figure");
    const caption = figure && figure.querySelector("figcaption");
    picture.src = link.href;
    picture.alt = small.alt;
    picture.width = small.width;
    picture.height = small.height;
    const number = links.length > 1 ? `Ảnh ${place + 1}/${links.length}. ` : "";
    words.textContent = number + (caption ? caption.textContent.trim() : small.alt);
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
