"""Words selected across photos, boxes, cells and titles: what comes instead takes them alone, and what is saved is what was seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from writing_rooms import ARTICLE, WritingWindow

pytestmark = pytest.mark.browser

BODY = """Đoạn một *nghiêng* hết[^1].

## Mục hai

Có ![hình](ruong.jpg) trong dòng.

![Ruộng](ruong.jpg)
(Chú thích ảnh. Ảnh: Lê Hải)

- Dòng một
- Dòng hai

> Lời trích.

| Thửa | Ô |
|---|---|
| Một | Hai |

<details><summary>Xem thêm</summary>

Trong khung.

![Lúa](ruong.jpg)
(Lúa vàng.)

</details>

<div class="luu-y">

Trong hộp.

</div>

Từ ngữ
:   Nghĩa một.

Từ hai
:   Nghĩa hai.

```
mã lệnh
```

Có <u>gạch</u>.

Đoạn cuối.

[^1]: Lời chú.
"""
# What the tests below do in the editor.
ROOM = """
const { editor } = document.querySelector(".ProseMirror");
const { view } = editor;
const WHOLE = ["photo", "fold", "foldTitle", "box", "table", "tableCell", "tableHeader", "note", "noteMark", "picture", "kept", "photoCaption"];
const counted = (doc) => {
  const counts = Object.fromEntries(WHOLE.map((name) => [name, 0]));
  doc.descendants(({ type }) => { if (type.name in counts) counts[type.name] += 1; });
  return counts;
};
const key = (name, more = {}) => view.dom.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more }));
const type = (letter) => {
  const event = new KeyboardEvent("keypress", { key: letter, charCode: letter.charCodeAt(0), bubbles: true, cancelable: true });
  view.dom.dispatchEvent(event);
  if (!event.defaultPrevented) view.dispatch(view.state.tr.insertText(letter));
};
const sign = localStorage.getItem("dau-chep") || "0".repeat(32);
localStorage.setItem("dau-chep", sign);
let held = ["", ""];
const copy = (kind) => {
  const clipboardData = new DataTransfer();
  view.dom.dispatchEvent(new ClipboardEvent(kind, { bubbles: true, cancelable: true, clipboardData }));
  held = [clipboardData.getData("text/html"), clipboardData.getData("text/plain")];
};
const paste = (html = held[0], text = held[1]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html.replace("data-cua=''", `data-cua="${sign}"`));
  clipboardData.setData("text/plain", text);
  view.dom.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }));
};
const lines = () => {
  const found = [];
  editor.state.doc.descendants((node, at) => { if (node.isTextblock) found.push([at + 1, at + 1 + node.content.size]); });
  return found;
};
const tool = (name) => [...document.querySelectorAll("[role=toolbar] button")].find((one) => one.title.startsWith(name)).click();
const undoTo = (doc) => {
  for (let tries = 0; tries < 4 && !editor.state.doc.eq(doc); tries += 1) editor.commands.undo();
  return editor.state.doc.eq(doc);
};
"""
# Selects from the middle of each line to the middle of each other, and does there what replaces what is selected.
ACROSS = f"""() => {{
  {ROOM}
  const twoLines = "<p data-cua='' data-pm-slice='1 1 []'>x</p><p>x</p>";
  const acts = {{
    typed: () => type("x"),
    deleted: () => key("Backspace"),
    cut: () => copy("cut"),
    entered: () => key("Enter"),
    broken: () => key("Enter", {{ shiftKey: true }}),
    pasted: () => paste(twoLines, "x"),
    listed: () => paste("<ul data-cua='' data-pm-slice='3 3 []'><li><p>x</p></li><li><p>x</p></li></ul>", "x"),
    dropped: (to) => {{
      const [posAtCoords, {{ from }}] = [view.posAtCoords, view.state.selection];
      view.dragging = {{ slice: view.state.selection.content(), move: true }};
      view.posAtCoords = () => ({{ pos: to + 1, inside: -1 }});
      const dataTransfer = new DataTransfer();
      dataTransfer.setData("text/html", "x");
      view.dom.dispatchEvent(new DragEvent("drop", {{ bubbles: true, cancelable: true, dataTransfer }}));
      Object.assign(view, {{ posAtCoords, dragging: null }});
    }},
  }};
  const letters = (text) => [...text.replace(/[x\\s]/g, "")].sort().join("");
  const {{ doc }} = editor.state;
  const places = lines().map(([start, end]) => (start + end) >> 1);
  const broken = [];
  let tried = 0;
  for (const [name, act] of Object.entries(acts)) {{
    for (let left = 0; left < places.length; left += 1) {{
      // Every line with its next ones, and with some that are far.
      for (let right = left + 1; right < places.length; right += right < left + 3 ? 1 : 5) {{
        editor.commands.setTextSelection({{ from: places[left], to: places[right] }});
        // The tables of the editor leave some selections in one line.
        const {{ from, to }} = editor.state.selection;
        const least = counted(doc);
        doc.nodesBetween(from, to, ({{ type, nodeSize }}, at) => {{ if (type.name in least && at >= from && at + nodeSize <= to) least[type.name] -= 1; }});
        act(to);
        tried += 1;
        editor.state.doc.check();
        const [now, before] = [counted(editor.state.doc), counted(doc)];
        const where = `${{name}} from ${{doc.resolve(from).parent.type.name}} “${{doc.resolve(from).parent.textContent}}” to ${{doc.resolve(to).parent.type.name}} “${{doc.resolve(to).parent.textContent}}”`;
        for (const one of WHOLE) if (now[one] < least[one] || now[one] > before[one]) broken.push(`${{where}}: ${{one}} ${{now[one]}}, not ${{least[one]}} to ${{before[one]}}`);
        const stays = name === "dropped" ? doc.textContent : doc.textBetween(0, from) + doc.textBetween(to, doc.content.size);
        if (letters(editor.state.doc.textContent) !== letters(stays)) broken.push(`${{where}}: other words`);
        if (!undoTo(doc)) return [...broken, `${{where}}: it cannot be undone`];
      }}
    }}
  }}
  return [tried, ...broken];
}}"""
# Walks at random over all tools and keys, and reads what would be saved; returns what is other than it was seen.
WALK = f"""async (seed) => {{
  {ROOM}
  const [{{ Blocks }}, {{ answerTo }}] = await Promise.all([import("/bien-tap/tep/blocks.js"), import("/bien-tap/tep/server.js")]);
  let number = seed;
  const random = (below) => {{
    number = (Math.imul(number, 1103515245) + 12345) & 0x7fffffff;
    return (number >> 8) % below;
  }};
  const put = (nodes) => view.dispatch(view.state.tr.replaceWith(0, view.state.doc.content.size, nodes));
  const bai = new URLSearchParams(location.search).get("bai");
  const blocks = new Blocks(editor.schema);
  put(blocks.read(await answerTo("doc", {{ bai }})));
  const tools = ["Đậm", "Nghiêng", "Chữ mã", "Danh sách", "Danh sách đánh số", "Thụt", "Lùi", "Trích", "Thêm bảng", "Thêm dòng", "Bỏ dòng", "Thêm cột", "Bỏ cột"];
  const style = document.querySelector(".toolbar__style");
  const acts = [
    () => type("a"), () => type("*"), () => type("1"), () => key("Enter"), () => key("Enter"), () => key("Backspace"), () => key("Delete"), () => key("Tab"),
    () => key("Enter", {{ shiftKey: true }}), () => key("Enter", {{ ctrlKey: true }}), () => copy("cut"), () => copy("copy"), () => paste(), () => paste(),
    () => editor.commands.undo(), () => editor.commands.redo(),
    () => {{ style.value = ["p", "2", "3", "ma"][random(4)]; style.dispatchEvent(new Event("change")); }},
    ...tools.map((name) => () => tool(name)),
  ];
  for (let step = 0; step < 200; step += 1) {{
    const found = lines();
    const place = () => {{ const [start, end] = found[random(found.length)]; return start + random(end - start + 1); }};
    const from = place();
    const to = random(2) ? from : random(4) ? Math.min(from + random(30), view.state.doc.content.size - 2) : place();
    editor.commands.setTextSelection({{ from: Math.min(from, to), to: Math.max(from, to) }});
    acts[random(acts.length)]();
    view.state.doc.check();
  }}
  const seen = view.state.doc;
  const state = blocks.state(seen);
  const {{ than }} = await answerTo("nguon", {{ bai, noi_dung: {{ ...state, truong: {{}} }} }});
  put(new Blocks(editor.schema).read(await answerTo("khoi", {{ bai, noi_dung: {{ goc: state.goc, truong: {{}}, than }} }})));
  // Said by whoever saves: who took a photo, what stands on a box; lists in cells are lines.
  const letters = (doc) => [...doc.textBetween(0, doc.content.size, " ").replace(/Ảnh:|Xem thêm|[^\\p{{L}}]/gu, "")].sort().join("");
  const things = (doc) => {{
    const counts = counted(doc);
    return ["photo", "fold", "box", "note", "picture", "kept", "table"].map((name) => `${{counts[name]}} ${{name}}`).join(", ");
  }};
  return [[letters(seen), things(seen)], [letters(view.state.doc), things(view.state.doc)]];
}}"""
SELECT = f"""([from, to]) => {{
  {ROOM}
  const at = (words) => {{
    let found;
    editor.state.doc.descendants((node, place) => {{ if (node.isText && node.text.includes(words)) found ??= place + node.text.indexOf(words); }});
    return found;
  }};
  editor.commands.setTextSelection({{ from: at(from), to: to ? at(to) + to.length : at(from) }});
  view.focus();
}}"""


@pytest.fixture
def window(window: WritingWindow) -> WritingWindow:
    """A window with the article open."""
    window.open(ARTICLE)
    return window


def saved(window: WritingWindow) -> str:
    """Save, and return the file."""
    window.save()
    return window.room.file(ARTICLE).read_text("utf-8")


def test_what_replaces_words_across_photos_boxes_and_cells_takes_these_words_alone(
    window: WritingWindow,
) -> None:
    """Who selected from a paragraph into a caption and typed lost the photo, and a box came apart."""
    tried, *broken = window.page.evaluate(ACROSS)
    assert broken == []
    assert tried > 500


@pytest.mark.parametrize("seed", [7, 14])
def test_after_two_hundred_steps_at_random_what_is_saved_is_what_was_seen(
    window: WritingWindow, seed: int
) -> None:
    """Nothing throws, no document is invalid; letters and things are the same when it is opened again."""
    seen, again = window.page.evaluate(WALK, seed)
    assert again == seen


def test_an_input_method_writes_where_the_words_began_that_it_replaces(window: WritingWindow) -> None:
    """The browser itself would take the photo between them along."""
    window.page.evaluate(SELECT, ["trong dòng", "Chú thích"])
    window.compose(["n", "nư", "nước"])
    expect(window.text.locator(".photo-caption").first).to_have_text("ảnh.")
    text = saved(window)
    assert "Có ![hình](ruong.jpg) nước\n\n![Ruộng](ruong.jpg)\n(ảnh. Ảnh: Lê Hải)" in text


def test_a_note_and_a_table_leave_the_words_that_are_selected(window: WritingWindow) -> None:
    """They come behind them."""
    window.page.evaluate(SELECT, ["Đoạn", "cuối"])
    window.tool("Chú thích").click()
    window.dialog.get_by_label("Lời chú thích").fill("Theo báo cáo.")
    window.dialog.get_by_role("button", name="Thêm").click()
    expect(window.text).to_contain_text("Theo báo cáo.")
    window.page.evaluate(SELECT, ["Mục", "hai"])
    window.tool("Bảng").click()
    text = saved(window)
    assert "Đoạn cuối[^2].\n" in text
    assert "## Mục hai\n\n| Cột 1 |" in text


def test_the_words_of_a_pasted_note_come_to_the_end_and_its_sentence_where_it_was_pasted(
    window: WritingWindow,
) -> None:
    """Also in a list, which can hold no notes."""
    window.page.evaluate(SELECT, [" một.", ""])
    note = "<section data-note='dan-0a1b2c-1'><p>Theo báo cáo.</p></section>"
    html = f"<p data-cua='' data-pm-slice='1 0 []'> thứ<sup data-note='dan-0a1b2c-1'>1</sup></p>{note}"
    window.page.evaluate(f"(html) => {{ {ROOM} paste(html, 'x'); }}", html)
    text = saved(window)
    assert ":   Nghĩa thứ[^2] một.\n" in text
    assert "[^2]: Theo báo cáo.\n" in text


def test_what_is_kept_as_it_is_can_be_moved_and_cannot_come_where_it_would_be_lost(
    window: WritingWindow,
) -> None:
    """A quotation around it had swallowed it when it was saved; cut and pasted, it was an empty box."""
    page = window.page
    page.evaluate(SELECT, ["mã lệnh", "Đoạn cuối"])
    window.tool("Trích dẫn").click()
    expect(page.locator("blockquote .kept")).to_have_count(0)
    assert "\n\nCó <u>gạch</u>.\n\n" in saved(window)
    page.locator(".kept").click()
    page.keyboard.press("Control+x")
    expect(page.locator(".kept")).to_have_count(0)
    window.to_end_of("Đoạn cuối.")
    page.keyboard.press("Control+v")
    expect(page.locator(".kept")).to_have_count(1)
    assert "Đoạn cuối.\n\nCó <u>gạch</u>.\n" in saved(window)


def test_tools_leave_what_they_cannot_make(window: WritingWindow) -> None:
    """Rows in a quotation made a table in a table, a list dissolved what it could not hold, code lost a picture."""
    page = window.page
    before = page.evaluate("document.querySelector('.ProseMirror').editor.getHTML()")
    for from_, to, tool in [
        ("Thửa", "Hai", "Trích dẫn"),
        ("Từ ngữ", "", "Trích dẫn"),
        ("Chú thích", "Lời trích", "Danh sách"),
        ("Một", "", "Khối mã"),
        ("trong dòng", "", "Khối mã"),
    ]:
        page.evaluate(SELECT, [from_, to])
        if tool == "Khối mã":
            page.get_by_label("Kiểu đoạn").select_option(tool)
        else:
            window.tool(tool).click()
        assert page.evaluate("document.querySelector('.ProseMirror').editor.getHTML()") == before


def test_who_deletes_on_from_explained_words_joins_nothing(window: WritingWindow) -> None:
    """They became a list of words in the meaning above."""
    window.page.evaluate(SELECT, ["Từ hai", ""])
    window.page.keyboard.press("Backspace")
    window.page.keyboard.press("Backspace")
    assert "Từ ngữ\n:   Nghĩa một\n\nTừ hai\n:   Nghĩa hai.\n" in saved(window)
