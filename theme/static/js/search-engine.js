import { answersFrom } from "./search-answers.js";
import { indexOf } from "./search-index.js";

/** Open the index that lies at an address, and return what a search page asks of it. */
async function openSearch(address) {
  const answer = await fetch(address, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const manifest = await answer.json();
  const pagefind = await import(`${manifest.parts[0].path}pagefind.js`);
  return answersFrom(manifest, indexOf(manifest, pagefind));
}

export { openSearch };
