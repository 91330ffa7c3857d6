// What was being typed and is not saved: offered beside the saved text when an article is opened again.
import { compare } from "./compare.js";
import { choose, element, moment } from "./elements.js";
import { forgetHere, heldHere, taken } from "./keeper.js";
import { answerTo, ask } from "./server.js";

/** Offer what was being typed and is not saved, beside the saved text; nothing is written over before she chooses. */
export async function recover(room, found) {
  const { path } = room;
  const typed = [...found.dang_viet];
  for (const here of heldHere(path)) {
    const known = typed.findIndex((one) => one.cua_so === here.cua_so);
    if (known >= 0 && typed[known].luc >= here.luc) continue;
    const brought = await bring(path, here);
    if (brought) typed.splice(Math.max(known, 0), known >= 0 ? 1 : 0, brought);
  }
  const others = typed.filter((one) => one.van_ban !== found.goc);
  for (const one of others.sort((a, b) => (a.luc < b.luc ? 1 : -1))) {
    const content = [
      element("p", {}, "Lần trước có phần viết mà chưa lưu. Chọn bản để viết tiếp; bản kia vẫn còn trong “Bản trước”."),
      compare([`Phần viết dở, ${moment(one.luc)}`, one.van_ban], [`Bản đã lưu, ${moment(found.luc_luu)}`, found.goc]),
    ];
    const choices = [["sau", "Để đó, hỏi lại lần sau"], ["luu", "Dùng bản đã lưu"], ["do", "Viết tiếp phần viết dở", "primary"]];
    const chosen = await choose("Có phần viết dở", content, choices, { wide: true });
    if (chosen === "do") {
      await room.keeper.keep();
      if (!(await room.keeper.goOnAs(one))) room.adopted = one.cua_so;
      resume(room, one);
      break;
    }
    if (chosen === "luu") {
      const { phien_ban } = await answerTo("bo-dang-viet", { bai: path, cua_so: one.cua_so });
      if (!one.chi_o_day) forgetHere(path, one.cua_so);
      room.versions.show(phien_ban);
    }
  }
}

/** Bring to the server what only this browser holds, of a page that is gone; null for what cannot be read any more. */
async function bring(path, here) {
  const giveBack = await taken(here.cua_so);
  try {
    const shown = await answerTo("mo-lai", { bai: path, noi_dung: here.noi_dung });
    const sent = giveBack && (await ask("giu", { bai: path, cua_so: here.cua_so, thu_tu: here.thu_tu, noi_dung: here.noi_dung }));
    return { ...here, ...shown, chi_o_day: !sent || sent.status !== 200 };
  } catch (fault) {
    return null;
  } finally {
    giveBack?.();
  }
}

/** Go on with what was being typed: as blocks, or as source where it was written so. */
function resume(room, one) {
  const { noi_dung, tai_lieu } = one;
  const base = room.blocks.read(tai_lieu);
  if (noi_dung.khoi) room.put(room.blocks.readState(tai_lieu, noi_dung.khoi));
  else {
    room.put(base);
    room.isSource = true;
    room.sourceBase = noi_dung.goc;
    room.source.open(noi_dung.than);
    room.source.given = null;
    room.showMode();
  }
  room.form.show({ ...tai_lieu.truong, ...noi_dung.truong }, noi_dung.truong.status || tai_lieu.trang_thai);
  room.changed();
}
