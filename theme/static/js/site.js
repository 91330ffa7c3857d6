import { addMenuButton, closeOnEscape } from "./menu.js";
import { addTextSize } from "./text-size.js";
import { addToday } from "./today.js";

const tools = document.querySelector("[data-tools]");
if (tools) {
  addToday(tools);
  addTextSize(tools);
}
const menu = document.querySelector("[data-menu]");
const menuLink = document.querySelector("[data-menu-link]");
if (menu) closeOnEscape(menu);
if (menu && menuLink) addMenuButton(menuLink, menu);
