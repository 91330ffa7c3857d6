"""Pelican's settings of prose, MARKDOWN and TYPOGRIFY, as values; what a settings file does not name leaves the portal's own ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from plugins.building.pelican_adapter.setting_fault import SettingFault
from plugins.building.pelican_adapter.setting_kinds import names_in
from plugins.prose.prose_options import ProseOptions

_STANDARD = "markdown.extensions."
# What the portal's own reading of Markdown has already, under the names that Pelican's documentation calls it by.
_BUILT_IN = frozenset(
    f"{_STANDARD}{name}"
    for name in ("abbr", "def_list", "extra", "fenced_code", "footnotes", "meta", "sane_lists", "tables")
)
_CODE = f"{_STANDARD}codehilite"
_PELICANS_CODE = {"css_class": "highlight"}
_KNOWN = frozenset({"extensions", "extension_configs", "output_format"})


def prose_options(settings: Mapping[str, Any]) -> ProseOptions:
    """Return how settings want prose read; raise SettingFault for extensions that cannot be loaded."""
    if not isinstance(settings.get("MARKDOWN") or {}, Mapping):
        raise SettingFault(
            ("MARKDOWN", 'MARKDOWN không phải bảng tùy chọn. Ví dụ: MARKDOWN = {"extensions": ["toc"]}.')
        )
    named = dict(further_extensions(settings))
    options = ProseOptions(
        typography=settings.get("TYPOGRIFY") is None or bool(settings["TYPOGRIFY"]),
        untouched=names_in(settings.get("TYPOGRIFY_IGNORE_TAGS")),
        extensions=tuple(named),
        extension_options=tuple((name, one) for name, one in named.items() if one),
    )
    if options.extensions:
        _check(options)
    return options


def further_extensions(settings: Mapping[str, Any]) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    """
    Yield each extension that MARKDOWN has beside those that the portal and Pelican have by themselves, with its options.

    >>> own = {"markdown.extensions.extra": {}, "markdown.extensions.toc": {"title": "Mục lục"}}
    >>> dict(further_extensions({"MARKDOWN": {"extension_configs": own, "extensions": ["admonition", "meta"]}}))
    {'markdown.extensions.toc': {'title': 'Mục lục'}, 'admonition': {}}
    """
    given = _given(settings)
    options = dict(given.get("extension_configs") or {})
    # Pelican takes what has options for wanted.
    for one in dict.fromkeys((*options, *(given.get("extensions") or ()))):
        chosen = options.get(one) or {} if isinstance(one, str) else {}
        if isinstance(one, str) and (_full_name(one) in _BUILT_IN or _is_pelicans(one, chosen)):
            continue
        yield one, chosen


def unheard_options(settings: Mapping[str, Any]) -> list[str]:
    """
    Return what MARKDOWN asks for beside further extensions, options of those that the portal has by itself among it.

    >>> unheard_options({"MARKDOWN": {"extensions": [], "output_format": "html5", "tab_length": 2}})
    ['tab_length']
    >>> unheard_options({"MARKDOWN": {"extension_configs": {"footnotes": {"BACKLINK_TEXT": "^"}, "extra": {}}}})
    ['footnotes']
    """
    given = _given(settings)
    configs = given.get("extension_configs") or {}
    of_own = [name for name, chosen in configs.items() if chosen and _full_name(str(name)) in _BUILT_IN]
    return sorted(map(str, {*(set(given) - _KNOWN), *of_own}))


def _given(settings: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what MARKDOWN says; what is no table of options is refused where options are made of it."""
    given = settings.get("MARKDOWN")
    return given if isinstance(given, Mapping) else {}


def _full_name(name: str) -> str:
    return name if "." in name else f"{_STANDARD}{name}"


def _is_pelicans(name: str, options: Mapping[str, Any]) -> bool:
    """Tell whether code is to be coloured as Pelican does by itself: nobody asked for it, and our theme has no colours for it."""
    return _full_name(name) == _CODE and options == _PELICANS_CODE


def _check(options: ProseOptions) -> None:
    """Raise SettingFault for an extension that cannot be loaded, or not with its options."""
    from markdown import Markdown

    for one in options.extensions:
        configs = {name: dict(chosen) for name, chosen in options.extension_options if name == one}
        try:
            Markdown(extensions=[one], extension_configs=configs)
        except Exception as fault:
            message = (
                f"không nạp được phần mở rộng “{one}” của MARKDOWN: {type(fault).__name__}: {fault}. "
                "Cài gói của nó, sửa tên hay tùy chọn, hoặc bỏ nó khỏi MARKDOWN."
            )
            raise SettingFault(("MARKDOWN", message)) from fault
