"""The house style in trees of Python-Markdown."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring, tostring

import pytest
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from plugins.vietnamese.typography.html import typeset_tree


def typeset_xml(source: str) -> str:
    """Return a piece of XHTML after the house style was applied to it, twice."""
    root = fromstring(f"<div>{source}</div>")
    typeset_tree(root)
    once = tostring(root, encoding="unicode")
    typeset_tree(root)
    assert tostring(root, encoding="unicode") == once
    return once.removeprefix("<div>").removesuffix("</div>")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<p>"<em>Sạch nhà</em>"</p>', "<p>“<em>Sạch nhà</em>”</p>"),
        ('<p>gọi là "<b>nhà <i>sạch</i></b>", rất hay</p>', "<p>gọi là “<b>nhà <i>sạch</i></b>”, rất hay</p>"),
        ('<p><b>"Một</b> hai"</p>', "<p><b>“Một</b> hai”</p>"),
        ('<p>("<code>x</code>")</p>', "<p>(“<code>x</code>”)</p>"),
        ("<p><b>Vinh</b> , ngày <b>5</b> tháng 6</p>", "<p><b>Vinh</b>, ngày\u00a0<b>5</b>\u00a0tháng 6</p>"),
        ("<p><b>70</b> %</p>", "<p><b>70</b>%</p>"),
        ("<p>a<br />\n- b \"c\"</p>", "<p>a<br />\n- b “c”</p>"),
        ("<ul><li>a - b<ul><li>c - d</li></ul> e...</li></ul>",
         "<ul><li>a\u00a0– b<ul><li>c\u00a0– d</li></ul> e…</li></ul>"),
        ("<p>x <b>y</b> 5/QĐ-TTg và 6-NQ/TU.</p>",
         '<p>x <b>y</b> <span class="nb">5/QĐ-TTg</span> và <span class="nb">6-NQ/TU</span>.</p>'),
        ("<p>số 5/QĐ-TTg <b>y</b> 7/QĐ-TTg</p>",
         '<p>số\u00a0<span class="nb">5/QĐ-TTg</span> <b>y</b> <span class="nb">7/QĐ-TTg</span></p>'),
        ('<p><a href="x">"Kế hoạch" ...</a></p>', '<p><a href="x">“Kế hoạch”…</a></p>'),
        ('<td>a - b</td>', "<td>a\u00a0– b</td>"),
    ],
)  # fmt: skip
def test_texts_of_a_paragraph_are_one(before: str, after: str) -> None:
    """Quotes pair across elements, and marks close upon the words before them."""
    assert typeset_xml(before) == after


@pytest.mark.parametrize(
    "source",
    [
        '<p><code>"a" - b...</code></p>',
        '<pre><code>x  ,  y - "z" 1/QĐ-TTg</code></pre>',
        '<p><kbd>"</kbd> và <samp>a - b</samp></p>',
        '<p><a href="x">https://a.vn/2020-2025,b...</a></p>',
        '<p><a href="x">tin-bai.vn/a...</a></p>',
        '<p><img alt="&quot;a&quot; - b" src="x" /></p>',
        "<p title='\"a\" - b...'>lời</p>",
    ],
)
def test_code_addresses_and_attributes_stay(source: str) -> None:
    """What machines read, or readers copy, stays as written."""
    assert typeset_xml(source) == fromstring_and_back(source)


def fromstring_and_back(source: str) -> str:
    """Return XHTML as ElementTree writes it."""
    return tostring(fromstring(source), encoding="unicode")


def test_atomic_text_stays() -> None:
    """An AtomicString is nobody's to change, and its neighbours are still typeset."""
    root = fromstring('<p>"<b>x</b>" - y</p>')
    root[0].text = AtomicString("a - b ,c")
    typeset_tree(root)
    assert tostring(root, encoding="unicode") == "<p>“<b>a - b ,c</b>”\u00a0– y</p>"


def test_markdown_with_raw_html_and_entities() -> None:
    """Markdown's own placeholders survive: raw HTML, entities and escaped signs come out whole."""

    class Style(Treeprocessor):
        def run(self, root):  # type: ignore[no-untyped-def]
            typeset_tree(root)

    reader = Markdown(output_format="html")
    reader.treeprocessors.register(Style(reader), "style", -10)
    source = 'Nói "<mark>hay</mark>" &copy; a\\*b - `"c"` và **"d"** , <http://a.vn/x--y> &amp; hết...'
    assert reader.convert(source) == (
        '<p>Nói “<mark>hay</mark>” &copy; a*b\u00a0– <code>"c"</code> và <strong>“d”</strong>, '
        '<a href="http://a.vn/x--y">http://a.vn/x--y</a> &amp; hết…</p>'
    )
