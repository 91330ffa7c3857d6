import { addTextSize } from "./text-size.js";
import { addToday } from "./today.js";

const tools = document.querySelector("[data-tools]");
if (tools) {
  addToday(tools);
  addTextSize(tools);
}
