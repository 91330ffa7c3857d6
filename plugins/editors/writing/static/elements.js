// Small helpers that make elements and dialogs.
let number = 0;

/** Return a new name for an element, for labels and descriptions to point at. */
export function freshId(word) {
  number += 1;
  return `${word}-${number}`;
}

/** Return an element: `attributes` with a function value are listeners, "" is an attribute without a value, null none. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (name === "value") made.value = value;
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** Return a button. */
export function button(label, click, attributes = {}) {
  return element("button", { type: "button", class: "button", click, ...attributes }, label);
}

/** Return a label above an input, with the sentence that helps below it. */
export function labelled(label, input, help = "") {
  input.id = input.id || freshId("o");
  const about = help ? element("p", { class: "field__help", id: `${input.id}-giup` }, help) : null;
  if (about) input.setAttribute("aria-describedby", about.id);
  return element("div", { class: "field" }, element("label", { for: input.id, class: "field__label" }, label), input, about);
}

/**
 * Show a dialog, and return what was chosen: the value of the button that closed it, "" for Escape.
 *
 * `choices` are [value, label, kind] of its buttons, from the left; `content` are the elements between title and buttons.
 */
export function choose(title, content, choices, { wide = false, ready = null } = {}) {
  const id = freshId("hop");
  const heading = element("h2", { id, class: "dialog__title" }, title);
  const hasPrimary = choices.some(([, , kind]) => kind === "primary");
  // Enter in a field means what the primary button says, and only that one needs the fields to be filled in.
  const buttons = choices.map(([value, label, kind]) => {
    const submits = kind === "primary" || !hasPrimary;
    const close = submits ? {} : { click: () => dialog.close(value) };
    return element("button", { type: submits ? "submit" : "button", value, class: `button ${kind ? `button--${kind}` : ""}`, ...close }, label);
  });
  const form = element("form", { method: "dialog" }, heading, content, element("div", { class: "dialog__buttons" }, buttons));
  const dialog = element("dialog", { class: wide ? "dialog dialog--wide" : "dialog", "aria-labelledby": id }, form);
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
    dialog.showModal();
    if (ready) ready(dialog);
  });
}

/** Return a moment as people read it: "hôm nay 14:05", "28/11/2026 09:00". */
export function moment(iso, now = new Date()) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return "";
  const two = (figure) => String(figure).padStart(2, "0");
  const hour = `${two(at.getHours())}:${two(at.getMinutes())}`;
  const day = `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()}`;
  return at.toDateString() === now.toDateString() ? `hôm nay, ${hour}` : `${day}, ${hour}`;
}

/** Return a text as it is compared when something is looked for: small letters without diacritics. */
export function plain(text) {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase();
}
