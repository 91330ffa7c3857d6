"""What is put into a text of the writing room: it comes where it was asked for, and breaks nothing in two that is one."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from writing_rooms import ARTICLE, WritingWindow

pytestmark = pytest.mark.browser

BODY = """Đoạn một *nghiêng* hết.

## Mục hai

![Ruộng](ruong.jpg)
(Chú thích ảnh. Ảnh: Lê Hải)

1. Số một
2. Số hai

> Lời trích.

| Thửa | Ảnh |
|---|---|
| Một | Hai |

<details><summary>Xem thêm</summary>

Trong khung.

</details>

Từ ngữ
:   Nghĩa của nó.

```
mã lệnh
```

Có dấu[^1].

[^1]: Lời chú.
"""
# Puts each thing at the beginning, the middle and the end of every line, and takes it back; returns what was broken.
EVERYWHERE = """() => {
  const { editor } = document.querySelector(".ProseMirror");
  const whole = ["photo", "photoCaption", "fold", "foldTitle", "meanings", "codeBlock", "note", "table"];
  const sign = localStorage.getItem("dau-chep") || "0".repeat(32);
  localStorage.setItem("dau-chep", sign);
  const paste = (html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html.replace(" ", ` data-cua="${sign}" `));
    clipboardData.setData("text/plain", "x");
    editor.view.dom.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }));
  };
  const table = [...document.querySelectorAll("[role=toolbar] button")].find((one) => one.textContent === "Bảng");
  const things = {
    table: () => table.click(),
    paragraph: () => paste('<p data-pm-slice="1 1 []">một</p>'),
    paragraphs: () => paste('<p data-pm-slice="1 1 []">một</p><p>hai</p><p>ba</p>'),
    list: () => paste('<ul data-pm-slice="3 3 []"><li><p>một</p></li><li><p>hai</p></li></ul>'),
  };
  const counted = () => {
    const counts = Object.fromEntries(whole.map((name) => [name, 0]));
    editor.state.doc.descendants(({ type }) => { if (type.name in counts) counts[type.name] += 1; });
    return counts;
  };
  const places = [];
  editor.state.doc.descendants((node, at) => {
    if (node.isTextblock) places.push(...new Set([0, node.content.size >> 1, node.content.size].map((more) => at + 1 + more)));
  });
  const { doc } = editor.state;
  const before = counted();
  const broken = [];
  for (const [name, put] of Object.entries(things)) {
    for (const place of places) {
      editor.commands.setTextSelection(place);
      put();
      editor.state.doc.check();
      const after = counted();
      if (name === "table") after.table -= 1;
      const where = `${name} in ${doc.resolve(place).parent.type.name} at ${doc.resolve(place).parentOffset}`;
      if (editor.state.doc.eq(doc)) broken.push(`${where}: nothing came`);
      for (const one of whole) if (after[one] !== before[one]) broken.push(`${where}: ${after[one] - before[one]} ${one}`);
      editor.state.doc.descendants((node, at) => {
        if (node.type.name === "table" && /^table/.test(editor.state.doc.resolve(at).parent.type.name)) broken.push(`${where}: a table in a table`);
      });
      for (let tries = 0; tries < 3 && !editor.state.doc.eq(doc); tries += 1) editor.commands.undo();
      if (!editor.state.doc.eq(doc)) return [...broken, `${where}: it cannot be undone`];
    }
  }
  return [places.length, ...broken];
}"""
PASTE = """([words, html]) => {
  const { editor } = document.querySelector(".ProseMirror");
  editor.state.doc.descendants((node, at) => {
    if (node.isText && node.text.startsWith(words)) editor.commands.setTextSelection(at + words.length);
  });
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", "x");
  editor.view.dom.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }));
}"""


@pytest.fixture
def window(window: WritingWindow) -> WritingWindow:
    """A window with the article open."""
    window.open(ARTICLE)
    return window


def test_nothing_that_is_put_in_breaks_a_photo_a_box_code_or_a_table(window: WritingWindow) -> None:
    """Wherever the caret stands: a table put in while a caption was written made two photos of one."""
    places, *broken = window.page.evaluate(EVERYWHERE)
    assert broken == []
    assert places > 45


def test_cells_that_were_copied_in_the_room_come_over_cells(window: WritingWindow) -> None:
    """As in Excel: what they come over goes."""
    window.to_end_of("Thửa")
    window.page.keyboard.press("Shift+ArrowDown")
    expect(window.text.locator(".selectedCell")).to_have_text(["Thửa", "Một"])
    cells = window.page.evaluate("""() => {
      const { editor } = document.querySelector(".ProseMirror");
      localStorage.setItem("dau-chep", "0");
      return editor.view.serializeForClipboard(editor.state.selection.content()).dom.innerHTML;
    }""")
    window.page.evaluate(PASTE, ["Ảnh", cells.replace("data-pm-slice", 'data-cua="0" data-pm-slice')])
    expect(window.text.locator("th, td")).to_have_text(["Thửa", "Thửa", "Một", "Một"])


@pytest.mark.parametrize(
    ("words", "html", "wanted"),
    [
        ("Đoạn một", "<p>, xin <b>chào</b></p>", "Đoạn một, xin **chào** *nghiêng* hết."),
        ("Đoạn một", "<p>, đầu.</p><p>Cuối</p>", "Đoạn một, đầu.\n\nCuối *nghiêng* hết."),
        ("Chú thích", "<p>: cho</p>", "(Chú thích: cho ảnh. Ảnh: Lê Hải)"),
        (
            "Chú thích",
            "<p>đầu.</p><p>Cuối.</p>",
            "(Chú thích ảnh. Ảnh: Lê Hải)\n\nđầu.\n\nCuối.\n\n1. Số một",
        ),
        ("Số một", "<ol><li>Số a</li><li>Số b</li></ol>", "1. Số mộtSố a\n2. Số b\n3. Số hai"),
        ("Lời trích.", "<ul><li>a</li><li>b</li></ul>", "> Lời trích.\n>\n> - a\n>\n> - b\n"),
        (
            "Hai",
            "<table><tr><th>A</th></tr><tr><td>1</td></tr></table>",
            "| Một | Hai |\n\n| A |\n| --- |\n| 1 |\n",
        ),
        (
            "Xem thêm",
            "<p>đầu.</p><p>Cuối.</p>",
            "<summary>Xem thêm</summary>\n\nđầu.\n\nCuối.\n\nTrong khung.",
        ),
        ("Từ ngữ", "<p>đầu.</p><p>Cuối.</p>", ":   Nghĩa của nó.\n\nđầu.\n\nCuối.\n\n```"),
    ],
)
def test_what_is_pasted_joins_the_words_around_it_or_stands_behind_what_stays_whole(
    window: WritingWindow, words: str, html: str, wanted: str
) -> None:
    """A phrase from Word is one in the sentence; blocks do not go where only a line may be."""
    with window.page.expect_response("**/may/dan"):
        window.page.evaluate(PASTE, [words, html])
    expect(window.page.locator("#trang-thai-luu")).not_to_contain_text("Đã mở")
    window.save()
    assert wanted in window.room.file(ARTICLE).read_text("utf-8")


def test_a_note_is_as_high_as_its_words(window: WritingWindow) -> None:
    """The rows that its label may reach over leave no room between them."""
    note = window.text.locator("section[data-note]").bounding_box()
    words = window.text.locator("section[data-note] p").bounding_box()
    assert note
    assert words
    assert note["height"] < 2 * words["height"]
