// The page that is open tells itself what is new: each save is on the screen without anybody's doing.
import { morph, tie } from "./morph.js";
import { tell } from "./telling.js";

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
  const asked = from.querySelectorAll('link[rel="stylesheet"], script[src]');
  return [...asked].map((one) => one.getAttribute("href") || one.getAttribute("src")).join("\n");
}

async function fetched() {
  const answer = await fetch(location.pathname, { cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return { page, its: page.querySelector("script[data-preview-page]") };
}

/** Take the page as it was served for the form that the one on the screen has; what scripts do to it is theirs. */
async function know() {
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
    else tell({ gone: true });
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

/** Take in news, the last that came if they come faster than they can be shown. */
async function hear(news) {
  waiting = news;
  if (busy) return;
  busy = true;
  while (waiting) {
    const now = waiting;
    waiting = null;
    tell(now);
    if (now.version === version) continue;
    try {
      await refresh();
    } catch (lost) {
      tell({ lost: true });
    }
  }
  busy = false;
}

function listen() {
  if (stream || document.hidden) return;
  stream = new EventSource(`${root}/xem-thu/song?trang=${encodeURIComponent(page)}`);
  stream.addEventListener("message", (event) => hear(JSON.parse(event.data)));
  stream.addEventListener("error", () => tell({ lost: true }));
}

// A browser keeps few lines open to one host: pages that nobody looks at give theirs back.
function rest() {
  if (!document.hidden) listen();
  else if (stream) {
    stream.close();
    stream = null;
  }
}

document.addEventListener("visibilitychange", rest);
window.addEventListener("pagehide", () => stream && stream.close());
window.addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  stream = null;
  listen();
});
know().finally(listen);
