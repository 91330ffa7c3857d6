"""Refuse settings that would make a wrong portal, and remind of those that have no effect."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from plugins.building.pelican_adapter.configuration import zone_of
from plugins.building.pelican_adapter.own_settings import OWN_SETTINGS, is_switched_on
from plugins.building.pelican_adapter.pelican_settings import GivenSettings
from plugins.building.pelican_adapter.plugin_keys import settings_in_plugins
from plugins.building.pelican_adapter.setting_fault import SettingFault
from plugins.building.pelican_adapter.setting_kinds import refuse_wrong_kinds
from plugins.building.pelican_adapter.settings_lines import SettingPlace
from plugins.building.pelican_adapter.template_pages import check_template_pages
from plugins.building.pelican_adapter.theme_kind import is_pelican_theme, settings_shown
from plugins.pages.page_kinds import PAGE_KINDS
from plugins.problems import Problem
from plugins.problems.stop_build import StopBuild

# What Pelican's command and our publishing set by themselves.
_SET_BY_PROGRAMS = {"DEBUG", "FIRST_ADDRESSES", "REFUSED"}


def check_settings(settings: Mapping[str, Any], wanted: Collection[Any], loaded: Collection[str]) -> None:
    """Raise StopBuild for a setting, a plugin or a theme that would make a wrong portal."""
    refuse_wrong_kinds(settings)
    zone_of(settings)
    if any(isinstance(value, tuple) for value in settings.get("DATE_FORMATS", {}).values()):
        message = "DATE_FORMATS không được phụ thuộc locale của máy. Xóa cài đặt này."
        raise SettingFault(("DATE_FORMATS", message))
    if settings.get("CACHE_CONTENT") or settings.get("LOAD_CONTENT_CACHE"):
        raise StopBuild("không dùng cache pickle (CACHE_CONTENT, LOAD_CONTENT_CACHE). Xóa hai cài đặt này.")
    siteurl = settings.get("SITEURL", "")
    if is_switched_on(settings, "PRODUCTION") and not siteurl.startswith("https://"):
        raise SettingFault(("SITEURL", "SITEURL của bản phát hành cần địa chỉ https://… thật."))
    if is_switched_on(settings, "PRODUCTION") and is_switched_on(settings, "PREVIEW"):
        message = "bản phát hành không thể là bản xem thử: bỏ PREVIEW, hay dùng pelicanconf.py."
        raise SettingFault(("PREVIEW", message))
    if "localhost" in siteurl:
        message = "SITEURL là localhost; bản phát hành cần https://… Khi xem thử, để SITEURL trống."
        raise SettingFault(("SITEURL", message))
    check_template_pages(settings)
    for plugin in wanted:
        name = plugin if isinstance(plugin, str) else plugin.__name__
        if name not in loaded and f"pelican.plugins.{name}" not in loaded:
            raise StopBuild(f"không nạp được plugin “{name}”. Kiểm tra tên và lỗi ở trên; dừng.")
    templates = Path(settings["THEME"]) / "templates"
    needed = ["base.html", *(kind.template for kind in PAGE_KINDS)]
    if not is_switched_on(settings, "SEARCH"):
        needed.remove("search.html")
    for name in () if is_pelican_theme(templates) else needed:
        if not (templates / name).exists():
            raise StopBuild(f"giao diện thiếu {name}.")


def setting_reminders(
    settings: Mapping[str, Any], defaults: Mapping[str, Any], places: Mapping[str, SettingPlace]
) -> list[Problem]:
    """
    Return reminders of settings that have no effect, and of names that are nearly those of settings.

    ``defaults`` are Pelican's values of them, ``places`` their lines.
    """
    theme = Path(settings["THEME"])
    others = {
        *defaults,
        *OWN_SETTINGS,
        *_SET_BY_PROGRAMS,
        *settings_in_plugins(settings),
        *settings_shown(theme),
    }
    given = GivenSettings(settings, defaults, others, is_pelican_theme(theme / "templates"), places)
    return given.reminders()
