"""Who took a photo is told apart from what it shows."""

from __future__ import annotations

import re
from xml.etree.ElementTree import fromstring, tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.prose.body import ReferenceKind
from plugins.prose.credits import as_credit, mark_credit, split_credit
from plugins.prose.markdown import render_body

NAMES = st.text("LêHảiTrịnhThu /&V", min_size=1, max_size=30).map(str.strip).filter(bool)


@pytest.mark.parametrize(
    ("caption", "words", "credit"),
    [
        ("Bờ đê sông Chu sáng 19/02. Ảnh: Lê Hải", "Bờ đê sông Chu sáng 19/02.", "Ảnh: Lê Hải"),
        ("Bờ đê sông Chu (Ảnh: Lê Hải).", "Bờ đê sông Chu", "Ảnh: Lê Hải"),
        ("Bờ đê sông Chu (ảnh: Lê Hải)", "Bờ đê sông Chu", "Ảnh: Lê Hải"),
        ("Bờ đê sông Chu – Ảnh: Lê Hải", "Bờ đê sông Chu", "Ảnh: Lê Hải"),
        (
            "Bờ đê sông Chu; Nguồn ảnh: Báo Thanh Hóa/TTXVN",
            "Bờ đê sông Chu",
            "Nguồn ảnh: Báo Thanh Hóa/TTXVN",
        ),
        ("Ảnh: Lê Hải", "", "Ảnh: Lê Hải"),
        ("(Ảnh: Th.S Lê Hải)", "", "Ảnh: Th.S Lê Hải"),
        ("Trong ảnh: cụ Ba. Ảnh: Lê Hải", "Trong ảnh: cụ Ba.", "Ảnh: Lê Hải"),
        ("Nhìn bức ảnh: ai cũng vui", "Nhìn bức ảnh: ai cũng vui", ""),
        ("Ảnh: Lê Hải. Bà con ra đồng từ sớm.", "Ảnh: Lê Hải. Bà con ra đồng từ sớm.", ""),
        ("Ảnh minh họa", "Ảnh minh họa", ""),
        ("Ảnh:", "Ảnh:", ""),
        ("", "", ""),
    ],
)
def test_a_credit_ends_a_caption(caption: str, words: str, credit: str) -> None:
    """With or without parentheses, dashes, a full stop; a sentence about a photo is no credit."""
    assert split_credit(caption) == (words, credit)


@given(NAMES, st.sampled_from(["Bờ đê.", "Bờ đê", "Bờ đê (sông Chu)", "Năm 2024:"]))
def test_what_was_put_together_is_told_apart(name: str, caption: str) -> None:
    """Whoever took it."""
    assert split_credit(f"{caption} Ảnh: {name}") == (caption.rstrip(","), f"Ảnh: {name}".rstrip())


@given(st.text("Ảảnh:().– \nLêNguồn<b>", max_size=60))
def test_no_word_is_lost(caption: str) -> None:
    """A caption and its credit have the letters that were written, in their order; split again, nothing more comes off."""

    def letters(text: str) -> str:
        return "".join(re.findall(r"\w", text)).lower()

    words, credit = split_credit(caption)
    assert letters(words + credit) == letters(caption)
    if credit:
        assert split_credit(credit) == ("", credit)


@pytest.mark.parametrize(
    ("caption", "marked"),
    [
        ("Bờ <b>đê</b> cũ. Ảnh: Lê <i>Hải</i>", "Bờ <b>đê</b> cũ. <span>Ảnh: Lê <i>Hải</i></span>"),
        ("<b>Bờ đê.</b> Ảnh: Lê Hải", "<b>Bờ đê.</b> <span>Ảnh: Lê Hải</span>"),
        ("Bờ đê. <em>Ảnh: Lê Hải.</em>", "Bờ đê. <span><em>Ảnh: Lê Hải</em></span>"),
        ("<strong>Ảnh:</strong> Lê Hải", "<span><strong>Ảnh:</strong> Lê Hải</span>"),
        ('Bờ đê (Ảnh: <a href="x">Lê Hải</a>).', 'Bờ đê <span>Ảnh: <a href="x">Lê Hải</a></span>'),
        ("<em>Bờ đê. Ảnh: Lê Hải</em>", "<em>Bờ đê. Ảnh: Lê Hải</em>"),
        ("Bờ <b>đê</b>", "Bờ <b>đê</b>"),
    ],
)
def test_markup_stays_whole(caption: str, marked: str) -> None:
    """Bold words and links stay around what they were around."""
    element = fromstring(f"<p>{caption}</p>")
    mark_credit(element)
    expected = marked.replace("<span>", '<span class="figure__credit">')
    assert tostring(element, encoding="unicode") == f"<p>{expected}</p>"


@pytest.mark.parametrize(
    "text",
    [
        "![A](a.jpg)\n(Bờ đê. Ảnh: Lê Hải)",
        "![A](a.jpg)\n\n(Bờ đê. Ảnh: Lê Hải)",
        "![A](a.jpg)\n*Bờ đê. Ảnh: Lê Hải*",
        "![A](a.jpg)\n*Bờ đê.* Ảnh: Lê Hải",
        "![A](a.jpg)\n\n*Bờ đê.* (Ảnh: Lê Hải)",
        "![A](a.jpg)\n(Bờ đê.) Ảnh: Lê Hải",
    ],
)
def test_a_figure_names_its_photographer(text: str) -> None:
    """However the editor set the caption."""
    body, problems = render_body(text, 1, "content/thu.md", "")
    assert '<figcaption>Bờ đê. <span class="figure__credit">Ảnh: Lê Hải</span></figcaption>' in body.html
    assert [one.code for one in problems] == []


@pytest.mark.parametrize(
    "text", ["![A](a.jpg)\nẢnh: Lê Hải", "![A](a.jpg)\n\nẢnh: Lê Hải", "![A](a.jpg)\n(Ảnh: Lê Hải)"]
)
def test_a_credit_alone_is_a_caption(text: str) -> None:
    """Even without parentheses: nothing else begins so."""
    body, _ = render_body(text, 1, "content/thu.md", "")
    assert '<figcaption><span class="figure__credit">Ảnh: Lê Hải</span></figcaption></figure>' in body.html


def test_a_paragraph_that_ends_with_a_credit_stays_a_paragraph() -> None:
    """Only parentheses, italics or the credit alone make a caption; news stays news."""
    body, _ = render_body("![A](a.jpg)\n\nSáng nay bà con ra đồng. Ảnh: Lê Hải", 1, "content/thu.md", "")
    assert "<p>Sáng nay bà con ra đồng. Ảnh: Lê Hải</p>" in body.html


@pytest.mark.parametrize(
    ("name", "credit"),
    [
        ("Lê Hải", "Ảnh: Lê Hải"),
        ("Ảnh: Lê Hải", "Ảnh: Lê Hải"),
        ("Nguồn: Báo Thanh Hóa", "Nguồn: Báo Thanh Hóa"),
        ("", ""),
    ],
)
def test_a_name_in_the_header_becomes_a_credit(name: str, credit: str) -> None:
    """A bare name gets its word before it."""
    assert as_credit(name) == credit


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("![A](a.jpg)", [ReferenceKind.FIGURE]),
        ("![A](a.jpg) ![B](b.jpg)", [ReferenceKind.FIGURE, ReferenceKind.FIGURE]),
        ("Chữ ![A](a.jpg) chữ", [ReferenceKind.PICTURE]),
        ("[![A](a.jpg)](b.jpg)", [ReferenceKind.LARGE, ReferenceKind.PICTURE]),
        ("Chữ [![A](a.jpg) và chữ](b.jpg)", [ReferenceKind.ADDRESS, ReferenceKind.PICTURE]),
        ("- ![A](a.jpg)", [ReferenceKind.PICTURE]),
        ('<figure><img src="a.jpg" alt="A"></figure>', [ReferenceKind.FIGURE]),
        ('<p><img src="a.jpg" alt="A"></p>', [ReferenceKind.PICTURE]),
        (
            '<div><img src="a.jpg" alt="A"></div>\n\n![B](b.jpg)',
            [ReferenceKind.PICTURE, ReferenceKind.FIGURE],
        ),
    ],
)
def test_each_reference_has_its_kind_and_they_are_in_order(text: str, kinds: list[ReferenceKind]) -> None:
    """Alone, in running text, in a link; as the page has them, whoever wrote the HTML."""
    body, _ = render_body(text, 1, "content/thu.md", "")
    assert [reference.kind for reference in body.references] == kinds
    assert [int(number) for number in re.findall("\ue000(\\d+)\ue001", body.html)] == list(range(len(kinds)))
