"""What no file may hold is not written as a reference to a character either: placeholders are not forged, nor is text turned around."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.header.decode import BIDI, CONTROL, PRIVATE
from plugins.problems import Level
from plugins.prose.body import PLACEHOLDER
from plugins.prose.markdown import html_body, render_body

FORGED = "&#xE000;7&#57345;"
PLACES = (
    "{} <b>x</b>",
    "<a href='{}'>x</a>",
    "<a href='mailto:a@b.vn?x={}'>x</a>",
    "<img src='{}' alt='{}'>",
    "<p id='{}' class='{}' title='{}'>x</p>",
    "[x](a.jpg '{}') ![{}](b.jpg)",
    "## {}",
    "| {} |\n|---|\n| x |",
    "x[^1]\n\n[^1]: {}",
)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "written", [FORGED, FORGED.replace("&", "&amp;"), "&#xE010;", "&#8238;", "&#xFFFE;", "&#1;"]
)
def test_nothing_reaches_a_page_that_a_file_may_not_hold(place: str, written: str) -> None:
    """In text, in attributes and in addresses; every placeholder is one of the body's own references."""
    text = place.replace("{}", written) + "\n\n[a](https://a.vn)\n"
    for body, _ in (render_body(text, 1, "x.md", ""), html_body(text, 1, "x.md", "")):
        assert all(int(found[1]) < len(body.references) for found in PLACEHOLDER.finditer(body.html))
        shown = PLACEHOLDER.sub("", body.html) + "".join(one.target + one.alt for one in body.references)
        assert not any(found.search(shown) for found in (BIDI, CONTROL, PRIVATE))


def test_each_is_told_at_its_line_as_the_character_itself_is() -> None:
    """What turns text around keeps the article from being published; the rest is left out. Code shows what is written."""
    body, problems = render_body(
        "`&#8238;` &#233; &#150;\n\na &#8238;b\n\n&#xFFFE; &#xFFFE;\n\n&#xFFFE;", 3, "x.md", ""
    )

    assert [(one.line, one.code, one.level) for one in problems] == [
        (5, "dao-chieu", Level.ERROR),
        (7, "ky-tu-dieu-khien", Level.WARNING),
        (9, "ky-tu-dieu-khien", Level.WARNING),
    ]
    assert body.html.startswith("<p><code>&amp;#8238;</code> é –</p>")


@pytest.mark.parametrize("figures", ["9" * 5000, "x" + "f" * 5000, "0" * 5000 + "65"])
@pytest.mark.parametrize("place", ["{}", "`{}`", "[x](a{})", "<a href='{}'>x</a>", "# {}", "à\u0309 {}"])
def test_a_number_that_is_too_long_to_be_read_stops_nothing(place: str, figures: str) -> None:
    """Python refuses to make a number of thousands of figures."""
    render_body(place.replace("{}", f"&#{figures};"), 1, "x.md", "")


@given(st.text(alphabet="&#xXE0128;7 a<>'", max_size=60))
def test_no_text_makes_a_placeholder(text: str) -> None:
    """However references are nested or cut."""
    body, _ = render_body(f"{text} <b>x</b>", 1, "x.md", "")

    assert not PRIVATE.search(PLACEHOLDER.sub("", body.html))
    assert all(int(found[1]) < len(body.references) for found in PLACEHOLDER.finditer(body.html))
