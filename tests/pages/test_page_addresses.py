"""Where each page lies, and who gives way when two want one place."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from plugins.article.facts import Article, Kind
from plugins.pages import addresses
from plugins.prose.body import Body
from plugins.vietnamese.slugs import slugify

ADDRESS = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/)+")


def an_article(
    path: str, slug: str, day: int = 1, section: str = "tin", kind: Kind = Kind.ARTICLE
) -> Article:
    """Return an article with an address to be given."""
    moment = None if kind is Kind.PAGE else datetime(2024, 5, day, tzinfo=UTC)
    return Article(path, kind, slug, slug, Body(""), section=section, date=moment)


def test_an_article_lies_under_its_section_and_year() -> None:
    """``/<section>/<year>/<slug>/``; a standing page right below the root."""
    given, problems = addresses.allocate(
        [an_article("content/a.md", "ban-dat"), an_article("content/trang/b.md", "lien-he", kind=Kind.PAGE)]
    )
    assert given == {"content/a.md": "tin/2024/ban-dat/", "content/trang/b.md": "lien-he/"}
    assert problems == []


def test_of_two_with_one_slug_the_older_keeps_its_address() -> None:
    """``Bán đất`` and ``Bàn Đạt`` fold to one slug: the newcomer gets a number and a reminder."""
    old, new = (
        an_article("content/moi.md", slugify("Bán đất"), 1),
        an_article("content/cu.md", slugify("Bàn Đạt"), 2),
    )
    for order in ([old, new], [new, old]):
        given, problems = addresses.allocate(order)
        assert given["content/moi.md"] == "tin/2024/ban-dat/"
        assert given["content/cu.md"] == "tin/2024/ban-dat-2/"
        assert [(problem.path, problem.code) for problem in problems] == [("content/cu.md", "trung-dia-chi")]


def test_the_page_for_missing_addresses_is_a_file() -> None:
    """Hosts look for ``404.html``."""
    given, _ = addresses.allocate([an_article("content/trang/404.md", "404", kind=Kind.PAGE)])
    assert given == {"content/trang/404.md": "404.html"}


titles = st.lists(
    st.sampled_from(["Bán đất", "Bàn Đạt", "Tin 1", "Tin-1", "Quy hoạch"]), min_size=1, max_size=12
)


@given(titles, st.randoms())
def test_addresses_never_collide_and_do_not_hang_on_the_order(titles: list[str], chance: object) -> None:
    """Each article has an address of its own, the same whatever order the disk lists the files in."""
    articles = [an_article(f"content/{n}.md", slugify(title), 1 + n % 28) for n, title in enumerate(titles)]
    given, _ = addresses.allocate(articles)
    shuffled = list(articles)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]

    assert len(set(given.values())) == len(articles)
    assert addresses.allocate(shuffled)[0] == given
    assert all(ADDRESS.fullmatch(address) for address in given.values())


@given(st.text(max_size=300))
def test_a_slug_is_plain_and_short(text: str) -> None:
    """Only a–z, digits and single hyphens, at most 80 characters, not cut in a word where there is another way."""
    slug = slugify(text)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
    assert len(slug) <= 80
