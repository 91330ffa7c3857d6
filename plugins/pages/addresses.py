"""Give every page its address: those of the portal's own pages, and one for each article. All are relative, without the first slash."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from plugins.article.facts import Article, ArticleKind
from plugins.article.reserved_slugs import RESERVED_SLUGS
from plugins.problems import Problem, warning

AUTHORS = "tac-gia/"
ORGANISATIONS = "co-quan/"
TAGS = "the/"
ARCHIVE = "luu-tru/"
REGISTER = "so-quy-hoach/"
REGISTER_CSV = f"{REGISTER}so-quy-hoach.csv"
REGISTER_JSON = f"{REGISTER}so-quy-hoach.json"
REGISTER_CALENDAR = f"{REGISTER}so-quy-hoach.ics"
SITEMAP = "so-do-cong/"
SEARCH = "tim-kiem/"
SEARCH_INDEX = f"{SEARCH}chi-muc.json"
SEARCH_FILES = "pagefind/"
FEEDS = "feeds/"
NOT_FOUND = "404.html"
# Where a preview shows what has no address of its own; the public portal has nothing there.
PREVIEW = "xem-thu/"


def section(path: str) -> str:
    """
    Return a section's address.

    >>> section("van-hoa/le-hoi")
    'van-hoa/le-hoi/'
    """
    return f"{path}/"


def year(base: str, number: int) -> str:
    """Return the address of a year below a section's address or the archive's."""
    return f"{base}{number}/"


def numbered(base: str, number: int) -> str:
    """
    Return the address of a list's page; the first page is the list itself.

    >>> numbered("tin/", 1), numbered("tin/", 2)
    ('tin/', 'tin/trang/2/')
    """
    return base if number == 1 else f"{base}trang/{number}/"


def output_path(address: str) -> str:
    """
    Return the file below the output folder that answers an address.

    >>> output_path("tin/"), output_path(""), output_path("404.html")
    ('tin/index.html', 'index.html', '404.html')
    """
    return f"{address}index.html" if not address or address.endswith("/") else address


def wanted_address(article: Article) -> str:
    """Return the address that an article should have: what its header says, else its section, year and slug."""
    if article.save_as:
        return article.save_as.removesuffix("index.html")
    if article.kind is ArticleKind.PAGE:
        return NOT_FOUND if article.slug == "404" else f"{article.slug}/"
    if article.date is None:
        raise ValueError(f"{article.path}: an article has a date")
    return f"{article.section}/{article.date.year}/{article.slug}/"


def _numbered_slug(address: str, number: int) -> str:
    stem, dot, ending = address.partition(".")
    return f"{stem.rstrip('/')}-{number}{dot}{ending}" + ("" if dot else "/")


def allocate(
    articles: Iterable[Article], sections: Iterable[str] = ()
) -> tuple[dict[str, str], list[Problem]]:
    """
    Return each article's address by its path, and a reminder for each that had to give way.

    Addresses are given in the order of publication, so an old article keeps its own when a
    new one with the same slug arrives; of one instant, by path. Before all of them come the
    portal's own pages and those of its ``sections``, given by their paths.
    """
    taken = {f"{name}/": "trang của hệ thống" for name in RESERVED_SLUGS}
    taken |= {section(path): "một chuyên mục" for path in sections}
    given: dict[str, str] = {}
    problems: list[Problem] = []
    order = sorted(
        articles, key=lambda article: (article.date.isoformat() if article.date else "", article.path)
    )
    for article in order:
        wanted = address = wanted_address(article)
        number = 1
        while address in taken:
            number += 1
            address = _numbered_slug(wanted, number)
        if number > 1:
            problems.append(
                warning(
                    article.path,
                    article.lines.get("slug", 1),
                    "trung-dia-chi",
                    f"trùng địa chỉ “/{wanted}” với {taken[wanted]}; bài này dùng “/{address}”. "
                    "Muốn tự đặt, hãy thêm dòng “Đường dẫn: …” ở đầu tệp.",
                )
            )
        taken[address] = article.path
        given[article.path] = address
    return given, problems


@lru_cache(maxsize=1 << 15)
def href(root: str, address: str) -> str:
    """
    Return an address as a page writes it: from the site's root, escaped for a URL.

    >>> href("/cong", "tin/")
    '/cong/tin/'
    """
    return f"{root}/{quote(address, safe='/#?=&-._~%')}"
