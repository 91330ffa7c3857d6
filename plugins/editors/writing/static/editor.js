// The manager is set up with our form, our format, our words, and begun.
import { careful } from "./engine.js";
import { derived, formatOf } from "./format.js";
import { paneOf, plainPaneOf } from "./pane.js";
import { proseControl } from "./prose.js";
import { phrases, simplePhrases } from "./vi.js";
import { widgets } from "./widgets.js";

/** Return phrases with others put over them, branch by branch. */
function over(below, above) {
  const made = { ...below };
  for (const [name, value] of Object.entries(above)) {
    made[name] = typeof value === "string" ? value : over(made[name] || {}, value);
  }
  return made;
}

function speakVietnamese(manager) {
  const known = over(CMS.getLocale("vi"), phrases);
  CMS.registerLocale("vi", manager.publish_mode === "simple" ? over(known, simplePhrases) : known);
}

/** Our form brings photos to their articles by itself; the manager's own library would fetch them all. */
const NO_LIBRARY = { name: "khong-dung", init: async () => ({ show() {}, hide() {}, enableStandalone: () => false }) };

function begin(configuration) {
  const { manager, name, pane, sheets } = configuration;
  const fetch = window.fetch.bind(window);
  const format = formatOf(configuration);
  // Photos that are chosen and not saved yet, by their names.
  configuration.waiting = new Map();
  window.fetch = careful(fetch, manager.backend.proxy_url);
  speakVietnamese(manager);
  CMS.registerMediaLibrary(NO_LIBRARY);
  CMS.registerCustomFormat("bai-viet", "md", format);
  const preview = CMS.getWidget("markdown").preview;
  for (const [widget, control] of Object.entries(widgets(configuration))) CMS.registerWidget(widget, control);
  CMS.registerWidget("prose", proseControl(configuration), preview);
  sheets.forEach((sheet) => CMS.registerPreviewStyle(sheet));
  for (const { name: collection } of manager.collections) {
    CMS.registerPreviewTemplate(collection, pane ? paneOf(configuration, format, fetch) : plainPaneOf());
  }
  // The path of a new article is made of these.
  CMS.registerEventListener({
    name: "preSave",
    handler: ({ entry }) => entry.get("data").merge(derived(entry.get("data").toJS(), configuration)),
  });
  // A folder on this machine has no account: who can open this page is at home.
  if (pane) localStorage.setItem("decap-cms-user", JSON.stringify({ backendName: manager.backend.name }));
  document.querySelector(".editor-wait").remove();
  document.title = `Biên tập – ${name}`;
  CMS.init({ config: manager });
}

function say(words) {
  const told = document.querySelector(".editor-wait");
  told.className = "editor-fault";
  told.textContent = words;
}

async function start() {
  const answer = await fetch("cau-hinh.json");
  const configuration = await answer.json();
  if (configuration.error) say(configuration.error);
  else if (!window.CMS) say("Chưa tải được trình soạn thảo. Chạy lại: python3 tasks.py editor");
  else begin(configuration);
}

start().catch(() => say("Không mở được trình soạn thảo. Máy chủ còn chạy không?"));
