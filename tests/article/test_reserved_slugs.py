"""The slugs that the portal keeps for itself are refused wherever an editor could take one."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest

from plugins.article.read import ArticleReading, read_article
from plugins.article.registries import Registries
from plugins.article.reserved_slugs import PAGE_SLUGS, RESERVED_SLUGS
from plugins.article.urls import old_address_fault
from plugins.author.people import Organisation
from plugins.author.registry import load_authors
from plugins.building.sources.read_registries import is_reserved
from plugins.category.registry import Section, load_sections
from plugins.problems import Level
from plugins.problems.data_file import data_file
from plugins.prose.body import Body
from plugins.publishing.releases import manifest
from plugins.publishing.releases.reserved_names import HIDDEN_SERVER_FOLDER
from plugins.vietnamese.slugs import slugify

REGISTRIES = Registries(
    load_sections('[[chuyen-muc]]\nten = "Tin"\n'),
    load_authors(""),
    timezone(timedelta(hours=7)),
    Organisation("Cổng", "cong"),
)
HEADER = "Tiêu đề: Lúa chín\nNgày đăng: 29/11/2023\nChuyên mục: Tin\nTác giả: Lê Hải\n"


def read(more: str = "", path: str = "content/lua.md", header: str = HEADER) -> ArticleReading:
    """Read an article with some more lines in its header."""
    data = f"{header}{more}\n\nThân bài.\n".encode()
    return read_article(path, data, REGISTRIES, lambda text, *_: (Body(text), ()))


def errors(reading: ArticleReading) -> list[str]:
    """Return the codes of the errors of a file."""
    return [problem.code for problem in reading.problems if problem.level is Level.ERROR]


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_a_reserved_slug_is_a_slug(slug: str) -> None:
    """What is reserved is a first part of an address that a slug could be."""
    assert slugify(slug) == slug


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_nobody_takes_a_reserved_slug(slug: str) -> None:
    """Not by “Đường dẫn”, not by a file's name, not by “Lưu tại”, not as a section."""
    assert errors(read(f"Đường dẫn: {slug}")) == ["duong-dan"]
    assert errors(read(f"Lưu tại: {slug}/a.html")) == ["luu-tai"]
    named = read(path=f"content/{slug}.md").article
    assert named is not None
    assert named.slug == "lua-chin"
    assert is_reserved(Section(slug, slug, slug))


@pytest.mark.parametrize("path", ["tat-ca", "tat/ca", "so/quy-hoach", "so-quy/hoach", "van/ban"])
def test_no_section_takes_the_place_of_the_portals_own_feeds(path: str) -> None:
    """The whole portal's feed and those of the register are files beside the sections' own."""
    *above, slug = path.split("/")
    text = "".join(
        f'[[chuyen-muc{".con" * depth}]]\nten = "{name}"\n' for depth, name in enumerate([*above, slug])
    )
    file = data_file(text, "chuyen-muc.toml")
    assert path not in [section.path for section in load_sections(file, is_reserved).all]
    (problem,) = file.problems
    assert problem.line == 2 * len(above) + 1
    assert f"“{path}”" in problem.message


@pytest.mark.parametrize(
    "place",
    [
        manifest.HEADER,
        f"{HIDDEN_SERVER_FOLDER}/nginx.conf",
        ".htaccess",
        "_headers",
        "_redirects",
        ".nojekyll",
    ],
)
def test_no_old_address_takes_the_place_of_what_publishing_writes(place: str) -> None:
    """A forwarding page there would be read as the release's records, or by the server."""
    assert old_address_fault(f"/{place}")
    assert old_address_fault(f"/tin/../{place.upper()}")


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_a_standing_page_may_have_the_slug_of_a_page_that_editors_may_write(slug: str) -> None:
    """The page gives way when addresses are given, and its editor is told then; any other slug is an error."""
    reading = read(f"Đường dẫn: {slug}", path="content/trang/x.md", header="Tiêu đề: Trang\n")

    assert errors(reading) == ([] if slug in PAGE_SLUGS else ["duong-dan"])
