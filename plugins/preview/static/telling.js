// What is told beside the page: that a build is running, why none could be made, how many problems there are.

const LOST = "Mất liên lạc với bản xem thử; đang nối lại …";
const GONE = "Bài này không còn nữa; trang đang mở là bản trước.";

function line() {
  const known = document.querySelector(".preview-state");
  if (known) return known;
  const made = document.createElement("p");
  made.className = "preview-state";
  made.setAttribute("role", "status");
  made.hidden = true;
  document.body.append(made);
  return made;
}

function panel() {
  const known = document.querySelector("[data-preview-fault]");
  if (known) return known;
  const made = document.createElement("section");
  const title = document.createElement("p");
  const strong = document.createElement("strong");
  strong.textContent = "Chưa dựng được; trang dưới đây là bản trước.";
  title.append(strong);
  made.className = "preview-fault";
  made.setAttribute("role", "alert");
  made.dataset.previewFault = "";
  made.append(title, document.createElement("pre"));
  document.querySelector(".preview-band").after(made);
  return made;
}

/** Tell what is known now; what is not named is over. */
export function tell({ building = "", fault = "", said = "", lost = false, gone = false }) {
  const state = line();
  state.textContent = lost ? LOST : building || (gone ? GONE : "");
  state.hidden = !state.textContent;
  if (lost || gone) return;
  if (fault) {
    const told = panel();
    told.hidden = false;
    told.querySelector("pre").textContent = fault;
  } else {
    const told = document.querySelector("[data-preview-fault]");
    if (told) told.hidden = true;
  }
  const count = document.querySelector("[data-preview-said]");
  if (count && said && count.textContent !== said) count.textContent = said;
}
