import { addSearch } from "./search-page.js";

const searchPlace = document.querySelector("[data-search]");
let opening = null;

/** Return the search engine, fetched when somebody searches; what failed is tried again. */
function engineAtHand() {
  const { engine, index } = searchPlace.dataset;
  if (!opening) {
    opening = import(engine).then(({ openSearch }) => openSearch(index));
    opening.catch(() => (opening = null));
  }
  return opening;
}

if (searchPlace) addSearch(searchPlace, engineAtHand);
