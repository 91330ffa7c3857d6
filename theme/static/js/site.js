import { closeOnEscape } from "./menu.js";
import { addRegisterFilter } from "./register-filter.js";
import { addTextSize } from "./text-size.js";
import { addToday } from "./today.js";

const tools = document.querySelector("[data-tools]");
if (tools) {
  addToday(tools);
  addTextSize(tools);
}
const menu = document.querySelector("[data-menu]");
if (menu) closeOnEscape(menu);
const register = document.querySelector("[data-register-filter]");
if (register?.querySelector("tbody tr")) addRegisterFilter(register);
