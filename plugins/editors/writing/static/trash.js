// The trash: what links to an article is told before it goes; it can be taken back.
import { choose, element } from "./elements.js";
import { editAddress } from "./desk_rows.js";
import { answerTo } from "./server.js";

const SEEN = "Bài đang ở trên cổng. Xóa thì từ lần phát hành tới, ai mở địa chỉ cũ sẽ không thấy trang. Muốn giữ địa chỉ và báo cho bạn đọc, hãy mở bài và chọn trạng thái “Thu hồi”.";

/** Ask whether an article is to go, telling what links to it, and move it to the trash; return it there, null where it stays. */
export async function throwAway(one) {
  const { bai: linking } = await answerTo("dan-toi", { bai: one.path });
  const told = linking.map((other) => element("li", {}, element("a", { href: editAddress(other.bai) }, other.ten || other.bai)));
  const content = [
    element("p", {}, `“${one.title || one.path}” sẽ được đưa vào thùng rác, khi cần thì lấy lại được. Ảnh, tệp của bài vẫn ở chỗ cũ.`),
    ["published", "hidden"].includes(one.outcome) ? element("p", {}, SEEN) : null,
    told.length ? element("p", { class: "told__title" }, `${told.length} bài đang dẫn tới bài này, xóa thì các liên kết ấy sẽ hỏng:`) : element("p", {}, "Không có bài nào dẫn tới bài này."),
    told.length ? element("ul", { class: "told" }, told) : null,
  ].filter(Boolean);
  const chosen = await choose("Xóa bài?", content, [["", "Giữ lại"], ["bo", "Đưa vào thùng rác", "primary"]]);
  return chosen === "bo" ? answerTo("bo-bai", { bai: one.path }) : null;
}

/** Return what lies in the trash, the latest first. */
export async function listTrash() {
  return (await answerTo("thung-rac", {})).bai;
}

/** Put an article of the trash back, and return its path. */
export async function takeBack(one) {
  return (await answerTo("lay-lai", { ten: one.ten })).bai;
}
