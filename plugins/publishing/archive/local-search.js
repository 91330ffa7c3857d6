import { inflate } from "./inflate.js";
import { answersFrom } from "./search-answers.js";
import { indexOf } from "./search-index.js";
import { addSearch } from "./search-page.js";

// An ordinary script: what a browser opens from a disk may fetch no file and import no module. It may run other scripts,
// so each file of the index lies in one, which calls this function.
const waiting = new Map();
globalThis.chiMucTimKiem = (path, content) => waiting.get(path)(content);

/** Return what the script of a file of the index says. */
function said(path) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    waiting.set(path, resolve);
    script.addEventListener("load", () => script.remove());
    script.addEventListener("error", () => reject(new Error(`${path} is not there`)));
    script.src = `${path}.js`;
    document.head.append(script);
  });
}

const bytesOf = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const hrefOf = (address) => `../${address}${address === "" || address.endsWith("/") ? "index.html" : ""}`;
let opening = null;

function engineAtHand() {
  if (!opening) {
    const read = async (path) => inflate(bytesOf(await said(path)));
    opening = said("chi-muc").then((manifest) => answersFrom(manifest, indexOf(manifest, read), hrefOf));
    opening.catch(() => (opening = null));
  }
  return opening;
}

const searchPlace = document.querySelector("[data-search]");
if (searchPlace) addSearch(searchPlace, engineAtHand);
