// The dialog in which a photo is cut and turned: with the mouse, a finger, or keys alone. The server draws the photo that comes of it.
import { button, choose, element, labelled } from "./elements.js";

export const WHOLE = 10000;
const SMALLEST = 200; // of WHOLE: a part that is smaller can hardly be taken hold of
const STEP = 100; // of WHOLE, for each press of an arrow key
const FREE = "";
const RATIOS = [[FREE, "Tự do"], ["16:9", "16:9 – ngang, như ở trang chủ"], ["4:3", "4:3 – ngang, như trong danh sách"], ["1:1", "Vuông"], ["3:4", "3:4 – dọc"]];
const CORNERS = ["tren-trai", "tren-phai", "duoi-trai", "duoi-phai"];

const between = (value, least, most) => Math.min(Math.max(value, least), most);

/** The part of a photo that stays; `turn` and `ratio` change it as a person expects. All is in parts of WHOLE. */
export class Part {
  constructor([left, top, width, height], size) {
    Object.assign(this, { left, top, width, height, size, ratio: 0 });
  }

  /** The sides of the photo as it stands now, for `turns` quarter turns of the one that was chosen. */
  static sides({ rong, cao }, turns) {
    return turns % 2 ? [cao, rong] : [rong, cao];
  }

  get list() {
    return [this.left, this.top, this.width, this.height];
  }

  get pixels() {
    return [Math.max(1, Math.round((this.width * this.size[0]) / WHOLE)), Math.max(1, Math.round((this.height * this.size[1]) / WHOLE))];
  }

  get isWhole() {
    return this.list.join() === [0, 0, WHOLE, WHOLE].join();
  }

  /** Turn the part together with the photo, a quarter clockwise or (-1) back. */
  turn(way) {
    const { left, top, width, height } = this;
    Object.assign(this, way > 0 ? { left: WHOLE - top - height, top: left } : { left: top, top: WHOLE - left - width });
    Object.assign(this, { width: height, height: width, size: [this.size[1], this.size[0]] });
    if (this.ratio) this.keepTo(this.ratio);
  }

  /** Take the largest part in the middle of this one that has a ratio of width to height; 0 lets it be free. */
  keepTo(ratio) {
    this.ratio = ratio;
    if (!ratio) return;
    const high = this.highFor(this.width);
    const [width, height] = high <= this.height ? [this.width, high] : [this.wideFor(this.height), this.height];
    this.put(this.left + (this.width - width) / 2, this.top + (this.height - height) / 2, width, height);
  }

  highFor(width) {
    return (width * this.size[0]) / (this.ratio * this.size[1]);
  }

  wideFor(height) {
    return (height * this.size[1] * this.ratio) / this.size[0];
  }

  put(left, top, width, height) {
    this.width = Math.round(between(width, 1, WHOLE));
    this.height = Math.round(between(height, 1, WHOLE));
    this.left = Math.round(between(left, 0, WHOLE - this.width));
    this.top = Math.round(between(top, 0, WHOLE - this.height));
  }

  move(across, down) {
    this.put(this.left + across, this.top + down, this.width, this.height);
  }

  /** Move one corner; the opposite one stays where it is. */
  pull(corner, across, down) {
    const [down0, right0] = [corner.startsWith("duoi"), corner.endsWith("phai")];
    const [fixedX, fixedY] = [right0 ? this.left : this.left + this.width, down0 ? this.top : this.top + this.height];
    const [roomX, roomY] = [right0 ? WHOLE - fixedX : fixedX, down0 ? WHOLE - fixedY : fixedY];
    let width = between(this.width + (right0 ? across : -across), SMALLEST, roomX);
    let height = between(this.height + (down0 ? down : -down), SMALLEST, roomY);
    if (this.ratio) {
      width = Math.min(width, this.wideFor(roomY));
      height = this.highFor(width);
    }
    this.put(right0 ? fixedX : fixedX - width, down0 ? fixedY : fixedY - height, width, height);
  }

  /** Give one side a length; with a ratio the other follows. */
  resize(side, length) {
    const most = { width: WHOLE - this.left, height: WHOLE - this.top };
    let { width, height } = { width: this.width, height: this.height, [side]: between(length, 1, most[side]) };
    if (this.ratio && side === "width") [width, height] = this.highFor(width) > most.height ? [this.wideFor(most.height), most.height] : [width, this.highFor(width)];
    else if (this.ratio) [width, height] = this.wideFor(height) > most.width ? [most.width, this.highFor(most.width)] : [this.wideFor(height), height];
    this.put(this.left, this.top, width, height);
  }
}

const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

class CropDialog {
  constructor(chosen, address) {
    this.chosen = chosen;
    this.address = address;
    this.turns = chosen.xoay;
    this.part = new Part(chosen.cat, Part.sides(chosen, this.turns));
    this.picture = element("img", { class: "crop__picture", alt: "", draggable: "false" });
    const handles = CORNERS.map((corner) => element("span", { class: `crop__handle crop__handle--${corner}`, "data-corner": corner }));
    this.frame = element("div", { class: "crop__frame", tabindex: "0", role: "group", "aria-label": "Phần giữ lại: mũi tên để dời, Shift và mũi tên để đổi cỡ" }, handles);
    this.place = element("div", { class: "crop" }, this.picture, this.frame);
    this.said = element("p", { class: "crop__said", role: "status" });
    this.numbers = [["left", "Từ mép trái (%)"], ["top", "Từ mép trên (%)"], ["width", "Rộng (%)"], ["height", "Cao (%)"]].map(([side, label]) => this.numberField(side, label));
    const ratio = element("select", { class: "input" }, RATIOS.map(([value, label]) => element("option", { value }, label)));
    ratio.addEventListener("change", () => this.keepTo(ratio.value));
    const turning = element("div", { class: "crop__turns" }, button("Xoay trái", () => this.turn(-1)), button("Xoay phải", () => this.turn(1)), button("Cả tấm", () => this.all()));
    this.ratio = ratio;
    this.content = [
      element("p", {}, "Kéo khung và các góc, hay đặt bằng bàn phím. Ảnh gốc vẫn được giữ; lần sau mở lại vẫn thấy cả tấm."),
      this.place,
      this.said,
      element("div", { class: "crop__tools" }, turning, labelled("Tỉ lệ", ratio)),
      element("div", { class: "crop__numbers" }, this.numbers.map((one) => one.dom)),
    ];
    this.frame.addEventListener("keydown", (event) => this.key(event));
    this.place.addEventListener("pointerdown", (event) => this.grab(event));
    this.picture.addEventListener("error", () => { this.said.textContent = "Không tải được ảnh. Đóng lại rồi thử lần nữa."; });
    this.load();
    this.show();
  }

  numberField(side, label) {
    const input = element("input", { class: "input", type: "number", min: "0", max: "100", step: "any", inputmode: "decimal" });
    input.addEventListener("change", () => {
      const value = Math.round(Number(input.value) * 100);
      if (Number.isFinite(value) && input.value !== "") {
        if (side === "left") this.part.put(value, this.part.top, this.part.width, this.part.height);
        else if (side === "top") this.part.put(this.part.left, value, this.part.width, this.part.height);
        else this.part.resize(side, value);
      }
      this.show();
    });
    return { side, input, dom: labelled(label, input) };
  }

  load() {
    this.picture.src = this.address(this.turns);
  }

  show() {
    const { left, top, width, height, pixels } = this.part;
    const [name, shown] = [["left", "top", "width", "height"], [left, top, width, height]];
    name.forEach((side, place) => { this.frame.style[side] = `${shown[place] / 100}%`; });
    for (const { side, input } of this.numbers) input.value = String(Math.round(this.part[side] / 10) / 10);
    this.said.textContent = `Phần giữ lại: ${pixels[0]} × ${pixels[1]} điểm ảnh${this.turns ? `, xoay ${this.turns * 90}°` : ""}.${pixels[0] < 480 ? " Hẹp hơn 480 điểm ảnh thì lên trang sẽ mờ." : ""}`;
  }

  turn(way) {
    this.turns = (this.turns + way + 4) % 4;
    this.part.turn(way);
    this.load();
    this.show();
  }

  all() {
    this.part.put(0, 0, WHOLE, WHOLE);
    this.part.keepTo(this.part.ratio);
    this.show();
  }

  keepTo(words) {
    const [wide, high] = words.split(":").map(Number);
    this.part.keepTo(words === FREE ? 0 : wide / high);
    this.show();
  }

  key(event) {
    const way = KEYS[event.key];
    if (!way || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const [across, down] = way.map((one) => one * STEP);
    if (!event.shiftKey) this.part.move(across, down);
    else if (across) this.part.resize("width", Math.max(SMALLEST, this.part.width + across));
    else this.part.resize("height", Math.max(SMALLEST, this.part.height + down));
    this.show();
  }

  /** Move the frame or a corner for as long as the pointer is down. */
  grab(event) {
    if (event.button || !this.frame.contains(event.target)) return;
    event.preventDefault();
    this.frame.focus();
    const { corner } = event.target.dataset;
    const box = this.picture.getBoundingClientRect();
    let [x, y] = [event.clientX, event.clientY];
    const begin = { ...this.part };
    const [startX, startY] = [x, y];
    const moved = (next) => {
      [x, y] = [next.clientX, next.clientY];
      const [across, down] = [((x - startX) * WHOLE) / box.width, ((y - startY) * WHOLE) / box.height];
      Object.assign(this.part, { left: begin.left, top: begin.top, width: begin.width, height: begin.height });
      if (corner) this.part.pull(corner, across, down);
      else this.part.move(across, down);
      this.show();
    };
    const done = () => {
      this.place.removeEventListener("pointermove", moved);
      for (const name of ["pointerup", "pointercancel"]) this.place.removeEventListener(name, done);
    };
    this.place.setPointerCapture(event.pointerId);
    this.place.addEventListener("pointermove", moved);
    for (const name of ["pointerup", "pointercancel"]) this.place.addEventListener(name, done);
  }
}

/**
 * Ask how a photo is to be cut and turned: `chosen` tells its size and what was done so far, `address` where it is seen after turns.
 *
 * Returns {xoay, cat}, null where nothing is to change.
 */
export async function askForCrop(chosen, address) {
  const dialog = new CropDialog(chosen, address);
  const before = JSON.stringify([chosen.xoay, chosen.cat]);
  const choices = [["", "Thôi"], ["goc", "Dùng ảnh gốc"], ["xong", "Xong", "primary"]];
  const answer = await choose("Cắt, xoay ảnh", dialog.content, choices, { wide: true, ready: () => dialog.frame.focus() });
  if (!answer) return null;
  const wanted = answer === "goc" ? { xoay: 0, cat: [0, 0, WHOLE, WHOLE] } : { xoay: dialog.turns, cat: dialog.part.list };
  return JSON.stringify([wanted.xoay, wanted.cat]) === before ? null : wanted;
}
