"""
Of which kind the value of a setting has to be; what is of another kind is refused, and never taken for something else.

A string in the place of True or False would always mean True. Of Pelican's own settings those stand here whose value Pelican
itself cannot take if it is of another kind; what it takes, the portal takes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from os import PathLike
from typing import Any

from plugins.building.pelican_adapter.own_settings import OWN_SETTINGS, SettingKind
from plugins.building.pelican_adapter.setting_fault import SettingFault
from plugins.problems.printable import printable

# Where one of these is a text, Pelican warns, and takes its own value instead.
LISTS_ALONE = frozenset(
    {
        *(
            "ARTICLE_PATHS",
            "ARTICLE_EXCLUDES",
            "PAGE_PATHS",
            "STATIC_PATHS",
            "STATIC_EXCLUDES",
            "IGNORE_FILES",
        ),
        *(
            "DEFAULT_METADATA",
            "DIRECT_TEMPLATES",
            "THEME_STATIC_PATHS",
            "THEME_TEMPLATES_OVERRIDES",
            "PLUGINS",
        ),
    }
)
_OFF_WORDS = frozenset({"", "0", "false", "no", "none", "off", "không", "khong", "tắt", "tat"})
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class _Form:
    """What values of a kind look like: which fit, in words what is needed, and an example."""

    fits: Callable[[object], bool]
    words: str
    example: str


def _is_off(value: object) -> bool:
    """Tell whether a value is one of those by which settings say that there is nothing."""
    return value is None or value is False


def _is_path(value: object) -> bool:
    return isinstance(value, str | PathLike)


def _is_day(value: object) -> bool:
    return isinstance(value, str | date | list | tuple)


def _is_pairs(value: object) -> bool:
    """Tell whether a dictionary can be made of a value."""
    if not isinstance(value, Mapping | list | tuple):
        return False
    try:
        dict(value)
    except (TypeError, ValueError):
        return False
    return True


_FORMS: Mapping[SettingKind, _Form] = {
    SettingKind.SWITCH: _Form(
        # 0 and 1 mean nothing else; 1.0 equals 1, and is nobody's way to say it.
        lambda value: isinstance(value, bool | int) and value in (0, 1),
        "True hay False, không có dấu nháy",
        "True",
    ),
    SettingKind.TEXT: _Form(lambda value: isinstance(value, str), "chữ trong dấu nháy", '"…"'),
    SettingKind.PATH: _Form(_is_path, "đường dẫn trong dấu nháy", '"thu-muc"'),
    SettingKind.INSTANT: _Form(
        lambda value: isinstance(value, str | date), "ngày giờ trong dấu nháy", '"2024-06-30T08:00+07:00"'
    ),
    SettingKind.DAY: _Form(_is_day, "một ngày", "(2024, 6, 30)"),
    SettingKind.TABLE: _Form(lambda value: isinstance(value, Mapping), "một bảng trong ngoặc nhọn", "{}"),
    SettingKind.PAIRS: _Form(_is_pairs, "một bảng trong ngoặc nhọn", "{}"),
    SettingKind.NAMES: _Form(
        lambda value: isinstance(value, Iterable), "một danh sách trong ngoặc vuông", '["…"]'
    ),
}
# Those of Pelican's that have to have a value, and those that may say that there is none (None, False).
_NEEDED = {
    **dict.fromkeys(("PATH", "OUTPUT_PATH", "THEME"), SettingKind.PATH),
    **dict.fromkeys(("SITEURL", "TIMEZONE", "DEFAULT_LANG"), SettingKind.TEXT),
    **dict.fromkeys(("READERS", "DATE_FORMATS"), SettingKind.TABLE),
    "LOCALE": SettingKind.NAMES,
}
_OPTIONAL = {
    **{name: one.kind for name, one in OWN_SETTINGS.items()},
    **dict.fromkeys(("AUTHOR", "DEFAULT_CATEGORY", "SUMMARY_END_SUFFIX"), SettingKind.TEXT),
    **dict.fromkeys(("ARTICLE_URL", "ARTICLE_SAVE_AS", "PAGE_URL", "PAGE_SAVE_AS"), SettingKind.PATH),
    **dict.fromkeys(("EXTRA_PATH_METADATA",), SettingKind.TABLE),
    **dict.fromkeys(("JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS"), SettingKind.PAIRS),
    **dict.fromkeys(
        (
            *("ARTICLE_PATHS", "ARTICLE_EXCLUDES", "PAGE_PATHS", "PAGE_EXCLUDES"),
            *("STATIC_PATHS", "STATIC_EXCLUDES", "IGNORE_FILES", "OUTPUT_RETENTION"),
            *("PLUGINS", "PLUGIN_PATHS", "THEME_TEMPLATES_OVERRIDES", "TYPOGRIFY_IGNORE_TAGS"),
        ),
        SettingKind.NAMES,
    ),
    "DEFAULT_DATE": SettingKind.DAY,
    "DEFAULT_METADATA": SettingKind.PAIRS,
}


def refuse_wrong_kinds(settings: Mapping[str, Any]) -> None:
    """Raise SettingFault where a value is of no kind that its setting can have, with all such settings."""
    wrong = [
        (name, _told(name, kind, settings[name]))
        for name, kind, is_needed in (
            *((name, kind, True) for name, kind in _NEEDED.items()),
            *((name, kind, False) for name, kind in _OPTIONAL.items()),
        )
        if name in settings
        and not (name in LISTS_ALONE and isinstance(settings[name], str))
        and not _FORMS[kind].fits(settings[name])
        and (is_needed or not _is_off(settings[name]))
    ]
    if wrong:
        raise SettingFault(*wrong)


def _told(name: str, kind: SettingKind, value: object) -> str:
    """
    Return what is wrong with the value of a setting, and what to write.

    >>> _told("PHOTOS", SettingKind.SWITCH, "False")
    "PHOTOS = 'False' không dùng được: cần True hay False, không có dấu nháy. Viết: PHOTOS = False."
    """
    form = _FORMS[kind]
    example = form.example
    if kind is SettingKind.SWITCH and isinstance(value, str):
        example = str(not says_off(value))
    written = printable(repr(value))
    shown = written if len(written) <= _LONGEST else f"{written[:_LONGEST]}…"
    return f"{name} = {shown} không dùng được: cần {form.words}. Viết: {name} = {example}."


def names_in(given: object) -> tuple[str, ...]:
    """
    Return the names of a setting that is a list of them; a text is one name, and not its letters.

    >>> names_in("CNAME"), names_in([".git", "CNAME"]), names_in(None)
    (('CNAME',), ('.git', 'CNAME'), ())
    """
    if isinstance(given, str):
        return (given,)
    return tuple(str(one) for one in given) if isinstance(given, Iterable) else ()


def as_pelican_takes(settings: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return the settings of a file without the values in whose place Pelican, with a warning, puts its own.

    >>> as_pelican_takes({"STATIC_PATHS": "images", "PAGE_PATHS": ["trang"]})
    {'PAGE_PATHS': ['trang']}
    """
    return {
        name: value
        for name, value in settings.items()
        if not (name in LISTS_ALONE and isinstance(value, str))
        and not (name == "FILENAME_METADATA" and not isinstance(value, str))
    }


def says_off(text: str) -> bool:
    """
    Tell whether a text stands where somebody means False.

    >>> says_off("False"), says_off("1")
    (True, False)
    """
    return text.strip().casefold() in _OFF_WORDS
