"""What settings say of prose: typography or none, extensions of Python-Markdown; whatever they make, only what is allowed reaches a page."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor

from plugins.problems import Level
from plugins.prose.markdown import render_body
from plugins.prose.prose_options import PORTALS_OWN, ProseOptions

PATH = "content/a.md"


def html(text: str, options: ProseOptions = PORTALS_OWN) -> str:
    """Return the HTML of a text."""
    return render_body(text, 1, PATH, "", options)[0].html


def test_without_typography_a_body_stays_as_it_is_typed() -> None:
    """Also a second time, after a body that was read with it."""
    typed, styled = '"Trích" - rồi ... xong', "“Trích”\xa0– rồi… xong"
    for _ in range(2):
        assert html(typed, ProseOptions(typography=False)) == f"<p>{typed}</p>"
        assert html(typed) == f"<p>{styled}</p>"


def test_typography_leaves_the_tags_that_settings_name() -> None:
    """In a paragraph and as a whole block."""
    options = ProseOptions(untouched=("em", "blockquote"))
    shown = html('"a" *"b"*\n\n> "c"', options)
    assert "“a”" in shown
    assert '<em>"b"</em>' in shown
    assert '<p>"c"</p>' in shown


def test_extensions_of_the_settings_read_the_body() -> None:
    """A list of contents finds its headings; blocks that begin with a letter and signs that the portal does not know reach them too."""
    options = ProseOptions(
        extensions=("toc", "attr_list", "admonition", Marking()),
        extension_options=(("toc", {"title": "Mục lục"}),),
    )
    shown = html("[TOC]\n\n## Mục một\n\n## Hai {#rieng}\n\n!!! note\n    Chữ.\n\nHộp: x\n\n§§", options)

    assert '<span class="toctitle">Mục lục</span>' in shown
    assert '<a href="#muc-mot">Mục một</a>' in shown
    assert '<h2 id="rieng">Hai</h2>' in shown
    assert '<div class="admonition note">' in shown
    assert "<p>đã đọc</p>" in shown
    assert "[TOC]" in html("[TOC]")


class _Marks(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        """Put something in the place of a sign, and fail at another."""
        if "hỏng" in lines:
            raise KeyError("thiếu khóa")
        found = {"§§": "đã đọc", "mã": self.md.htmlStash.store("<script>x()</script><p onclick='x()'>mã</p>")}
        found["{% đọc %}"] = "đã đọc"
        return [found.get(line, line) for line in lines]


class _Element(Treeprocessor):
    def run(self, root: Element) -> None:
        """Put an element into the tree itself."""
        if len(root) and root[0].text == "cây":
            SubElement(root[0], "iframe", {"src": "https://vi-du.vn/"})


class Marking(Extension):
    """An extension that is an object, as plugins give them."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the preprocessor."""
        md.preprocessors.register(_Marks(md), "marks", 30)
        md.treeprocessors.register(_Element(md), "element", 4)


COLOURED = ProseOptions(
    extensions=("codehilite",),
    extension_options=(("codehilite", {"css_class": "mau", "guess_lang": False}),),
)


@pytest.mark.parametrize(
    "told",
    [
        "python",
        "{.python hl_lines='2'}",
        "{ .python linenums=inline #a }",
        'python hl_lines="1 2"',
        "{.x .y}",
        "",
    ],
)
def test_what_a_fence_says_reaches_the_extension_that_colours_code(told: str) -> None:
    """As Python-Markdown reads it, with the options of the settings."""
    text = f"```{told}\nx = 1\ny = 2\n```"
    plain = Markdown(
        extensions=["fenced_code", "codehilite"], extension_configs=dict(COLOURED.extension_options)
    )
    wanted = BeautifulSoup(plain.convert(text), "html.parser")
    made = BeautifulSoup(html(text, COLOURED), "html.parser")

    assert [one.get("class") for one in made.select("div, pre, code, span")] == [
        one.get("class") for one in wanted.select("div, pre, code, span")
    ]
    assert made.get_text().split() == wanted.get_text().split()


@pytest.mark.parametrize(
    "told", ["{.python onclick=alert(1)}", "{", "{.python", "{=}", "python x=1", "{.a}{.b}", '{.python "x"}']
)
def test_nothing_else_that_a_fence_says_reaches_a_page(told: str) -> None:
    """The code is shown; what no extension reads is left out."""
    made = html(f"```{told}\nx = 1\n```", COLOURED)

    assert "onclick" not in made
    assert "```" not in made
    assert "x = 1" in BeautifulSoup(made, "html.parser").get_text()


def test_what_an_extension_makes_is_cleaned_and_told() -> None:
    """The article is published without it: its editor could not mend it. What the editor writes stays an error."""
    body, problems = render_body("mã", 1, PATH, "", ProseOptions(extensions=(Marking(),)))

    assert "<script" not in body.html
    assert "onclick" not in body.html
    assert "x()" not in body.html
    assert {(one.level, one.code) for one in problems} == {(Level.WARNING, "cai-dat")}
    assert [part in " ".join(one.message for one in problems) for part in ("thẻ <script>", "“onclick”")] == [
        True,
        True,
    ]
    for own in (
        "<p>Của tôi.</p>",
        "<pre>Của tôi.</pre>",
        "`<p onmouseover='y()'>`",
        '<pre\nclass="x">Của tôi.</pre>',
    ):
        _, problems = render_body(f"mã\n\n{own}", 1, PATH, "", ProseOptions(extensions=(Marking(),)))
        assert {(one.level, one.code) for one in problems} == {(Level.WARNING, "cai-dat")}, own
    body, problems = render_body("cây", 1, PATH, "", ProseOptions(extensions=(Marking(),)))
    assert "<iframe" not in body.html
    assert ["<iframe>" in one.message for one in problems] == [True]
    _, problems = render_body("<iframe src=x></iframe>", 1, PATH, "", ProseOptions(extensions=(Marking(),)))
    assert [one.code for one in problems] == ["the-cam"]
    for own in ("a <b\tonclick='x()'>b</b>", "<p\nonclick='x()'>b</p>"):
        _, problems = render_body(f"mã\n\n{own}", 1, PATH, "", ProseOptions(extensions=(Marking(),)))
        assert [(one.line, one.code) for one in problems if one.level is Level.ERROR] == [
            (3, "thuoc-tinh-cam")
        ]
    _, problems = render_body("{% x %}", 1, PATH, "", ProseOptions(extensions=(Marking(),)))
    assert [one.code for one in problems] == ["lenh-khuon-mau"]
    _, problems = render_body("{% đọc %}", 1, PATH, "", ProseOptions(extensions=(Marking(),)))
    assert problems == ()


def test_an_extension_that_fails_is_an_error_of_the_article() -> None:
    """With its name for the fault; others are read."""
    body, problems = render_body("hỏng", 3, PATH, "", ProseOptions(extensions=(Marking(),)))

    assert body.html == ""
    assert [(one.line, one.code) for one in problems] == [(3, "khong-doc-duoc")]
    assert "KeyError" in problems[0].message


@given(st.text(alphabet="#*_`[]()!>|-=:{} \nabđ\"'<&;0123456789", max_size=80))
def test_an_extension_that_finds_nothing_changes_nothing(text: str) -> None:
    """The short ways are only shorter."""
    assert html(text, ProseOptions(extensions=(_Idle(),))) == html(text)


class _Idle(Extension):
    def extendMarkdown(self, md: Markdown) -> None:
        """Register nothing."""
