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

/** Return the questions about the screen that style sheets ask in rem, each as its place and its words. */
function questionsInRem() {
  const found = [];
  for (const sheet of document.styleSheets) {
    try {
      for (const { media } of sheet.cssRules) {
        if (media && media.mediaText.includes("rem")) found.push({ media, asked: media.mediaText });
      }
    } catch (blocked) {
      // A page that was opened from a folder may not read its style: columns go by the screen alone there.
    }
  }
  return found;
}

let questions = null;

/**
 * Let what is asked in rem follow the size of the letters, as all does where the browser itself enlarges: of a screen that
 * is asked how many rem it has a browser answers with its own default size. What is asked in em stays as it is.
 */
function followSize() {
  if (!questions && percent === 100) return;
  questions = questions || questionsInRem();
  for (const { media, asked } of questions) {
    media.mediaText = asked.replace(/([\d.]+)rem/g, (_, width) => `${(width * percent) / 100}rem`);
  }
  dispatchEvent(new Event("resize"));
}

const shown = [];
let percent = rememberedSize();

function show(next) {
  percent = next;
  document.documentElement.style.fontSize = `${percent}%`;
  document.documentElement.classList.toggle("is-larger", percent > 100);
  document.documentElement.classList.toggle("is-enlarged", percent > 125);
  followSize();
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
