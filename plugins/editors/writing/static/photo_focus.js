// The dialog in which the focal point of the lead photo is chosen: what must be seen where lists cut the photo.
import { choose, element, labelled } from "./elements.js";

const CUTS = [["16x9", "Tin đầu, trang chủ"], ["4x3", "Trong danh sách"], ["1x1", "Hình vuông"]];

/** Return a place as the header writes it, "" for the middle. */
export function written(across, down, steps) {
  const percent = (step) => `${(step * 100) / steps}%`;
  return across * 2 === steps && down * 2 === steps ? "" : `${percent(across)} ${percent(down)}`;
}

function words(step, steps, [first, middle, last]) {
  const percent = (step * 100) / steps;
  if (!step) return first;
  if (step === steps) return last;
  return percent === 50 ? middle : `${percent}%`;
}

/** Ask for the focal point of the photo at an address; `now` is the present one in steps. Returns it as the header writes it, null for no change. */
export async function askForFocus(address, { ngang, doc, buoc }) {
  const slider = (value) => element("input", { class: "focus__slider", type: "range", min: "0", max: String(buoc), step: "1", value: String(value) });
  const [across, down] = [slider(ngang), slider(doc)];
  const mark = element("span", { class: "focus__mark", "aria-hidden": "true" });
  const picture = element("img", { class: "focus__picture", src: address, alt: "", draggable: "false" });
  const place = element("div", { class: "focus" }, picture, mark);
  const cuts = CUTS.map(([form, label]) => ({ label, picture: element("img", { class: `focus__cut focus__cut--${form}`, src: address, alt: "" }) }));

  function show() {
    const [x, y] = [Number(across.value), Number(down.value)];
    const [left, top] = [`${(x * 100) / buoc}%`, `${(y * 100) / buoc}%`];
    Object.assign(mark.style, { left, top });
    for (const cut of cuts) cut.picture.style.objectPosition = `${left} ${top}`;
    across.setAttribute("aria-valuetext", words(x, buoc, ["mép trái", "giữa", "mép phải"]));
    down.setAttribute("aria-valuetext", words(y, buoc, ["mép trên", "giữa", "mép dưới"]));
  }

  function point(event) {
    const box = picture.getBoundingClientRect();
    const step = (at, start, length) => String(Math.min(buoc, Math.max(0, Math.round(((at - start) * buoc) / length))));
    across.value = step(event.clientX, box.left, box.width);
    down.value = step(event.clientY, box.top, box.height);
    show();
  }

  for (const one of [across, down]) one.addEventListener("input", show);
  place.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    place.setPointerCapture(event.pointerId);
    point(event);
  });
  place.addEventListener("pointermove", (event) => {
    if (place.hasPointerCapture(event.pointerId)) point(event);
  });
  show();
  const shown = cuts.map((cut) => element("figure", { class: "focus__shown" }, cut.picture, element("figcaption", {}, cut.label)));
  const content = [
    element("p", {}, "Bấm vào chỗ phải thấy, ví dụ khuôn mặt người. Khi ảnh bị cắt cho vừa khung, chỗ ấy vẫn còn. Trong bài, ảnh luôn hiện cả tấm."),
    element("div", { class: "focus__sides" },
      element("div", {}, place, element("div", { class: "focus__sliders" }, labelled("Từ trái sang phải", across), labelled("Từ trên xuống dưới", down))),
      element("div", { class: "focus__cuts" }, shown)),
  ];
  const choices = [["", "Thôi"], ["giua", "Lấy giữa ảnh"], ["xong", "Xong", "primary"]];
  const answer = await choose("Chọn tâm ảnh", content, choices, { wide: true, ready: () => across.focus() });
  if (!answer) return null;
  return answer === "giua" ? "" : written(Number(across.value), Number(down.value), buoc);
}
