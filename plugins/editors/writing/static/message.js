// What is told stands over the page, at its lower end: nothing moves under the pointer.
import { button, element } from "./elements.js";

const BARS = ["loi-bao", "vua-lam"];

function hide(bar) {
  bar.hidden = true;
  bar.replaceChildren();
}

/** Tell a sentence in the bar of that name, with buttons behind it; "" takes it away. One bar is seen at a time. */
export function tell(name, words, ...buttons) {
  const bar = document.getElementById(name);
  for (const other of BARS.map((one) => document.getElementById(one))) if (other && (other === bar) === !words) hide(other);
  if (!words) return;
  bar.hidden = false;
  bar.replaceChildren(
    element("span", { class: "room__said" }, words),
    element("span", { class: "room__answers" }, ...buttons, button("Đóng", () => hide(bar))),
  );
}
