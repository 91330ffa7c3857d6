"""The portal's own settings, beside Pelican's: the one table of their names, and of which kind the value of each is."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto


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


OWN_SETTINGS: Mapping[str, ValueKind] = {
    "NOW": ValueKind.INSTANT,
    "QUARANTINE": ValueKind.SWITCH,
    "OPEN_SECTIONS": ValueKind.SWITCH,
    "CONFIRM_FEWER": ValueKind.SWITCH,
    "REPORT": ValueKind.PATH,
    "PRODUCTION": ValueKind.SWITCH,
    "PREVIEW": ValueKind.SWITCH,
    "CACHE_FOLDER": ValueKind.PATH,
    "CLEAN": ValueKind.SWITCH,
    "PHOTOS": ValueKind.SWITCH,
    "SHARE_CARDS": ValueKind.SWITCH,
    "CLEAN_ATTACHMENTS": ValueKind.SWITCH,
    "TARGETS": ValueKind.TABLE,
    "SIGNING_KEY": ValueKind.PATH,
    "SIGNING_PUBLIC": ValueKind.PATH,
    "SEARCH": ValueKind.SWITCH,
    "FEED_FULL_TEXT": ValueKind.SWITCH,
    "FEED_AUTHORITY": ValueKind.TEXT,
    "WEBSUB_HUB": ValueKind.TEXT,
}
