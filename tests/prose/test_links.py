"""Links and pictures are told at their own line, and addresses that no reader can follow are errors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.prose.markdown import render_body


def lines_of(text: str) -> list[tuple[str, int]]:
    """Return the targets that a body names, each with its line."""
    body, _ = render_body(text, 1, "x.md", "")
    return [(one.target, one.line) for one in body.references]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![a](/anh/b.jpg)\n\n![b](/anh/b)", [("/anh/b.jpg", 1), ("/anh/b", 3)]),
        ("`[x](b.md)`\n\n```\n[x](b.md)\n```\n\n[x](b.md)", [("b.md", 7)]),
        ("b.md có ở đây.\n\n[x](b.md) và [y](a-b.md)", [("b.md", 3), ("a-b.md", 3)]),
        ("Một.\n\n[chữ]()\n\n![ảnh]( )", [("", 3), ("", 5)]),
        ("[x](a.md)\n\n[y](a.md)\n\n[z](a.md#b)", [("a.md", 1), ("a.md", 3), ("a.md#b", 5)]),
        ('<a href="a.md">x</a>\n\n[y][1]\n\n[1]: b.md', [("a.md", 1), ("b.md", 5)]),
        ("[x](<bản đồ.pdf>)\n\n[y](bản.pdf)", [("bản đồ.pdf", 1), ("bản.pdf", 3)]),
        ("Một.\n\n[x](a\\_b.md)", [("a_b.md", 3)]),
        ("[x](a&amp;b.md)\n\n[y](b.md)", [("a&b.md", 1), ("b.md", 3)]),
    ],
)
def test_a_target_has_its_own_line(text: str, expected: list[tuple[str, int]]) -> None:
    """Neither a longer target, nor code, nor the words of the text stand in for it."""
    assert sorted(lines_of(text), key=lambda one: one[1]) == expected


@given(st.lists(st.sampled_from(["a", "a.jpg", "/a", "/a.jpg", "a/a", "a-a"]), max_size=8))
def test_pictures_are_told_line_by_line(targets: list[str]) -> None:
    """However alike their names are, each picture is found on the line that shows it."""
    text = "\n\n".join(f"![mô tả]({target})" for target in targets)

    assert lines_of(text) == [(target, 1 + 2 * place) for place, target in enumerate(targets)]


@pytest.mark.parametrize(
    "address",
    [
        *(
            "http://localhost:8000/a",
            "https://127.0.0.1/",
            "http://192.168.1.5/a",
            "http://10.0.0.1",
            "http://172.20.1.1",
        ),
        *(
            "https://x.invalid/",
            "http://may-chu.local/",
            "http://[::1]/",
            "http://0.0.0.0/",
            "https://a.test",
        ),
        *(
            "http:/x",
            "https://",
            "https:/a.vn",
            "http://",
            "https://a",
            "https://a..vn",
            "mailto:",
            "tel:",
            "mailto:huyện",
        ),
    ],
)
def test_an_address_for_no_reader_is_an_error(address: str) -> None:
    """It is told at its line, in Markdown as in HTML."""
    for text in (f"Một.\n\n[x](<{address}>)", f'Một.\n\n<a href="{address}">x</a>'):
        _, problems = render_body(text, 1, "x.md", "")
        assert [(one.line, one.code) for one in problems] == [(3, "lien-ket-sai")]


@pytest.mark.parametrize("address", ["https://coquan.gov.vn@la.vn/", "http://0x7f.1/", "tel:khong-so"])
def test_an_address_that_nobody_can_follow_is_an_error(address: str) -> None:
    """It would be a dead link of a public page, or lead elsewhere than it seems."""
    _, problems = render_body(f"[x]({address})", 1, "x.md", "")

    assert [one.code for one in problems] == ["lien-ket-sai"]


def test_a_scheme_that_nearly_is_one_is_asked_about() -> None:
    """The message names what was meant."""
    _, problems = render_body("[x](htp://a.vn)", 1, "x.md", "")

    assert [(one.line, "Ý bạn là “http:”?" in one.message) for one in problems] == [(1, True)]


def disguised(letters: list[tuple[str, str]]) -> str:
    """Return an address in which each letter is written in a way of its own."""
    return "".join(form.format(letter, ord(letter)) for letter, form in letters)


@given(
    st.lists(
        st.sampled_from(["{0}", "&#{1};", "&#x{1:x};", "{0}&#10;", "{0}&Tab;"]), min_size=11, max_size=11
    ),
    st.sampled_from(
        [
            "[x]({})",
            "![x]({})",
            '<a href="{}">x</a>',
            "<a href='{}'>x</a>",
            '<img src="{}" alt="x">',
            "[x][r]\n\n[r]: {}",
        ]
    ),
)
def test_a_disguised_address_is_told_at_a_line_of_the_text(forms: list[str], place: str) -> None:
    """Entities and breaks hide it from nobody; what cannot be found letter by letter is told near by."""
    address = disguised(list(zip("javascript:", forms, strict=True)))
    body, problems = render_body(f"Một.\n\nHai.\n\n{place.format(address)}\n", 1, "x.md", "")

    assert "javascript" not in body.html.lower().replace("\n", "")
    assert all(one.line >= 5 for one in problems), problems
    assert all(one.line >= 5 for one in body.references)


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<blockquote>\na\n</blockquote>\n\na <b\tonclick='&#97;'>x</b>", [5]),
        ("a <b>x</b>\n\na <b\tonclick='&#97;'>x</b>", [3]),
        ("<img src='&#106;avascript:x' alt='a'>\n\nx\n\n<img src='j&#97;vascript:y' alt='a'>", [1, 5]),
        ("a <a href='&#106;avascript:x'>a</a>\n\n<a href='j&#97;vascript:x'>a</a>", [1, 3]),
        ("a <br>\n\n</blockquote>\n\nb</b>", [3, 5]),
        ("<del>a</del>\n\n<details>\n\n<del>a</del>", [3]),
    ],
)
def test_each_of_several_tags_is_told_at_its_own_line(body: str, lines: list[int]) -> None:
    """However its letters are written, and whatever other tag begins alike."""
    assert [one.line for one in render_body(body, 1, "x.md", "")[1]] == lines
