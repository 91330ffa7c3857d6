"""What nobody touches keeps its bytes, whatever the source is; what is touched changes its own lines alone."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bench.corpus import DISTRICT, body
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plugins.editors.richtext.line_spans import SEPARATOR, SourceLines
from plugins.editors.richtext.save import EditedBlock, KeptBlock, saved_body
from plugins.editors.richtext.shown_text import shown_tokens
from plugins.editors.richtext.source_blocks import EditableBody, SourceBlock, editable_body

PROJECT = Path(__file__).resolve().parents[3]
SHARED = PROJECT.parent / "shared" / "seed"
FOLDERS = (PROJECT / "content", PROJECT / "tests" / "specimen", PROJECT / "docs" / "vi", SHARED)
ARTICLES = sorted(path for folder in FOLDERS for path in folder.rglob("*.md"))


def body_of(path: Path) -> str:
    """Return what follows the header of a file, its line ends as they are."""
    text = path.read_bytes().decode("utf-8")
    return text.partition("\n\n")[2] or text


def kept(one: EditableBody) -> list[KeptBlock | EditedBlock]:
    """Return all blocks of a body, untouched."""
    return [KeptBlock(block.number) for block in one.blocks]


# Lines as people and programs write them, whole and damaged.
LINES = st.sampled_from(
    [
        *[""] * 6,
        "   ",
        "Sáng nay, xã **Xuân Lai** *họp* dân[^1].",
        "Dòng hai của đoạn  ",
        "Dòng có [liên kết](bai khac.md) và <https://a.vn>",
        "## Kế hoạch",
        "#hashtag",
        "Tiêu đề",
        "=====",
        "---",
        "* * *",
        "- một",
        "- hai [ ] x",
        "    - trong",
        "  tiếp theo",
        "    đoạn trong mục",
        "1. một",
        "2. hai",
        "12) mười hai",
        "   1. sâu",
        "> trích",
        "> > sâu",
        ">",
        "> - mục",
        "| A | B |",
        "|---|--:|",
        "| 1 | 2 |",
        "A | B",
        "--- | ---",
        "![Cấy lúa](cay lua.jpg)",
        "(Đồng Xuân Lai. Ảnh: Lê Hải)",
        "*Ảnh: Lê Hải*",
        "[![a](b.jpg)](c.jpg)",
        "[^1]: Chú thích.",
        "[^hai]: Chú *hai*",
        "    tiếp của chú thích",
        "[x]: https://a.vn",
        "Xem [x] và [x][x]",
        "*[UBND]: Ủy ban",
        "UBND xã",
        ": nghĩa của từ",
        ":   nghĩa",
        "<!-- bỏ qua: viet-tat -->",
        "<!-- ghi chú",
        "hết -->",
        "```",
        "~~~ py",
        "    ```",
        "<div>",
        "</div>",
        "<details><summary>Xem</summary>",
        "</details>",
        "<table><tr><td>a</td></tr></table>",
        "<table>",
        "<tr><td>b</td></tr>",
        "</table>",
        "<p>đoạn</p> thêm",
        "<b>đậm</b> chữ",
        "<script>alert(1)</script>",
        "a < b & c > d * e _ f \\ g",
        "`mã` và ``mã ` hai``",
        "~~gạch~~ &nbsp; &copy;",
        "e\u0301 phân rã",
        "\u00a0thụt vào",
        "\ufeffđầu",
        "<div></div>",
        "- \u00a0x",
        "\ta",
    ]
)
ENDS = st.sampled_from(["\n", "\n", "\n", "\n", "\r\n", "\r"])
SOURCES = st.tuples(st.lists(st.tuples(LINES, ENDS), max_size=14), LINES).map(
    lambda parts: "".join(line + end for line, end in parts[0]) + parts[1]
)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_articles_keep_their_bytes(path: Path) -> None:
    """All of content/, the specimen and the documents: nothing touched, nothing changed; a block that only passed through neither."""
    for source in (body_of(path), body_of(path).replace("\n", "\r\n"), body_of(path).rstrip()):
        one = editable_body(source)
        assert saved_body(one, kept(one)).source == source
        passed = [EditedBlock(block.html, block.number) for block in one.blocks]
        assert saved_body(one, passed).source == source


@pytest.mark.parametrize("path", sorted((PROJECT / "content").rglob("*.md")), ids=lambda path: path.name)
def test_what_editors_write_is_editable(path: Path) -> None:
    """Of the sample content only notes between editors, code and boxes are left to the source."""
    left = [block.html for block in editable_body(body_of(path)).blocks if not block.editable]
    assert [html for html in left if not re.match(r"<pre>|<div|<details|.*<code", html, re.DOTALL)] == []


@settings(max_examples=400, deadline=None)
@given(SOURCES)
def test_any_source_keeps_its_bytes(source: str) -> None:
    """Whatever stands in it, and whichever line ends it has."""
    one = editable_body(source)
    assert saved_body(one, kept(one)).source == source
    passed = [EditedBlock(block.html, block.number) for block in one.blocks]
    assert saved_body(one, passed).source == source


@settings(max_examples=200, deadline=None)
@given(SOURCES)
def test_blocks_part_a_source(source: str) -> None:
    """Blocks follow each other, and only blank lines and separators stand between them."""
    lines = SourceLines.of(source)
    behind = 0
    for number, block in enumerate(editable_body(source).blocks):
        assert block.number == number
        assert behind <= block.first_line < block.line_after <= len(lines.texts)
        assert not "".join(lines.texts[behind : block.first_line]).replace("<div></div>", "").strip()
        behind = block.line_after
    assert not "".join(lines.texts[behind:]).replace("<div></div>", "").strip()


def made_articles() -> Iterator[str]:
    """Yield bodies of the corpus that the bench builds."""
    for number in range(0, 4000, 80):
        yield body(DISTRICT.piece(number), "cay lua.jpg", "bai-khac.md")


def test_changing_a_paragraph_changes_its_lines() -> None:
    """In every article: the lines above and below stay, and so does what other blocks show."""
    chance = random.Random(17)
    sources = [*map(body_of, sorted((PROJECT / "content").rglob("*.md"))), *made_articles()]
    for source in sources:
        one = editable_body(source)
        paragraphs = [block for block in one.blocks if block.editable and block.html.startswith("<p>")]
        for block in chance.sample(paragraphs, min(2, len(paragraphs))):
            check_change_of(one, block)


@settings(max_examples=300, deadline=None)
@example("Xã họp dân.\nXã họp dân.\n---\n=====", random.Random(0))
@example("Sáng nay, xã **Xuân Lai** *họp* dân[^1].\n> trích\n\n> trích\n<div>", random.Random(0))
@given(SOURCES, st.randoms(use_true_random=False))
def test_changing_a_block_of_any_source_changes_its_lines(source: str, chance: random.Random) -> None:
    """The same for sources that nobody would write."""
    one = editable_body(source)
    paragraphs = [block for block in one.blocks if block.editable and block.html.startswith("<p>")]
    if paragraphs:
        check_change_of(one, chance.choice(paragraphs))


def check_change_of(one: EditableBody, block: SourceBlock) -> None:
    """Add words to a paragraph; all lines but its own stay, but for what parts blocks which touch each other."""
    html = block.html.removesuffix("</p>") + " thêm <strong>hai chữ</strong> * 1.</p>"
    edits = [
        EditedBlock(html, number) if number == block.number else KeptBlock(number)
        for number in range(len(one.blocks))
    ]
    saved = saved_body(one, edits)
    lines, after = SourceLines.of(one.source), SourceLines.of(saved.source)
    above, below = lines.texts[: block.first_line], lines.texts[block.line_after :]
    assert after.texts[: len(above)] == above
    # From the first blank line on nothing below is another; above it blocks may have been parted.
    apart = next((place for place, text in enumerate(below) if not text.strip()), len(below))
    assert after.texts[len(after.texts) - len(below) + apart :] == below[apart:]
    kept, written = (
        [one for one in texts if one.strip() not in ("", SEPARATOR)] for texts in (after.texts, below)
    )
    assert kept[len(kept) - len(written) :] == written
    again = editable_body(saved.source)
    wanted = [html if other.number == block.number else other.html for other in one.blocks]
    # Two paragraphs that were one block of HTML may be two of Markdown.
    assert shown_tokens("\n".join(other.html for other in again.blocks)) == shown_tokens("\n".join(wanted)), (
        one.source,
        saved.source,
    )


@pytest.mark.parametrize(
    "quotation",
    ["> ```\n> a\n> ```", "> ```\n> a\n> ```\n>\n> ```\n> b\n> ```", "> a\n\n> ```\n> b\n> ```"],
)
def test_a_quotation_that_begins_with_code_is_one(quotation: str) -> None:
    """Its code alone was taken for a block, with which the whole article could only be written as source."""
    body = editable_body(f"Một.\n\n{quotation}\n\nHai.\n")
    assert [(block.first_line, block.editable) for block in body.blocks] == [
        (0, True),
        (2, True),
        (3 + len(quotation.split("\n")), True),
    ]
