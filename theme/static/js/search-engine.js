import { inflate } from "./inflate.js";
import { answersFrom } from "./search-answers.js";
import { indexOf } from "./search-index.js";

/**
 * Open the index whose manifest was fetched from an address, and return what a search page asks of it; ``lose`` is called
 * where a file of the index is not there, as when the portal was published anew.
 */
async function openSearch(address, answer, lose) {
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  const manifest = await answer.json();
  const folder = address.slice(0, address.lastIndexOf("/") + 1);
  const root = folder.replace(/[^/]+\/$/, "");

  async function read(path) {
    const file = await fetch(`${folder}${path}.bin`);
    if (!file.ok) {
      lose();
      throw new Error(`${path}: ${file.status}`);
    }
    return inflate(new Uint8Array(await file.arrayBuffer()));
  }

  return answersFrom(manifest, indexOf(manifest, read), (page) => `${root}${page}`);
}

export { openSearch };
