// What is shown beside the page: that a build is running, why it failed, how many problems there are.

const LOST = "Mất liên lạc với bản xem thử; đang nối lại …";
const GONE = "Bài này không còn nữa; trang đang mở là bản trước.";

function statusLine() {
  const known = document.querySelector(".preview-state");
  if (known) return known;
  const made = document.createElement("p");
  made.className = "preview-state";
  made.setAttribute("role", "status");
  made.hidden = true;
  document.body.append(made);
  return made;
}

/** Show the current status; a value that is not given is empty. */
export function showStatus({ building = "", fault = "", summary = "", lost = false, gone = false }) {
  const state = statusLine();
  state.textContent = lost ? LOST : building || (gone ? GONE : "");
  state.hidden = !state.textContent;
  if (lost || gone) return;
  const panel = document.querySelector("[data-preview-fault]");
  panel.hidden = !fault;
  panel.querySelector("pre").textContent = fault;
  const count = document.querySelector("[data-preview-summary]");
  if (count && summary && count.textContent !== summary) count.textContent = summary;
}
