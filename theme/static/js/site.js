import { addMenuButton, closeOnEscape } from "./menu.js";
import { addTextSize } from "./text-size.js";
import { addToday } from "./today.js";
import { whenRead } from "./when-read.js";

// An ordinary script, right after the place that it fills: what comes below is drawn when this is
// done, in the size of text that was chosen last time, so nothing moves.
document.documentElement.classList.add("js");
const tools = document.querySelector("[data-tools]");
if (tools) {
  addToday(tools);
  addTextSize(tools);
}
whenRead(() => {
  const menu = document.querySelector("[data-menu]");
  const menuLink = document.querySelector("[data-menu-link]");
  if (menu) closeOnEscape(menu);
  if (menu && menuLink) addMenuButton(menuLink, menu);
});
