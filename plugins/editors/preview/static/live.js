// Keeps an open page up to date: each save is on the screen without a reload.
import { morph, tie } from "./morph.js";
import { showStatus } from "./status.js";

const me = document.querySelector("script[data-preview-page]");
const { previewRoot: root, previewPage: page, previewSource: source } = me.dataset;
let served = null;
let files = "";
let version = me.dataset.previewVersion;
let waiting = null;
let busy = false;
let stream = null;

/** Return the stylesheets and scripts that a page asks for. */
function fileNames(from) {
  const elements = from.querySelectorAll('link[rel="stylesheet"], script[src]');
  return [...elements].map((one) => one.getAttribute("href") || one.getAttribute("src")).join("\n");
}

async function fetched() {
  const response = await fetch(location.pathname, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return { page, its: page.querySelector("script[data-preview-page]") };
}

/** Remember the page as it was served, tied to the page on the screen, in which scripts may have changed things. */
async function rememberServed() {
  const { page: same, its } = await fetched();
  if (!its || its.dataset.previewVersion !== version) return;
  files = fileNames(same);
  served = tie(same.body, document.body);
}

/** Fetch this page anew and show it; where it has moved, follow it. */
async function refresh() {
  const { page: fresh, its } = await fetched();
  if (!its) return;
  if (source && its.dataset.previewSource !== source) {
    const found = await fetch(`${root}/xem-thu/noi?nguon=${encodeURIComponent(source)}`);
    const { href } = await found.json();
    if (href) location.replace(href + location.hash);
    else showStatus({ gone: true });
    return;
  }
  if (!served || fileNames(fresh) !== files) {
    location.reload();
    return;
  }
  try {
    morph(served, fresh.body);
  } catch (taken) {
    location.reload();
    return;
  }
  document.title = fresh.title;
  document.documentElement.lang = fresh.documentElement.lang;
  version = its.dataset.previewVersion;
  document.dispatchEvent(new Event("preview:shown"));
}

/** Show news; of news that come faster than they can be shown, only the last. */
async function receive(news) {
  waiting = news;
  if (busy) return;
  busy = true;
  while (waiting) {
    const now = waiting;
    waiting = null;
    showStatus(now);
    if (now.version === version) continue;
    try {
      await refresh();
    } catch (lost) {
      showStatus({ lost: true });
    }
  }
  busy = false;
}

function listen() {
  if (stream || document.hidden) return;
  stream = new EventSource(`${root}/xem-thu/song?trang=${encodeURIComponent(page)}`);
  stream.addEventListener("message", (event) => receive(JSON.parse(event.data)));
  stream.addEventListener("error", () => showStatus({ lost: true }));
}

// A browser keeps few connections open to one host, so hidden pages close theirs.
function connectIfVisible() {
  if (!document.hidden) listen();
  else if (stream) {
    stream.close();
    stream = null;
  }
}

document.addEventListener("visibilitychange", connectIfVisible);
window.addEventListener("pagehide", () => stream && stream.close());
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  stream = null;
  listen();
});
rememberServed().finally(listen);
