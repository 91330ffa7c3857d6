"""Whatever a Word file or a page says is in the article, or in what the editor is told; nothing else is."""

from __future__ import annotations

import re
from collections import Counter

import word_files as word
from hypothesis import given, settings
from hypothesis import strategies as st
from importing_portals import REGISTRIES

from plugins.article.read import read_article
from plugins.editors.importing.article_file import article_file
from plugins.editors.importing.detect import import_article
from plugins.editors.importing.import_source import ImportSource
from plugins.editors.importing.placement import GivenFields, with_given_fields
from plugins.problems import Level

# Words that are told apart by a number, so that each can be looked for; some look like something else.
OPENINGS = [
    "",
    "",
    "",
    "- ",
    "+ ",
    "• ",
    "1. ",
    "2. ",
    "5. ",
    "I. ",
    "a) ",
    "Điều 3. ",
    "(",
    "Ảnh: ",
    "Theo ",
    "Nguồn: ",
    "Tin, ảnh: ",
    "TM. ",
    "Nơi nhận: ",
    "Số: 12/KH-UBND ",
    "* ",
    "# ",
    "> ",
    "| ",
    "Kính gửi: ",
]
ENDINGS = ["", "", ".", ":", "./.", ")", ";", "!", "?"]
WORDS = [
    "Xuân",
    "Lai",
    "gặt",
    "sớm",
    "xã",
    "Hội",
    "Lê",
    "Hải",
    "UBND",
    "CỘNG HÒA",
    "100%",
    "date",
    "https://a.vn/x_y",
    "[1]",
    "2*3",
    "<b>",
    "a_b_c",
    "lúa\tngô",
    "sông\nChu",
    "“đê”",
    "–",
    "12.5",
    "Nguyễn Văn",
]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Return a paragraph's text."""
    many = draw(st.sampled_from([1, 2, 3, 5, 12, 30]))
    words = [draw(st.sampled_from(WORDS)) for _ in range(many)]
    return (
        draw(st.sampled_from(OPENINGS))
        + " ".join(words)
        + f" từ{draw(st.integers(0, 9999))}x"
        + draw(st.sampled_from(ENDINGS))
    )


LOOKS = st.fixed_dictionaries(
    {"bold": st.booleans(), "italic": st.booleans(), "size": st.sampled_from([0, 0, 13, 18])}
)
PIECES = st.one_of(
    st.tuples(st.just("line"), texts(), LOOKS, st.sampled_from(["", "", "center", "right"])),
    st.tuples(
        st.just("style"),
        texts(),
        st.sampled_from(
            ["Title", "Subtitle", "Heading 1", "Heading 3", "List Bullet", "List Number", "Caption", "Quote"]
        ),
    ),
    st.tuples(st.just("table"), st.lists(st.tuples(texts(), texts()), min_size=1, max_size=3), st.booleans()),
    st.tuples(st.just("photo"), texts()),
    st.tuples(st.just("runs"), st.lists(st.tuples(texts(), LOOKS), min_size=1, max_size=3)),
)


def made(pieces: list[tuple[object, ...]]) -> tuple[bytes, list[str]]:
    """Return a Word file of pieces and all that it says."""
    document = word.new()
    texts_of_file: list[str] = []
    for kind, first, *rest in pieces:
        if kind == "line":
            word.line(document, str(first), str(rest[1]), **rest[0])  # type: ignore[arg-type]
            texts_of_file.append(str(first))
        elif kind == "style":
            document.add_paragraph(str(first), style=str(rest[0]))
            texts_of_file.append(str(first))
        elif kind == "table":
            word.table(document, first, bool(rest[0]))  # type: ignore[arg-type]
            texts_of_file += [text for row in first for text in row]  # type: ignore[attr-defined]
        elif kind == "photo":
            word.picture(document, word.photo(size=(60, 60)))
            word.line(document, str(first), "center", italic=True)
            texts_of_file.append(str(first))
        else:
            paragraph = document.add_paragraph()
            for text, look in first:  # type: ignore[attr-defined]
                word.styled(paragraph.add_run(text), **look)
            texts_of_file.append("".join(text for text, _ in first))  # type: ignore[attr-defined]
    return word.saved(document), texts_of_file


def numbers(text: str) -> Counter[str]:
    """Return the words that carry a number of their own."""
    return Counter(re.findall(r"từ\d+x", text))


@settings(max_examples=60)
@given(st.lists(PIECES, min_size=1, max_size=9))
def test_every_word_of_a_word_file_is_in_the_article_or_is_told(pieces: list[tuple[object, ...]]) -> None:
    """In whatever order its parts come; the article is sound for our reader but for what is missing."""
    data, texts_of_file = made(pieces)
    imported = with_given_fields(
        import_article(ImportSource("bai.docx", data), REGISTRIES),
        REGISTRIES,
        GivenFields("Tin trong huyện", "19/09/2023"),
    )
    names = dict.fromkeys(imported.pictures, "anh.jpg")
    text = article_file(imported, names).text
    article, _, note = text.partition("<!--\n")[0], "", text.partition("<!--\n")[2].partition("-->\n")[0]
    body = text.partition("-->\n")[2]
    messages = " ".join(issue.message for issue in imported.issues)
    wanted = numbers("\n".join(texts_of_file))
    assert set(wanted) <= set(numbers(article + body + messages))
    assert not numbers(article + body) - wanted
    problems = read_article("content/bai-viet/x.md", text.encode(), REGISTRIES).problems
    errors = [problem for problem in problems if problem.level is Level.ERROR and problem.code != "tieu-de"]
    assert errors == []
    assert note


@settings(max_examples=60)
@given(st.lists(texts(), min_size=2, max_size=9), st.booleans())
def test_every_word_of_a_page_is_in_the_article_or_is_told(lines: list[str], as_html: bool) -> None:
    """Between the day and "Các tin khác": as text and as HTML."""
    lines = [line.replace("\n", " ").replace("\t", " ").replace("<b>", "b") for line in lines]
    head = [
        "Cổng thông tin điện tử huyện Thọ Xuân",
        "Xã Xuân Lai gặt sớm tránh bão",
        "Đăng lúc: 19/09/2023 (GMT+7)",
    ]
    whole = [*head, *lines, "Các tin khác", "Tin khác từ77777x"]
    if as_html:
        from html import escape

        data = "<html><body>" + "".join(f"<p>{escape(line)}</p>" for line in whole) + "</body></html>"
    else:
        data = "\n\n".join(whole)
    imported = with_given_fields(
        import_article(ImportSource("trang", data.encode()), REGISTRIES),
        REGISTRIES,
        GivenFields("Tin trong huyện"),
    )
    text = article_file(imported, dict.fromkeys(imported.pictures, "anh.jpg")).text
    article, body = text.partition("<!--\n")[0], text.partition("-->\n")[2]
    messages = " ".join(issue.message for issue in imported.issues)
    wanted = numbers("\n".join(lines))
    assert imported.title == "Xã Xuân Lai gặt sớm tránh bão"
    # Of what is cut before and behind the first words are told, and how many there are besides.
    is_counted = re.search(r"còn \d+ chữ", messages) is not None
    assert is_counted or set(wanted) <= set(numbers(article + body + messages))
    assert not set(numbers(article + body)) - set(wanted)
    problems = read_article("content/bai-viet/x.md", text.encode(), REGISTRIES).problems
    assert [problem for problem in problems if problem.level is Level.ERROR] == []
