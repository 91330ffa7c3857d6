// The former texts of an article: looked at beside the one that is open, and taken back.
import { compare } from "./compare.js";
import { button, choose, element, moment } from "./elements.js";
import { answerTo } from "./server.js";

const KINDS = { luu: "bản trước khi lưu", tao: "lúc tạo bài", bo: "phần viết dở đã để lại" };

/** The list of former texts of the article in a room. */
export class Versions {
  constructor(room) {
    this.room = room;
  }

  show(versions) {
    const items = versions.map((one) => element("li", {}, button(`${moment(one.luc)} – ${KINDS[one.loai] || ""}`, () => this.look(one), { class: "version" })));
    document.getElementById("danh-sach-ban").replaceChildren(...(items.length ? items : [element("li", {}, "Chưa có bản nào: mỗi lần lưu, bản trước đó được giữ ở đây.")]));
  }

  async look(version) {
    try {
      const found = await answerTo("phien-ban", { bai: this.room.path, ten: version.ten });
      const { goc } = await answerTo("nguon", { bai: this.room.path, noi_dung: this.room.state() });
      const chosen = await choose(
        `Bản ${moment(version.luc)}`, compare([`Bản ${moment(version.luc)}`, found.van_ban], ["Bản đang mở", goc]),
        [["", "Đóng"], ["lay", "Lấy lại bản này", "primary"]], { wide: true },
      );
      if (chosen !== "lay") return;
      this.room.take(found);
      this.room.changed();
      this.room.message("Đã lấy lại bản ấy, chưa lưu. Bấm Lưu để giữ, hoặc Hoàn tác để trở về.");
    } catch (fault) {
      this.room.message(fault.message);
    }
  }
}
