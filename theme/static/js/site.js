import { eachDay } from "./each-day.js";
import { addOpener } from "./menu.js";
import { tellCallsWhileRead, tellStates } from "./states.js";
import { addTextSize } from "./text-size.js";
import { markThisDay } from "./this-day.js";
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
const tellCallsAtLast = tellCallsWhileRead();
whenRead(() => {
  tellCallsAtLast();
  eachDay((now) => {
    tellStates(now);
    markThisDay(now);
  });
  for (const place of document.querySelectorAll("[data-tools]:empty")) addTools(place);
  const menu = document.querySelector("[data-menu]");
  const whole = document.querySelector("[data-menu-whole]");
  if (menu && whole) {
    // All of the menu opens below its row; without scripts the links lead to where it stands, after the content.
    menu.append(...whole.children);
    whole.remove();
    menu.id = whole.id;
    addOpener([...document.querySelectorAll("[data-menu-link]")], menu, "menu--open");
  }
  const search = document.querySelector("[data-search-box]");
  const searchLink = document.querySelector("[data-search-link]");
  if (search && searchLink) {
    addOpener([searchLink], search, "masthead__search--open", () => search.querySelector("input").focus());
  }
});
