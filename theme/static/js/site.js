import { closeOnEscape } from "./menu.js";
import { addTextSize } from "./text-size.js";
import { addToday } from "./today.js";

const tools = document.querySelector("[data-tools]");
if (tools) {
  addToday(tools);
  addTextSize(tools);
}
const menu = document.querySelector("[data-menu]");
if (menu) closeOnEscape(menu);
