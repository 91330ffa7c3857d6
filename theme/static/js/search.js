import { addSearch } from "./search-page.js";

const searchPlace = document.querySelector("[data-search]");
// After so long the portal may be another one: pages are found by numbers, which are given anew.
const LASTS = 5 * 60 * 1000; // milliseconds
let opening = null;
let opened = 0;

/** Return the search engine, fetched when somebody searches; what failed is tried again, and what lost a file is opened anew. */
function engineAtHand() {
  const { engine, index } = searchPlace.dataset;
  if (!opening || Date.now() - opened > LASTS) {
    opened = Date.now();
    const both = Promise.all([import(engine), fetch(index, { cache: "no-cache" })]);
    opening = both.then(([{ openSearch }, answer]) => openSearch(index, answer, () => (opening = null)));
    opening.catch(() => (opening = null));
  }
  return opening;
}

if (searchPlace) addSearch(searchPlace, engineAtHand);
