"""Pelican's settings of how articles are read, as values; what a settings file does not name leaves the portal's own habits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from plugins.article.facts import ArticleKind
from plugins.article.path_facts import ARTICLE_FOLDERS, PAGE_FOLDERS
from plugins.article.reading_habits import ReadingHabits, Values, pattern_fault
from plugins.building.pelican_adapter.content_paths import folders_of
from plugins.building.pelican_adapter.prose_settings import prose_options
from plugins.building.pelican_adapter.reading_settings import PORTALS_LANGUAGE
from plugins.building.pelican_adapter.setting_fault import SettingFault


def reading_habits(settings: Mapping[str, Any]) -> ReadingHabits:
    """Return the habits that settings ask for; raise SettingFault for a pattern that cannot be one."""
    source = settings.get("SLUGIFY_SOURCE") or "basename"
    if source not in ("title", "basename"):
        raise SettingFault(
            ("SLUGIFY_SOURCE", f"SLUGIFY_SOURCE “{source}” không dùng được. Chọn “title” hay “basename”.")
        )
    by_folder = settings.get("USE_FOLDER_AS_CATEGORY")
    return ReadingHabits(
        defaults=tuple(_defaults(settings)),
        name_pattern=_regex(settings, "FILENAME_METADATA"),
        path_pattern=_regex(settings, "PATH_METADATA"),
        folder_is_category=None if by_folder is None else bool(by_folder),
        slug_of_title=source == "title",
        article_file=_file_pattern(settings, "ARTICLE", ArticleKind.ARTICLE),
        page_file=_file_pattern(settings, "PAGE", ArticleKind.PAGE),
        summary_words=_words(settings.get("SUMMARY_MAX_LENGTH")),
        summary_end=str(settings.get("SUMMARY_END_SUFFIX") or "…"),
        prose=prose_options(settings),
        page_folders=_page_folders(settings),
        article_folders=folders_of(settings.get("ARTICLE_PATHS", ARTICLE_FOLDERS)),
    )


def _page_folders(settings: Mapping[str, Any]) -> tuple[str, ...]:
    """
    Return the folders of standing pages: the portal's own, and those of PAGE_PATHS.

    >>> _page_folders({"PAGE_PATHS": ["gioi-thieu"]}), _page_folders({}) == PAGE_FOLDERS
    (('trang', 'gioi-thieu'), True)
    """
    own, usual = PAGE_FOLDERS[0], PAGE_FOLDERS[1:]
    return (own, *(one for one in folders_of(settings.get("PAGE_PATHS", usual)) if one != own))


def _words(given: object) -> int:
    """Return how many words a summary has, 0 for as many as there are; raise SettingFault for what is no such number."""
    if given is None:
        return 0
    if isinstance(given, bool) or not isinstance(given, int) or given < 1:
        raise SettingFault(
            (
                "SUMMARY_MAX_LENGTH",
                f"SUMMARY_MAX_LENGTH = {given!r} không dùng được: cần số chữ, ví dụ 50, hay None.",
            )
        )
    return given


def _defaults(settings: Mapping[str, Any]) -> Iterator[tuple[str, Values]]:
    """Yield the header keys of every file, each once: DEFAULT_METADATA goes before settings of their own."""
    given = dict(settings.get("DEFAULT_METADATA") or {})
    found = {str(name).lower(): _values(value) for name, value in given.items()}
    # In Pelican, too, the setting of a category's own wins.
    if category := settings.get("DEFAULT_CATEGORY"):
        found["category"] = str(category)
    day = settings.get("DEFAULT_DATE")
    if day and day != "fs":
        found["date"] = _day(day)
    lang = str(settings.get("DEFAULT_LANG") or PORTALS_LANGUAGE)
    if lang != PORTALS_LANGUAGE:
        found.setdefault("lang", lang)
    if author := settings.get("AUTHOR"):
        found.setdefault("author", str(author))
    yield from ((name, value) for name, value in found.items() if value)


def _values(value: object) -> Values:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return str(value)
    return tuple(str(one) for one in value)


def _day(given: object) -> str:
    """
    Return the day of DEFAULT_DATE as a header writes it.

    >>> _day((2024, 6, 30)), _day("2024-06-30 08:00")
    ('2024-06-30 00:00', '2024-06-30 08:00')
    """
    try:
        moment = datetime(*given) if isinstance(given, tuple | list) else given
    except (TypeError, ValueError) as fault:
        raise SettingFault(
            (
                "DEFAULT_DATE",
                f"DEFAULT_DATE = {given!r} không phải một ngày. Ví dụ: DEFAULT_DATE = (2024, 6, 30).",
            )
        ) from fault
    return f"{moment:%Y-%m-%d %H:%M}" if isinstance(moment, date) else str(moment)


def _regex(settings: Mapping[str, Any], name: str) -> str:
    given = settings.get(name) or ""
    # Pelican takes a compiled one for PATH_METADATA.
    pattern = _written_out(given) if isinstance(given, re.Pattern) else str(given)
    try:
        re.compile(pattern)
    except re.error as fault:
        raise SettingFault((name, f"{name} “{pattern}” không phải biểu thức chính quy: {fault}.")) from fault
    return pattern


def _written_out(pattern: re.Pattern[str]) -> str:
    """
    Return a compiled pattern as text, its flags in front.

    >>> _written_out(re.compile("tin/(?P<slug>.*)", re.IGNORECASE))
    '(?i)tin/(?P<slug>.*)'
    """
    flags = {"a": re.ASCII, "i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE}
    letters = "".join(letter for letter, flag in flags.items() if pattern.flags & flag)
    return f"(?{letters}){pattern.pattern}" if letters else pattern.pattern


def _file_pattern(settings: Mapping[str, Any], what: str, kind: ArticleKind) -> str:
    """Return the pattern of files that a pair of settings asks for: that of the file, else that of the address."""
    file, url = (str(settings.get(f"{what}_{name}") or "") for name in ("SAVE_AS", "URL"))
    pattern = file or file_of_address(url)
    if not pattern:
        return ""
    if fault := pattern_fault(pattern, kind):
        name = f"{what}_SAVE_AS" if file else f"{what}_URL"
        raise SettingFault((name, f"{name} “{file or url}” không dùng được: {fault}."))
    return pattern


def file_of_address(url: str) -> str:
    """
    Return the file that answers an address: no server has to guess it.

    >>> file_of_address("/posts/{slug}/"), file_of_address("{slug}.html"), file_of_address("")
    ('posts/{slug}/index.html', '{slug}.html', '')
    """
    url = url.removeprefix("/")
    return f"{url}index.html" if url.endswith("/") else url
