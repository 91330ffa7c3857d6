// Two texts side by side, line by line, with what differs marked.
import { element } from "./elements.js";

function marked(text, other) {
  const known = new Set(other.split("\n").map((line) => line.trim()));
  const lines = text.split("\n").map((line) => {
    const differs = line.trim() && !known.has(line.trim());
    return element(differs ? "mark" : "span", { class: "compare__line" }, line || "\u00a0");
  });
  return element("pre", { class: "compare__text", tabindex: "0" }, lines);
}

/** Return two texts with their titles; what one has and the other has not is marked. */
export function compare([leftTitle, left], [rightTitle, right]) {
  const side = (title, text, other) => {
    const shown = marked(text, other);
    shown.setAttribute("role", "region");
    shown.setAttribute("aria-label", title);
    return element("section", { class: "compare__side" }, element("h3", {}, title), shown);
  };
  return element("div", { class: "compare" }, side(leftTitle, left, right), side(rightTitle, right, left));
}
