"""The portal's own settings, beside Pelican's: one row for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any


class SettingKind(Enum):
    """The kinds of values that settings have."""

    SWITCH = auto()
    TEXT = auto()
    PATH = auto()
    INSTANT = auto()
    DAY = auto()
    TABLE = auto()
    PAIRS = auto()
    NAMES = auto()


@dataclass(frozen=True, slots=True)
class OwnSetting:
    """
    One setting: of which kind its value is.

    A switch that a build is made with has the name of its ``field`` in BuildSettings, and what it is ``unless_named``: on, off, or as
    another setting is.
    """

    kind: SettingKind
    field: str = ""
    unless_named: bool | str = False


OWN_SETTINGS: Mapping[str, OwnSetting] = {
    "NOW": OwnSetting(SettingKind.INSTANT),
    "QUARANTINE": OwnSetting(SettingKind.SWITCH, "quarantine"),
    "OPEN_SECTIONS": OwnSetting(SettingKind.SWITCH, "open_sections"),
    "CONFIRM_FEWER": OwnSetting(SettingKind.SWITCH, "confirmed_fewer"),
    "REPORT": OwnSetting(SettingKind.PATH),
    "PRODUCTION": OwnSetting(SettingKind.SWITCH),
    "PREVIEW": OwnSetting(SettingKind.SWITCH, "preview"),
    "CACHE_FOLDER": OwnSetting(SettingKind.PATH),
    "CLEAN": OwnSetting(SettingKind.SWITCH, "clean"),
    "PHOTOS": OwnSetting(SettingKind.SWITCH, "photos", unless_named=True),
    "SHARE_CARDS": OwnSetting(SettingKind.SWITCH, "cards", unless_named="PHOTOS"),
    "CLEAN_ATTACHMENTS": OwnSetting(SettingKind.SWITCH, "clean_attachments"),
    "TARGETS": OwnSetting(SettingKind.TABLE),
    "SIGNING_KEY": OwnSetting(SettingKind.PATH),
    "SIGNING_PUBLIC": OwnSetting(SettingKind.PATH),
    "SEARCH": OwnSetting(SettingKind.SWITCH, "search", unless_named=True),
    "FEED_FULL_TEXT": OwnSetting(SettingKind.SWITCH),
    "FEED_AUTHORITY": OwnSetting(SettingKind.TEXT),
    "WEBSUB_HUB": OwnSetting(SettingKind.TEXT),
}


def switches(settings: Mapping[str, Any]) -> dict[str, bool]:
    """
    Return the fields of BuildSettings that are switched on or off.

    >>> {name: switches({"PHOTOS": False})[name] for name in ("photos", "cards", "search")}
    {'photos': False, 'cards': False, 'search': True}
    """
    return {one.field: is_switched_on(settings, name) for name, one in OWN_SETTINGS.items() if one.field}


def is_switched_on(settings: Mapping[str, Any], name: str) -> bool:
    """Tell whether a switch is on: as it is named, else as it is where nobody names it."""
    if name in settings:
        return bool(settings[name])
    usual = OWN_SETTINGS[name].unless_named
    return is_switched_on(settings, usual) if isinstance(usual, str) else usual
