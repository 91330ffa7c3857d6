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

/** Tell what is known now; what is not named is over. */
export function tell({ building = "", fault = "", said = "", lost = false, gone = false }) {
  const state = line();
  state.textContent = lost ? LOST : building || (gone ? GONE : "");
  state.hidden = !state.textContent;
  if (lost || gone) return;
  const panel = document.querySelector("[data-preview-fault]");
  panel.hidden = !fault;
  panel.querySelector("pre").textContent = fault;
  const count = document.querySelector("[data-preview-said]");
  if (count && said && count.textContent !== said) count.textContent = said;
}
