import { addIndexFilter } from "./index-filter.js";

// It stands right before the names, so that the filter has its room before they are drawn.
const index = document.querySelector("[data-index-filter]");
if (index) addIndexFilter(index);
