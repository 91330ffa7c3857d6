"""What settings say of reading goes into a header that lacks it, and never takes the place of what an editor wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.article.facts import ArticleKind
from plugins.article.reading_habits import PORTALS_OWN, ReadingHabits, pattern_fault
from plugins.header.parse import parse

ALL = ReadingHabits(
    defaults=(
        ("category", "Chung"),
        ("tags", ("một", "hai")),
        ("status", "draft"),
        ("rieng", "x"),
        ("author", "Lan"),
    ),
    name_pattern=r"(?P<date>\d{4}-\d{2}-\d{2})_(?P<slug>.+)",
    path_pattern=r"(?P<Category>[^/]+)/(?P<summary>[^/]+)/",
)


def test_what_a_header_lacks_comes_from_its_place_then_from_the_settings() -> None:
    """In Pelican's order: the header, the file's name, its path, the settings."""
    source = parse("content/tin/xa/2024-01-02_hop.md", "Title: A\nTags: ba\n\nChữ")

    fields = ALL.completed(source).fields

    assert {name: one.value for name, one in fields.items()} == {
        "title": "A",
        "tags": "ba",
        "date": "2024-01-02",
        "slug": "hop",
        "category": "tin",
        "summary": "xa",
        "status": "draft",
        "author": "Lan",
    }
    assert ALL.completed(source).extra == {"rieng": "x"}
    assert ALL.completed(parse("content/a.md", "Title: A\n\nChữ")).fields["tags"].items == ("một", "hai")


def test_a_standing_page_gets_no_day_and_no_section() -> None:
    """It has none in the portal; who wrote one, by either key, is its author alone."""
    page = ALL.completed(parse("content/pages/2024-01-02_ve.md", "Title: Về\nAuthors: A, B\n\nChữ"))

    assert page.fields.keys() == {"title", "authors", "slug", "tags", "status"}


@given(
    st.text(max_size=60),
    st.sampled_from(["content/a.md", "content/tin/2024-01-02_b.md", "content/pages/c.md"]),
)
def test_what_is_written_stays(text: str, path: str) -> None:
    """Whatever the text; a portal without habits changes nothing."""
    source = parse(path, f"Title: A\n{text}")

    completed = ALL.completed(source)

    assert completed.fields.items() >= source.fields.items()
    assert completed.extra.items() >= source.extra.items()
    assert (completed.body, completed.problems) == (source.body, source.problems)
    assert PORTALS_OWN.completed(source) is source


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("{category}/{date:%Y}/{slug}.html", ""),
        ("{slug}/index.html", ""),
        ("tin/index.html", "thiếu {slug}"),
        ("{slug!r}.html", "không có “{slug}”"),
        ("{tags}/{slug}.html", "không có “{tags}”"),
        ("{date}/{slug}.html", "không viết bằng số"),
        ("{slug:>9}.html", "chỉ ngày có dạng"),
        ("{slug.__class__}.html", "không có “{slug.__class__}”"),
        ("{}/{slug}.html", "không có “{}”"),
    ],
)
def test_a_pattern_of_files_is_told_what_it_lacks(pattern: str, fault: str) -> None:
    """One that is sound names a file for every article."""
    assert fault in pattern_fault(pattern, ArticleKind.ARTICLE)
    assert bool(pattern_fault(pattern, ArticleKind.ARTICLE)) == bool(fault)
    assert pattern_fault("{date:%Y}/{slug}.html", ArticleKind.PAGE)
