"""Where each page lies, and who gives way when two want one place."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_portals import SECTIONS, a_site, a_story

from plugins.article.facts import Article, ArticleKind, RegisterFacts, Span
from plugins.article.reserved_slugs import RESERVED_SLUGS
from plugins.building.assembly.assets import published_paths
from plugins.editors.writing import room_routes
from plugins.feeds.machine_files import machine_files
from plugins.media import output_folders
from plugins.pages import addresses, share_card
from plugins.pages.page_kinds import all_pages
from plugins.problems import Level
from plugins.prose.body import Body
from plugins.publishing.releases import manifest
from plugins.vietnamese.slugs import slugify

ADDRESS = re.compile(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*/)+")


def an_article(
    path: str, slug: str, day: int = 1, section: str = "tin", kind: ArticleKind = ArticleKind.ARTICLE
) -> Article:
    """Return an article with an address to be given."""
    moment = None if kind is ArticleKind.PAGE else datetime(2024, 5, day, tzinfo=UTC)
    return Article(path, kind, slug, slug, Body(""), section=section, date=moment)


def test_an_article_lies_under_its_section_and_year() -> None:
    """``/<section>/<year>/<slug>/``; a standing page right below the root."""
    given, problems = addresses.allocate(
        [
            an_article("content/a.md", "ban-dat"),
            an_article("content/trang/b.md", "lien-he", kind=ArticleKind.PAGE),
        ]
    )
    assert given == {"content/a.md": "tin/2024/ban-dat/", "content/trang/b.md": "lien-he/"}
    assert problems == []


def test_of_two_with_one_slug_the_older_keeps_its_address() -> None:
    """``Bán đất`` and ``Bàn Đạt`` fold to one slug: the newcomer is an error that names both files and the line to write."""
    old, new = (
        an_article("content/moi.md", slugify("Bán đất"), 1),
        an_article("content/cu.md", slugify("Bàn Đạt"), 2),
    )
    for order in ([old, new], [new, old]):
        given, problems = addresses.allocate(order)
        assert given["content/moi.md"] == "tin/2024/ban-dat/"
        assert given["content/cu.md"] == "tin/2024/ban-dat-2/"
        assert [(one.path, one.code, one.level) for one in problems] == [
            ("content/cu.md", "trung-dia-chi", Level.ERROR)
        ]
        assert all(name in problems[0].message for name in ("cu.md", "moi.md", "“Đường dẫn: ban-dat-2”"))
        assert problems[0].fix == "ban-dat-2"


def test_of_two_the_earlier_instant_is_compared_not_its_spelling() -> None:
    """23:30 UTC is later than 06:00 of the next day in Vietnam, whatever their texts say."""
    vietnam = timezone(timedelta(hours=7))
    late = replace(an_article("content/a.md", "tin"), date=datetime(2024, 5, 1, 23, 30, tzinfo=UTC))
    early = replace(an_article("content/b.md", "tin"), date=datetime(2024, 5, 2, 6, 0, tzinfo=vietnam))
    assert [one.path for one in addresses.allocate([late, early])[1]] == ["content/a.md"]


def test_what_was_published_keeps_its_address_from_older_newcomers() -> None:
    """A file that is added later takes nothing, even if its date is earlier or its name comes first."""
    published, newcomer = an_article("content/z.md", "tin", 9), an_article("content/a.md", "tin", 1)
    given, problems = addresses.allocate(
        [published, newcomer], was_published=lambda address, path: path == published.path
    )
    assert given[published.path] == "tin/2024/tin/"
    assert [one.path for one in problems] == [newcomer.path]


@pytest.mark.parametrize(
    ("slug", "address"), [("03", "tin/2024/03-2/"), ("13", "tin/2024/13/"), ("3", "tin/2024/3/")]
)
def test_an_article_gives_way_to_the_months_of_its_section(slug: str, address: str) -> None:
    """A year may have them as soon as it has many articles: a reminder, and another number."""
    given, problems = addresses.allocate([an_article("content/a.md", slug)])

    assert given == {"content/a.md": address}
    assert [one.level for one in problems] == [Level.WARNING] * (address != f"tin/2024/{slug}/")


def test_a_translation_may_have_the_slug_of_its_original() -> None:
    """It gets a number and a reminder, as its editor was told to give it that slug."""
    original = an_article("content/a.md", "tin")
    translation = replace(an_article("content/b.md", "tin", 2), lang="en")
    given, problems = addresses.allocate([original, translation])
    assert given[translation.path] == "tin/2024/tin-2/"
    assert [one.level for one in problems] == [Level.WARNING]


def test_the_page_for_missing_addresses_is_a_file() -> None:
    """Hosts look for ``404.html``."""
    given, _ = addresses.allocate([an_article("content/trang/404.md", "404", kind=ArticleKind.PAGE)])
    assert given == {"content/trang/404.md": "404.html"}


@pytest.mark.parametrize("taken", ["so-do-cong", "luu-tru", "tin-tuc", "tac-gia"])
def test_a_standing_page_gives_way_to_the_portal_s_own_pages(taken: str) -> None:
    """An index, the archive, the site map or a section keeps its address; the editor is told where the page went."""
    page = an_article(f"content/trang/{taken}.md", taken, kind=ArticleKind.PAGE)
    given, problems = addresses.allocate([page], ["tin-tuc"])

    assert given == {page.path: f"{taken}-2/"}
    assert [(problem.code, problem.level) for problem in problems] == [("trung-dia-chi", Level.WARNING)]
    assert f"“/{taken}-2/”" in problems[0].message


def test_what_is_below_a_section_is_not_in_its_way() -> None:
    """An article may bear the name of a section or of the site map: it lies under a section and a year."""
    articles = [an_article("content/a.md", "tin"), an_article("content/b.md", "so-do-cong")]
    given, problems = addresses.allocate(articles, ["tin"])

    assert set(given.values()) == {"tin/2024/tin/", "tin/2024/so-do-cong/"}
    assert problems == []


def test_a_number_may_be_taken_too() -> None:
    """Where “tin-2” is somebody's own name already, the next number is tried."""
    one, own, other = (
        an_article("content/a.md", "tin", 1),
        an_article("content/b.md", "tin-2", 2),
        an_article("content/c.md", "tin", 3),
    )
    assert addresses.allocate([one, own, other])[0] == {
        "content/a.md": "tin/2024/tin/",
        "content/b.md": "tin/2024/tin-2/",
        "content/c.md": "tin/2024/tin-3/",
    }


def test_an_editor_s_own_place_is_kept() -> None:
    """“Lưu tại” is the address; a page in the way of another gets its number before the ending."""
    article = replace(an_article("content/a.md", "tin"), save_as="chu-de/bai.html")
    same = replace(an_article("content/b.md", "khac", 2), save_as="chu-de/bai.html")
    folder = replace(an_article("content/c.md", "muc"), save_as="chu-de/index.html")

    assert addresses.allocate([article, same, folder])[0] == {
        "content/a.md": "chu-de/bai.html",
        "content/b.md": "chu-de/bai-2.html",
        "content/c.md": "chu-de/",
    }


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Quyết định 42/2022/NĐ-CP", "quyet-dinh-42-2022-nd-cp"),
        ("Đất đai & Nhà ở: 86,1%", "dat-dai-nha-o-86-1"),
        ("12/2026/QĐ-UBND", "12-2026-qd-ubnd"),
        ("  ĐƯỜNG  sá…  ", "duong-sa"),
        ("Quy ho\u200bạch", "quy-hoach"),
        ("từ " * 40, ("tu-" * 27)[:-1]),
    ],
)
def test_words_become_a_slug(text: str, slug: str) -> None:
    """Separators in numbers are hyphens, đ is d, the cut is between words."""
    assert slugify(text) == slug


@given(st.lists(st.text("abđă ", min_size=1, max_size=12), min_size=1, max_size=30))
def test_a_slug_is_cut_between_words(words: list[str]) -> None:
    """A long name loses whole words at its end, as few as it must."""
    whole, slug = slugify(" ".join(words), limit=10_000), slugify(" ".join(words))

    assert whole == slug or whole.startswith(f"{slug}-")
    rest = whole[len(slug) + 1 :].partition("-")[0]
    assert not rest or len(slug) + 1 + len(rest) > 80


@pytest.mark.parametrize(
    ("root", "address", "href"),
    [
        ("", "", "/"),
        ("/cong", "tin/2024/bai/", "/cong/tin/2024/bai/"),
        ("", "tai-lieu/a b.pdf", "/tai-lieu/a%20b.pdf"),
        ("", 'x"><script>', "/x%22%3E%3Cscript%3E"),
    ],
)
def test_an_address_is_written_for_a_page(root: str, address: str, href: str) -> None:
    """From the site's root, with nothing in it that could end an attribute."""
    assert addresses.href(root, address) == href


def test_what_the_portal_publishes_by_itself_lies_at_reserved_slugs() -> None:
    """Pages, lists, feeds, data, pictures, attachments: no slug can take the place of any of them."""
    plan = RegisterFacts("Dự thảo", "1/QĐ", consultation=Span(date(2024, 6, 1), date(2024, 6, 30)))
    site = a_site(a_story("a", tags=["hội"]), a_story("b", section="quy-hoach", register=plan))
    files = {page.path for page in all_pages(site)} | {file.path for file in machine_files(site)}
    own = {path.split("/")[0] for path in files if "/" in path} - {one.slug for one in SECTIONS.children("")}
    folders = (
        output_folders.PICTURES,
        output_folders.ATTACHMENTS,
        share_card.FOLDER,
        manifest.FOLDER,
        room_routes.NAME,
    )
    assets = published_paths({"css/site.css": b""}).values()
    named = (
        addresses.SEARCH,
        addresses.SEARCH_TERMS,
        addresses.SEARCH_PAGES,
        addresses.PREVIEW,
        *folders,
        *assets,
    )
    own |= {address.split("/")[0] for address in named}

    assert own
    assert own <= RESERVED_SLUGS


def test_no_new_address_of_the_portal_is_left_to_articles() -> None:
    """Every address that this module names begins with a reserved slug; what lies at the root is a file."""
    named = [
        value
        for name, value in vars(addresses).items()
        if name[0] != "_" and name.isupper() and isinstance(value, str)
    ]
    first = {address.partition("/")[0] for address in named}

    assert addresses.OFFICE in named
    assert {one for one in first if "." not in one} <= RESERVED_SLUGS


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
