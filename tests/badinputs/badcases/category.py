"""Sections."""

from __future__ import annotations

from badcases.case import SECTION, Action, Case, article, good_article
from badcases.encoding import nfd
from badcases.site import add_sections

IN_SECTION = ("chien-luoc-dinh-huong-quy-hoach/2024/",)


def section(name: str, action: Action, value: str, *says: str) -> Case:
    """Return a case about one written section."""
    shows = IN_SECTION if action is Action.REPAIR else ()
    return article(name, action, f"Chuyên mục: {value}", good_article(section=value), *says, shows=shows)


CASES: tuple[Case, ...] = (
    article(
        "107-cat-missing",
        Action.QUARANTINE,
        "Không có “Chuyên mục”",
        good_article(section=None),
        "Chuyên mục",
    ),
    Case(
        "110-cat-slash-inside",
        Action.QUARANTINE,
        "Chuyên mục có “/”",
        {"content/thu.md": good_article(section="Thể thao/Du lịch")},
        ("Thể thao/Du lịch", "Thể thao – Du lịch"),
        setup=lambda site: add_sections(site, ("Thể thao – Du lịch", "the-thao-du-lich")),
    ),
    section("111-cat-dotdot", Action.QUARANTINE, "..", ".."),
    section("112-cat-traversal", Action.QUARANTINE, "../../ngoai", "ngoai"),
    section("115-cat-misspelt-typo", Action.QUARANTINE, "Chiến lược – Định hướn – Quy hoặch", SECTION),
    section("116-cat-variant-hyphen-case", Action.REPAIR, "Chiến Lược - định hướng - Quy Hoạch"),
    section("117-cat-variant-no-space-dash", Action.REPAIR, "Chiến lược–Định hướng–Quy hoạch"),
    section("120-cat-variant-nfd", Action.REPAIR, nfd(SECTION)),
    section("121-cat-variant-trailing-dot", Action.REPAIR, f"{SECTION}."),
    section("122-cat-html", Action.QUARANTINE, "<svg onload=alert(7)>Tin trong huyện", "HTML"),
    Case(
        "125-cat-named-all",
        Action.OK,
        "Chuyên mục tên “All”",
        {"content/thu.md": good_article(section="All")},
        setup=lambda site: add_sections(site, ("All", "all")),
    ),
    Case(
        "126-cat-in-folder",
        Action.QUARANTINE,
        "Không có “Chuyên mục”, tệp nằm trong thư mục con",
        {"content/nam-2024/thu.md": good_article(section=None)},
        ("Chuyên mục",),
    ),
)
