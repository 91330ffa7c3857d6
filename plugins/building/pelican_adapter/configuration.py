"""Turn the settings of a settings file into BuildSettings."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from plugins.building.pelican_adapter.content_paths import source_filter, static_files
from plugins.building.pelican_adapter.own_settings import is_switched_on, switches
from plugins.building.pelican_adapter.plugin_keys import classes_in_plugins, keys_in_plugins
from plugins.building.pelican_adapter.reading_settings import says_how_to_read
from plugins.building.pelican_adapter.setting_fault import SettingFault
from plugins.building.pelican_adapter.setting_kinds import names_in, refuse_wrong_kinds
from plugins.building.pelican_adapter.shown_settings import shown_links
from plugins.building.pelican_adapter.template_pages import template_pages
from plugins.building.pelican_adapter.theme_kind import (
    is_pelican_theme,
    keys_shown,
    template_names,
)
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.shown_links import NO_LINKS
from plugins.files.cache_folder import cache_folder
from plugins.files.marked_folder import MARKER
from plugins.pages.feed_options import AUTHORITY, LEADS_ALONE, FeedOptions
from plugins.pages.jinja_additions import NOTHING_ADDED, JinjaAdditions
from plugins.problems.stop_build import StopBuild
from plugins.web.web_address import BadAddress, web_address

if TYPE_CHECKING:
    from plugins.article.reading_habits import ReadingHabits

MARKDOWN_ONLY = {"rst": None, "html": None}


def zone_of(settings: Mapping[str, Any]) -> ZoneInfo:
    """Return the portal's time zone; raise SettingFault for a name that is none."""
    name = settings["TIMEZONE"]
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as fault:
        raise SettingFault(
            ("TIMEZONE", f"TIMEZONE “{name}” không có thật. Dùng “Asia/Ho_Chi_Minh”.")
        ) from fault


def build_instant(settings: Mapping[str, Any]) -> datetime:
    """
    Return the build's one "now": NOW, else SOURCE_DATE_EPOCH, else the present, in the portal's zone.

    Raises SettingFault or StopBuild for what is no instant.
    """
    zone = zone_of(settings)
    if given := settings.get("NOW"):
        try:
            moment = datetime.fromisoformat(str(given))
        except ValueError as fault:
            message = f"không hiểu thời điểm “{given}” (NOW). Ví dụ: 2024-06-30T08:00+07:00."
            raise SettingFault(("NOW", message)) from fault
        return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).astimezone(zone)
        except (ValueError, OverflowError, OSError) as fault:
            raise StopBuild(
                f"biến môi trường SOURCE_DATE_EPOCH “{epoch}” không phải số giây. Xóa biến ấy, hay ghi số như 1719709200."
            ) from fault
    return datetime.now(zone)


def settings_of(
    settings: Mapping[str, Any], readers: Mapping[str, Callable[[Path], str]] | None = None
) -> BuildSettings:
    """
    Return the build's settings from those of a settings file; ``readers`` are Pelican's for what is not Markdown.

    Raises SettingFault for a value that its setting cannot have.
    """
    refuse_wrong_kinds(settings)
    output, theme = Path(settings["OUTPUT_PATH"]), Path(settings["THEME"])
    pelican_theme = is_pelican_theme(theme / "templates")
    jinja = NOTHING_ADDED if pelican_theme else _jinja_additions(settings)
    habits = _habits(settings)
    build = BuildSettings(
        content=Path(settings["PATH"]),
        output=output,
        theme=theme,
        cache=cache_folder(settings.get("CACHE_FOLDER"), output),
        now=build_instant(settings),
        siteurl=str(settings.get("SITEURL", "")).rstrip("/"),
        name=str(settings.get("SITENAME") or ""),
        zone=settings["TIMEZONE"],
        pelican_theme=pelican_theme,
        feeds=_feed_options(settings),
        refused=tuple(settings.get("REFUSED", ())),
        readers=readers or {},
        templates=tuple(sorted(template_names(theme, settings.get("THEME_TEMPLATES_OVERRIDES") or ()))),
        plugin_keys=tuple(sorted(keys_in_plugins(settings) | keys_shown(theme))),
        plugin_classes=tuple(sorted(classes_in_plugins(settings))),
        retained=_retained(settings.get("OUTPUT_RETENTION")),
        static=static_files(settings),
        sources=source_filter(settings),
        habits=habits,
        page_size=_whole_number(settings, "DEFAULT_PAGINATION"),
        jinja=jinja,
        shown=NO_LINKS if pelican_theme else shown_links(settings),
        template_pages=template_pages(settings),
        **switches(settings),
    )
    # Code that a settings file adds to templates or to Markdown cannot be compared with what it was.
    has_code = jinja != NOTHING_ADDED or _extends_markdown(habits)
    return replace(build, clean=True) if has_code else build


def _habits(settings: Mapping[str, Any]) -> ReadingHabits | None:
    """Return how articles are read, None where the settings say nothing of it."""
    if not says_how_to_read(settings):
        return None
    # Loaded late: most portals have none of these, and a build that has nothing to do reads no articles.
    from plugins.article.reading_habits import PORTALS_OWN
    from plugins.building.pelican_adapter.article_settings import reading_habits

    habits = reading_habits(settings)
    return None if habits == PORTALS_OWN else habits


def _extends_markdown(habits: ReadingHabits | None) -> bool:
    return habits is not None and bool(habits.prose.extensions)


def _jinja_additions(settings: Mapping[str, Any]) -> JinjaAdditions:
    """Return what JINJA_FILTERS, JINJA_GLOBALS and JINJA_TESTS add to our theme's templates; Pelican adds them to those made for it."""
    found = [dict(settings.get(f"JINJA_{what}") or {}) for what in ("FILTERS", "GLOBALS", "TESTS")]
    return JinjaAdditions(*found) if any(found) else NOTHING_ADDED


def _whole_number(settings: Mapping[str, Any], name: str) -> int:
    """
    Return a setting that is a number of things, 0 where there is none or it is off; raise SettingFault for what is no such number.

    >>> _whole_number({"DEFAULT_PAGINATION": 5}, "DEFAULT_PAGINATION"), _whole_number({"DEFAULT_PAGINATION": False}, "DEFAULT_PAGINATION")
    (5, 0)
    """
    value = settings.get(name)
    if not value:
        return 0
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise SettingFault(
            (name, f"{name} = {value!r} không dùng được: cần một số nguyên dương. Ví dụ: {name} = 10.")
        )
    return value


def _retained(given: object) -> tuple[str, ...]:
    """Return what stays in the output folder though no build made it; raise SettingFault for what is no plain name."""
    found = tuple(sorted(set(names_in(given))))
    for name in found:
        if name in ("", ".", "..", MARKER) or "/" in name or "\\" in name:
            raise SettingFault(
                (
                    "OUTPUT_RETENTION",
                    f"OUTPUT_RETENTION “{name}” không phải tên một tệp hay thư mục ngay trong thư mục xuất. Ví dụ: .git, CNAME.",
                )
            )
    return found


def _feed_options(settings: Mapping[str, Any]) -> FeedOptions:
    """Return what feeds hold; raise SettingFault for a hub or an authority that cannot be one."""
    hub, authority = str(settings.get("WEBSUB_HUB") or ""), str(settings.get("FEED_AUTHORITY") or "")
    if hub and not _is_secure(hub):
        raise SettingFault(
            (
                "WEBSUB_HUB",
                f"WEBSUB_HUB “{hub}” không phải địa chỉ https. Ví dụ: https://pubsubhubbub.appspot.com/.",
            )
        )
    if authority and not AUTHORITY.fullmatch(authority):
        raise SettingFault(
            (
                "FEED_AUTHORITY",
                f"FEED_AUTHORITY “{authority}” không đúng dạng “tên miền,năm”. Ví dụ: thoxuan.thanhhoa.gov.vn,2026.",
            )
        )
    length = _whole_number(settings, "FEED_MAX_ITEMS") or LEADS_ALONE.length
    firsts = tuple(sorted(settings.get("FIRST_ADDRESSES", ())))
    return FeedOptions(is_switched_on(settings, "FEED_FULL_TEXT"), hub, authority, length, firsts)


def _is_secure(text: str) -> bool:
    try:
        return web_address(text).scheme == "https"
    except BadAddress:
        return False
