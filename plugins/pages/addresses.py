"""Give every page its address: those of the portal's own pages, and one for each article. All are relative, without the first slash."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from urllib.parse import quote

from plugins.article.facts import Article, ArticleKind
from plugins.article.reserved_slugs import RESERVED_SLUGS, OwnSlug
from plugins.category.feed_names import feed_name
from plugins.problems import Problem, error, warning

AUTHORS = f"{OwnSlug.AUTHORS}/"
ORGANISATIONS = f"{OwnSlug.ORGANISATIONS}/"
TAGS = f"{OwnSlug.TAGS}/"
COMMUNES = f"{OwnSlug.COMMUNES}/"
ARCHIVE = f"{OwnSlug.ARCHIVE}/"
SITEMAP = f"{OwnSlug.SITEMAP}/"
# What the office tells of itself in data files.
OFFICE = f"{OwnSlug.OFFICE}/"
CONTACTS = f"{OFFICE}danh-ba/"
LEADERS = f"{OFFICE}lanh-dao/"
ORGANISATION_CHART = f"{OFFICE}to-chuc/"
SCHEDULE = f"{OFFICE}lich/"
SCHEDULE_CALENDAR = f"{SCHEDULE}lich.ics"
EVENTS = f"{OFFICE}su-kien/"
SERVICES = f"{OFFICE}dich-vu/"
QUESTIONS = f"{OFFICE}hoi-dap/"
GALLERY = f"{OFFICE}video/"
KEY_FIGURES = f"{OFFICE}so-lieu/"
SEARCH = f"{OwnSlug.SEARCH}/"
SEARCH_INDEX = f"{SEARCH}chi-muc.json"
# The index: of its terms, in files that are named by their content, and a file for each page.
SEARCH_TERMS = f"{SEARCH}tu/"
SEARCH_PAGES = f"{SEARCH}trang/"
FEEDS = f"{OwnSlug.FEEDS}/"
NOT_FOUND = "404.html"
MANIFEST = "manifest.webmanifest"
# Where a preview shows what has no address of its own; the public portal has nothing there.
PREVIEW = f"{OwnSlug.PREVIEW}/"


_OWN = "trang của hệ thống"
# A year of a section may have months.
_MONTH = re.compile(r".+/[0-9]{4}/(?:0[1-9]|1[0-2])/")


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


def month(base: str, year_number: int, number: int) -> str:
    """
    Return the address of a month below a section's address or the archive's.

    >>> month("luu-tru/", 2024, 3)
    'luu-tru/2024/03/'
    """
    return f"{year(base, year_number)}{number:02}/"


def feed_stem(address: str) -> str:
    """
    Return the name of the feed of a list by the list's address; lists of names have folders of their own.

    >>> feed_stem("van-hoa/le-hoi/"), feed_stem("the/le-hoi/"), feed_stem("")
    ('van-hoa-le-hoi', 'the/le-hoi', 'tat-ca')
    """
    if address.startswith((AUTHORS, ORGANISATIONS, TAGS, COMMUNES)):
        return address.rstrip("/")
    return feed_name(address.strip("/")) or "tat-ca"


def numbered_address(base: str, number: int) -> str:
    """
    Return the address of a numbered page of a list.

    >>> numbered_address("tin/", 2)
    'tin/trang/2/'
    """
    return f"{base}{OwnSlug.LATER_PAGES}/{number}/"


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
    articles: Iterable[Article],
    sections: Iterable[str] = (),
    was_published: Callable[[str, str], bool] = lambda address, path: False,
) -> tuple[dict[str, str], list[Problem]]:
    """
    Return each article's address by its path, and a problem for each whose address another one has.

    The portal's own pages and those of its ``sections``, given by their paths, keep theirs; a standing page that
    wants one gets a number and a reminder. Of two articles, the one that ``was_published`` (by address and path)
    keeps the address, else that of the earlier instant, of one instant that of the first path; the other gets an
    error, and a free address that it may have in a preview. A translation may have the slug of its original: it gets
    a number and a reminder.
    """
    own = {f"{name}/": _OWN for name in RESERVED_SLUGS}
    own |= {section(path): "một chuyên mục" for path in sections}
    holders: dict[str, Article] = {}
    without: list[tuple[Article, str]] = []
    order = sorted(
        ((wanted_address(article), article) for article in articles),
        key=lambda one: (not was_published(one[0], one[1].path), *_by_age(one[1])),
    )
    for wanted, article in order:
        if wanted in own or _MONTH.fullmatch(wanted) or holders.setdefault(wanted, article) is not article:
            without.append((article, wanted))
    given = {article.path: address for address, article in holders.items()}
    taken = {*own, *holders}
    problems: list[Problem] = []
    # The first number that may be free: what was taken once stays taken.
    numbers: dict[str, int] = {}
    for article, wanted in without:
        number = numbers.get(wanted, 2)
        while (address := _numbered_slug(wanted, number)) in taken:
            number += 1
        numbers[wanted] = number + 1
        taken.add(address)
        given[article.path] = address
        problems.append(
            _gives_way(article, address, holders[wanted])
            if wanted in holders
            else _numbered(article, wanted, address, own.get(wanted, _OWN))
        )
    return given, problems


def _by_age(article: Article) -> tuple[float, str]:
    """Return what articles are ordered by: the instant of publication, whatever zone it is written in, then the path."""
    return (article.date.timestamp() if article.date else float("-inf"), article.path)


def _gives_way(article: Article, address: str, holder: Article) -> Problem:
    wanted = wanted_address(article)
    # Names that differ only by capitals are one file on other systems: a reminder of their own tells that already.
    if article.lang != holder.lang or article.path.casefold() == holder.path.casefold():
        return _numbered(article, wanted, address, holder.path)
    line = article.lines.get("save_as" if article.save_as else "slug", 1)
    free = "" if article.save_as else _last_part(address)
    what = f"“Đường dẫn: {free}”" if free else f"“Lưu tại: {output_path(address)}”"
    is_written = "save_as" in article.lines if article.save_as else article.slug_given
    where = "Sửa" if is_written else "Thêm"
    message = (
        f"“{_name(article)}” và “{_name(holder)}” ({holder.path}) cùng địa chỉ “/{wanted}”; bài có trước giữ địa chỉ. "
        f"{where} dòng {what} trong “{_name(article)}”."
    )
    return error(article.path, line, "trung-dia-chi", message, free)


def _numbered(article: Article, wanted: str, address: str, holder: str) -> Problem:
    message = (
        f"trùng địa chỉ “/{wanted}” với {holder}; bài này dùng “/{address}”. "
        "Muốn tự đặt, hãy thêm dòng “Đường dẫn: …” ở đầu tệp."
    )
    return warning(article.path, article.lines.get("slug", 1), "trung-dia-chi", message)


def _last_part(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2]


def _name(article: Article) -> str:
    return article.path.rpartition("/")[2]


@lru_cache(maxsize=1 << 15)
def href(root: str, address: str) -> str:
    """
    Return an address as a page writes it: from the site's root, escaped for a URL.

    >>> href("/cong", "tin/")
    '/cong/tin/'
    """
    return f"{root}/{quote(address, safe='/#?=&-._~%')}"
