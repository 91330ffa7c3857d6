const KEY = "co-chu";
const STEPS = [80, 90, 100, 110, 125, 150, 175, 200];

function rememberedSize() {
  try {
    const percent = Number(localStorage.getItem(KEY));
    return STEPS.includes(percent) ? percent : 100;
  } catch (blocked) {
    return 100;
  }
}

function rememberSize(percent) {
  try {
    localStorage.setItem(KEY, String(percent));
  } catch (blocked) {
    // A browser that keeps nothing still changes the size of this page.
  }
}

const shown = [];
let percent = rememberedSize();

function show(next) {
  percent = next;
  document.documentElement.style.fontSize = `${percent}%`;
  document.documentElement.classList.toggle("is-larger", percent > 100);
  document.documentElement.classList.toggle("is-enlarged", percent > 125);
  rememberSize(percent);
  for (const show of shown) show();
}

/** Add the control A−, 100 %, A+ to a place; all of them on a page show the same. */
export function addTextSize(tools) {
  const group = document.createElement("div");
  group.className = "text-size";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", "Cỡ chữ");
  const button = (text, label, change) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.setAttribute("aria-label", `${text}: ${label}`);
    made.addEventListener("click", () => show(change()));
    group.append(made);
    return made;
  };
  const step = (by) => STEPS[Math.min(STEPS.length - 1, Math.max(0, STEPS.indexOf(percent) + by))];
  const smaller = button("A−", "giảm cỡ chữ", () => step(-1));
  const middle = button("100%", "về cỡ chữ mặc định", () => 100);
  const larger = button("A+", "tăng cỡ chữ", () => step(1));
  middle.setAttribute("aria-live", "polite");
  shown.push(() => {
    middle.textContent = `${percent}%`;
    middle.setAttribute("aria-label", `${percent}%: về cỡ chữ mặc định`);
    // Still to be reached by the keyboard, so that who has pressed it is not thrown out of the page.
    smaller.setAttribute("aria-disabled", String(percent === STEPS[0]));
    larger.setAttribute("aria-disabled", String(percent === STEPS[STEPS.length - 1]));
  });
  show(percent);
  tools.append(group);
}
