// Starts the manager with our configuration, widgets, file format and Vietnamese phrases.
import { derived, formatOf } from "./format.js";
import { paneOf } from "./pane.js";
import { proseControl } from "./prose.js";
import { phrases, simplePhrases } from "./vi.js";
import { widgets } from "./widgets.js";

/** Return a tree of phrases with the phrases of another tree put over them. */
function merged(below, above) {
  const made = { ...below };
  for (const [name, value] of Object.entries(above)) {
    made[name] = typeof value === "string" ? value : merged(made[name] || {}, value);
  }
  return made;
}

function registerVietnamese(manager) {
  const known = merged(CMS.getLocale("vi"), phrases);
  CMS.registerLocale("vi", manager.publish_mode === "simple" ? merged(known, simplePhrases) : known);
}

/** Our form puts photos beside their articles by itself; the manager's own media library would fetch all photos. */
const NO_LIBRARY = { name: "khong-dung", init: async () => ({ show() {}, hide() {}, enableStandalone: () => false }) };

function begin(configuration) {
  const { manager, name, sheets } = configuration;
  const format = formatOf(configuration);
  // Photos that are chosen and not saved yet, by their names.
  configuration.waiting = new Map();
  registerVietnamese(manager);
  CMS.registerMediaLibrary(NO_LIBRARY);
  CMS.registerCustomFormat("bai-viet", "md", format);
  const preview = CMS.getWidget("markdown").preview;
  for (const [widget, control] of Object.entries(widgets(configuration))) CMS.registerWidget(widget, control);
  CMS.registerWidget("prose", proseControl(configuration), preview);
  sheets.forEach((sheet) => CMS.registerPreviewStyle(sheet));
  for (const { name: collection } of manager.collections) {
    CMS.registerPreviewTemplate(collection, paneOf());
  }
  // The path of a new article is made of these.
  CMS.registerEventListener({
    name: "preSave",
    handler: ({ entry }) => entry.get("data").merge(derived(entry.get("data").toJS(), configuration)),
  });
  document.querySelector(".editor-wait").remove();
  document.title = `Biên tập – ${name}`;
  CMS.init({ config: manager });
}

function showFault(text) {
  const message = document.querySelector(".editor-wait");
  message.className = "editor-fault";
  message.textContent = text;
}

async function start() {
  const response = await fetch("cau-hinh.json");
  const configuration = await response.json();
  if (configuration.error) showFault(configuration.error);
  else if (!window.CMS) showFault("Chưa tải được trình soạn thảo. Chạy lại: python3 tasks.py editor --build-only");
  else begin(configuration);
}

start().catch(() => showFault("Không mở được trình soạn thảo. Máy chủ còn chạy không?"));
