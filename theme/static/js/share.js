import { toolButton } from "./icon.js";

const PRINTER = "M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z";
const LINK = "M9.5 14.5l5-5M8 11l-2.5 2.5a3.5 3.5 0 0 0 5 5L13 16M16 13l2.5-2.5a3.5 3.5 0 0 0-5-5L11 8";
const SHEET = "M12 3v12M8 6.5L12 3l4 3.5M6 11H4v10h16V11h-2";
const A_MOMENT = 2500;

/** Return the address that others should open: the one the page itself names, without what this visit added. */
function addressOf() {
  const canonical = document.querySelector('link[rel="canonical"]');
  return canonical ? canonical.href : location.href.split(/[?#]/)[0];
}

async function copied(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (focused) focused.focus();
  if (!done) throw new Error("not copied");
}

/** Add printing, copying the address and the device's own way of sharing, where it has one. */
export function addSharing(tools) {
  const print = toolButton(PRINTER, "In bài");
  print.button.addEventListener("click", () => window.print());

  const copy = toolButton(LINK, "Chép liên kết");
  const told = copy.button.querySelector("span");
  told.setAttribute("aria-live", "polite");
  copy.button.addEventListener("click", async () => {
    try {
      await copied(addressOf());
      copy.say("Đã chép");
    } catch (refused) {
      copy.say("Không chép được");
    }
    setTimeout(() => copy.say("Chép liên kết"), A_MOMENT);
  });
  tools.append(print.button, copy.button);

  if (!navigator.share) return;
  const sheet = toolButton(SHEET, "Chia sẻ…");
  sheet.button.addEventListener("click", () => {
    // Who closes the sheet without sharing has done nothing wrong.
    navigator.share({ title: document.querySelector("h1").textContent, url: addressOf() }).catch(() => undefined);
  });
  tools.append(sheet.button);
}
