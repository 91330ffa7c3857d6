"""Ids and anchors of a body: nothing that an editor writes can break the page it stands on."""

from __future__ import annotations

import re
from pathlib import Path
from unicodedata import is_normalized

import pytest
from filled_bodies import filled
from hypothesis import example, given
from hypothesis import strategies as st

from plugins.building.edition.link_check import check_output_links
from plugins.building.edition.output_scan import scan
from plugins.prose.anchors import THEME_IDS
from plugins.prose.markdown import render_body
from plugins.prose.plain_text import plain_text

TEMPLATES = Path(__file__).parents[2] / "theme" / "templates"
SHOWING_A_BODY = ("article.html", "page.html")
ID = re.compile(r'\sid="([^"]*)"')
USES = re.compile(r'{%-? (?:extends|include|from|import) "([^"]+)"')
GIVEN_TO_MACRO = re.compile(r'{{ search_\w+\([^()]*"([a-z-]+)"(?:, "[^"]*")?\)')


def used_by(*names: str) -> set[str]:
    """Return templates with all that they extend, include or import."""
    found, waiting = set(names), list(names)
    while waiting:
        new = {*USES.findall((TEMPLATES / waiting.pop()).read_text("utf-8"))} - found
        found |= new
        waiting += new
    return found


def ids_in(name: str) -> set[str]:
    """Return the ids in a template: as they stand there, and those that are given to macros."""
    text = (TEMPLATES / name).read_text("utf-8")
    made = {found for found in ID.findall(text) if "{" in found}
    assert made <= {"{{ id }}"}, f"{name}: an id that this test cannot read: {made}"
    return {*ID.findall(text), *GIVEN_TO_MACRO.findall(text)} - made


def test_the_ids_of_the_theme_are_those_of_its_templates() -> None:
    """A template that gets a new id on a page with a body has it noted here, or this fails."""
    found = {one for name in used_by(*SHOWING_A_BODY) for one in ids_in(name)}
    assert "o-tim" in found
    assert found == THEME_IDS


THEME_PAGE = "".join(f'<i id="{one}"></i>' for one in sorted(THEME_IDS))
BLOCKS = [
    *("## Nội dung", "## Danh mục", "## Các tin khác", "# Tệp đính kèm", "### Nội dung 2", "## noi dung"),
    *("## Một", '<h2 id="mot">Hai</h2>', '<p id="x">a</p>', '<p id="x">b</p>', '<p id="o-tim">c</p>', '<p id="">d</p>'),
    *("[a](#noi-dung)", "[b](#khong-co)", '<a href="#fn:9">c</a>', "[d](#fnref:1)", "[e](#m%E1%BB%99t)", "[f](#x)"),
    *("Chữ[^1] và[^2] nữa[^1].", "[^1]: Nguồn.", "[^2]: Nguồn [^1] khác.", "[^3]:", "`[^3]`", "<!-- [^3] -->"),
    *("|a|\n|---|\n|b|c[^3]|", "Tie&#x302;&#x301;ng", "Tie<b>\u0302</b>ng", "\u0301đầu", "- \u0338mục", "**e**\u0309"),
    *("a &#x338;", "> \u0323trích", "<p>&#768;x</p>", "e[\u0301](https://vi-du.vn)", "a = &#824; b"),
]  # fmt: skip


@given(st.lists(st.sampled_from(BLOCKS), max_size=9))
@example(["## Nội dung", "[a](#noi-dung)", '<p id="noi-dung-2">x</p>'])
@example(["[^3]: Lời.", "[^1]: Nguồn."])
def test_no_body_breaks_its_page(blocks: list[str]) -> None:
    """No id twice, no anchor without its place, no letter apart from its mark; every message has its line."""
    body, problems = render_body("\n\n".join(blocks), 4, "content/x.md", "")
    html = filled(body, lambda reference: reference.target)
    found = scan("x.html", f"<body>{THEME_PAGE}{html}".encode())
    assert found.problems == ()
    anchors = [one.address[1:] for one in found.references if one.address.startswith("#")]
    assert {*anchors} <= {*body.anchors}
    assert {*body.anchors} | THEME_IDS == found.ids
    for text in (body.lead, plain_text(body.html)):
        assert is_normalized("NFC", text)
    assert all(4 <= problem.line <= 4 + 4 * len(blocks) for problem in problems)


def test_whole_pages_are_sound(tmp_path: Path) -> None:
    """The same for all blocks at once, as the check of an output reads them."""
    body, _ = render_body("\n\n".join(BLOCKS), 1, "content/x.md", "")
    html = filled(body, lambda reference: reference.target)
    (tmp_path / "index.html").write_text(f"<body>{THEME_PAGE}{html}", "utf-8")
    assert list(check_output_links(tmp_path)) == []


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("## Nội dung\n\n[xem](#noi-dung)", '<h2 id="noi-dung-2">Nội dung</h2>\n<p><a href="#noi-dung-2">xem</a></p>'),
        ("## Tin mới", '<h2 id="tin-moi">Tin mới</h2>'),
        ('## Một\n\n<h2 id="mot">Hai</h2>', '<h2 id="mot">Một</h2>\n<h2 id="mot-2">Hai</h2>'),
        ("Tie&#x302;&#x301;ng", "<p>Tiếng</p>"),
        ("Tiê<b>\u0301</b>ng", "<p>Tiế<b></b>ng</p>"),
    ],
)  # fmt: skip
def test_what_an_editor_means_stays(text: str, html: str) -> None:
    """Anchors keep their names where the theme leaves them free; links follow the others."""
    assert render_body(text, 1, "content/x.md", "")[0].html == html


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Câu.\n\n[^ghi chú]: Lời.", "chu-thich-thua", 3),
        ("Câu `[^1]`.\n\n[^1]: Lời.", "chu-thich-thua", 3),
        ('Câu.\n\n<p id="danh-muc">x</p>', "id-doi", 3),
        ("Câu.\n\n\u0301đầu", "dau-roi", 3),
        ("Câu.\n\n- mục\n- &#769;b", "dau-roi", 4),
    ],
)
def test_what_was_mended_is_told_at_its_line(text: str, code: str, line: int) -> None:
    """As a reminder: the article goes out."""
    _, problems = render_body(text, 1, "content/x.md", "")
    assert [(problem.code, problem.line) for problem in problems] == [(code, line)]


def test_footnotes_are_numbered_as_they_stand() -> None:
    """The number in the text is that of the note it leads to."""
    body, _ = render_body("Một[^b] hai[^a].\n\n[^a]: A\n\n[^b]: B", 1, "content/x.md", "")
    assert re.findall(r'href="#fn:(\d)">(\d)<', body.html) == [("2", "2"), ("1", "1")]
    assert body.html.index("<p>A") < body.html.index("<p>B")
