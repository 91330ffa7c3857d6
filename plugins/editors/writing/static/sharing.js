// Taking what others sent, and sending: fills the section "chia-se" of the desk where the folder is a checkout with a server.
import { compare } from "./compare.js";
import { button, choose, element } from "./elements.js";
import { me } from "./me.js";
import { tell } from "./message.js";
import { answerTo } from "./server.js";

const MOST = 8;
const box = document.getElementById("chia-se");

const LAST = "chia-se";

/** Return what was shown last time: the box has its place at once, and what is below it does not move when the server answers. */
function before() {
  try {
    const { co, cho } = JSON.parse(localStorage.getItem(LAST));
    return { co: Boolean(co), cho: [...cho] };
  } catch (nothing) {
    return { co: false, cho: [] };
  }
}

const counted = (words, none) => (words.length ? words : [none]);

function list(lines) {
  const more = lines.length > MOST ? [`… và ${lines.length - MOST} tệp nữa`] : [];
  return element("ul", { class: "sharing__list" }, [...lines.slice(0, MOST), ...more].map((line) => element("li", {}, line)));
}

class Sharing {
  async open() {
    this.waiting = element("div");
    this.takeButton = button("Lấy bài mới", () => this.run(() => this.take()));
    this.sendButton = button("Gửi lên", () => this.run(() => this.send()), { class: "button button--primary" });
    box.classList.add("sharing");
    box.setAttribute("aria-label", "Chia sẻ bài với tòa soạn");
    const steps = element("div", { class: "sharing__steps" }, this.takeButton, this.sendButton);
    box.replaceChildren(element("h2", {}, "Chia sẻ bài với tòa soạn"), this.waiting, steps);
    this.fill(before());
    await this.show(await answerTo("chia-se", {}));
  }

  async show(state) {
    localStorage.setItem(LAST, JSON.stringify({ co: state.co, cho: state.cho }));
    this.fill(state);
    if (state.co) await this.settle(state.hai_ban);
  }

  fill(state) {
    box.hidden = !state.co;
    if (!state.co) return;
    const words = state.cho.length ? `Trên máy này có ${state.cho.length} tệp chưa gửi:` : "Mọi bài trên máy này đã gửi.";
    this.waiting.replaceChildren(element("p", {}, words), ...(state.cho.length ? [list(state.cho)] : []));
  }

  async run(step) {
    const pressed = document.activeElement;
    for (const one of [this.takeButton, this.sendButton]) one.disabled = true;
    tell("vua-lam", "Đang làm …");
    try {
      await step();
    } catch (fault) {
      tell("loi-bao", fault.message);
    }
    for (const one of [this.takeButton, this.sendButton]) one.disabled = false;
    // A button that cannot be pressed loses the focus: who works by keys goes on where she was.
    if (document.activeElement === document.body) pressed?.focus();
  }

  async take() {
    const { ve, hai_ban } = await answerTo("lay-ve", {});
    tell("vua-lam", ve.length ? `Đã lấy về ${ve.length} tệp mới.` : "Không có bài nào mới hơn trên máy chủ.");
    await this.settle(hai_ban);
    await this.show(await answerTo("chia-se", {}));
  }

  async send() {
    const ai = me();
    if (!ai) {
      document.getElementById("toi-la").focus();
      throw new Error("Bài gửi đi mang tên bạn: chọn tên ở ô “Tôi là” rồi bấm Gửi lên lần nữa.");
    }
    const { gui, ve, hai_ban } = await answerTo("gui-len", { ai });
    if (hai_ban.length) tell("vua-lam", "Chưa gửi: có bài mà bạn và người khác cùng sửa một chỗ.");
    else tell("vua-lam", `${counted(gui, "Không có gì phải gửi").join("; ")}.${ve.length ? ` Đã lấy về ${ve.length} tệp mới.` : ""}`);
    await this.settle(hai_ban);
    await this.show(await answerTo("chia-se", {}));
  }

  /** Show each pair of texts once; what is not decided stays as it is here, and is asked again. */
  async settle(pairs) {
    for (const pair of pairs) {
      const content = [
        element("p", {}, `“${pair.duong_dan}” được sửa ở đây và trên máy chủ, cùng một chỗ. Chọn bản để giữ; bản kia vẫn còn trong “Các bản trước”.`),
        compare(["Bản trên máy này", pair.day], ["Bản trên máy chủ", pair.kia]),
      ];
      const choices = [["", "Để sau"], ["kia", "Giữ bản trên máy chủ"], ["day", "Giữ bản trên máy này", "primary"]];
      const chosen = await choose("Có hai bản của một bài", content, choices, { wide: true });
      if (chosen) await answerTo("chon-ban", { bai: pair.duong_dan, ban: chosen });
    }
  }
}

if (box) new Sharing().open().catch(() => { box.hidden = true; });
