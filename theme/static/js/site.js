import { addOpener } from "./menu.js";
import { tellStates } from "./states.js";
import { addTextSize } from "./text-size.js";
import { addToday } from "./today.js";
import { whenRead } from "./when-read.js";

function addTools(place) {
  addToday(place);
  addTextSize(place);
}

// An ordinary script, right after the first place that it fills: what comes below is drawn when this is
// done, in the size of text that was chosen last time, so nothing moves.
document.documentElement.classList.add("js");
const first = document.querySelector("[data-tools]");
if (first) addTools(first);
whenRead(() => {
  tellStates();
  for (const place of document.querySelectorAll("[data-tools]:empty")) addTools(place);
  const menu = document.querySelector("[data-menu]");
  if (menu) addOpener([...document.querySelectorAll("[data-menu-link]")], menu, "menu--open");
  const search = document.querySelector("[data-search-box]");
  const searchLink = document.querySelector("[data-search-link]");
  if (search && searchLink) {
    addOpener([searchLink], search, "masthead__search--open", () => search.querySelector("input").focus());
  }
});
