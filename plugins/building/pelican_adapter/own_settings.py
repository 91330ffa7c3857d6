"""The portal's own settings, beside Pelican's: one row for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any


class ValueKind(Enum):
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

    kind: ValueKind
    field: str = ""
    unless_named: bool | str = False


OWN_SETTINGS: Mapping[str, OwnSetting] = {
    "NOW": OwnSetting(ValueKind.INSTANT),
    "QUARANTINE": OwnSetting(ValueKind.SWITCH, "quarantine"),
    "OPEN_SECTIONS": OwnSetting(ValueKind.SWITCH, "open_sections"),
    "CONFIRM_FEWER": OwnSetting(ValueKind.SWITCH, "confirmed_fewer"),
    "REPORT": OwnSetting(ValueKind.PATH),
    "PRODUCTION": OwnSetting(ValueKind.SWITCH),
    "PREVIEW": OwnSetting(ValueKind.SWITCH, "preview"),
    "CACHE_FOLDER": OwnSetting(ValueKind.PATH),
    "CLEAN": OwnSetting(ValueKind.SWITCH, "clean"),
    "PHOTOS": OwnSetting(ValueKind.SWITCH, "photos", unless_named=True),
    "SHARE_CARDS": OwnSetting(ValueKind.SWITCH, "cards", unless_named="PHOTOS"),
    "CLEAN_ATTACHMENTS": OwnSetting(ValueKind.SWITCH, "clean_attachments"),
    "TARGETS": OwnSetting(ValueKind.TABLE),
    "SIGNING_KEY": OwnSetting(ValueKind.PATH),
    "SIGNING_PUBLIC": OwnSetting(ValueKind.PATH),
    "SEARCH": OwnSetting(ValueKind.SWITCH, "search", unless_named=True),
    "FEED_FULL_TEXT": OwnSetting(ValueKind.SWITCH),
    "FEED_AUTHORITY": OwnSetting(ValueKind.TEXT),
    "WEBSUB_HUB": OwnSetting(ValueKind.TEXT),
}


def switches(settings: Mapping[str, Any]) -> dict[str, bool]:
    """
    Return the fields of BuildSettings that are switched on or off.

    >>> {name: switches({"PHOTOS": False})[name] for name in ("photos", "cards", "search")}
    {'photos': False, 'cards': False, 'search': True}
    """
    return {one.field: is_on(settings, name) for name, one in OWN_SETTINGS.items() if one.field}


def is_on(settings: Mapping[str, Any], name: str) -> bool:
    """Tell whether a switch is on: as it is named, else as it is where nobody names it."""
    if name in settings:
        return bool(settings[name])
    usual = OWN_SETTINGS[name].unless_named
    return is_on(settings, usual) if isinstance(usual, str) else usual
