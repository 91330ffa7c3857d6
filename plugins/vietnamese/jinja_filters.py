"""
Vietnamese as filters for Jinja: dates, numbers, slugs, alphabetical order, house style.

The portal's own templates have them, and those of any Pelican site by ``pelican_plugin``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from functools import partial
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from .collation import SortKey, sort_key
from .date_texts import in_words, short, short_with_time, time_text
from .index_letters import index_key, letter_of
from .letters import fold
from .numbers import file_size, with_thousands_points
from .slugs import slugify
from .typography.rules import typeset
from .typography.written_html import typeset_written

# What a template compares and shows where an item has no such attribute.
_NOTHING = ""


def lunar(day: date) -> str:
    """
    Return the lunar day as people say it, "" for a day that is not reckoned.

    >>> lunar(date(2027, 2, 5))
    'ngày 29 tháng Chạp'
    """
    # Loaded late: the calendar is a package of its own, and few templates ask for it.
    from .lunar import lunar_in_words

    return lunar_in_words(day.date() if isinstance(day, datetime) else day)


def alphabetical(items: Iterable[Any], attribute: str = "", reverse: bool = False) -> list[Any]:
    """
    Return items in Vietnamese alphabetical order, of themselves or of an attribute; ``a.b`` is b of a's value.

    >>> alphabetical(["Lê Bình", "Đạt", "Ăn", "Dũng", "Ánh"])
    ['Ánh', 'Ăn', 'Dũng', 'Đạt', 'Lê Bình']
    """
    return sorted(items, key=partial(_key_of, attribute), reverse=reverse)


def under_letters(items: Iterable[Any], attribute: str = "") -> list[tuple[str, list[Any]]]:
    """
    Return items in Vietnamese alphabetical order under the letters of an index; figures and signs come first.

    >>> under_letters(["Ẩm thực", "Đê điều", "An ninh", "Dân số", "5 không"])
    [('0–9', ['5 không']), ('A', ['An ninh', 'Ẩm thực']), ('D', ['Dân số']), ('Đ', ['Đê điều'])]
    """
    groups: dict[str, list[Any]] = {}
    for item in sorted(items, key=lambda item: index_key(_text_of(attribute, item))):
        groups.setdefault(letter_of(_text_of(attribute, item)), []).append(item)
    return sorted(groups.items(), key=lambda group: sort_key(group[0]))


def _key_of(attribute: str, item: Any) -> SortKey:
    return sort_key(_text_of(attribute, item))


def _text_of(attribute: str, item: Any) -> str:
    """
    Return what an item is ordered by.

    Pelican's lists of categories, tags and authors have pairs of a name and its articles: the name is meant.

    >>> _text_of("", ("Tin xã", [])), _text_of("name.first", {"name": {"first": "An"}}), _text_of("no", "An")
    ('Tin xã', 'An', '')
    """
    value = item
    if not attribute and isinstance(item, tuple):
        value = itemgetter(0)(item) if item else _NOTHING
    for name in filter(None, attribute.split(".")):
        value = value.get(name, _NOTHING) if isinstance(value, Mapping) else getattr(value, name, _NOTHING)
    return _NOTHING if value is None else str(value)


def house_style(text: str) -> str:
    """
    Return text in the house style: quotes, dashes, spaces, numbers with their units on one line.

    HTML that a template holds for safe keeps its elements, and is safe again.

    >>> house_style('đạt 86,1 % , "rất tốt"...'), house_style(Markup("<b>2021-2025</b>"))
    ('đạt 86,1%, “rất tốt”…', Markup('<b>2021–2025</b>'))
    """
    return html_in_house_style(text) if hasattr(text, "__html__") else typeset(str(text))


def html_in_house_style(html: str) -> Markup:
    """
    Return HTML in the house style, as HTML: for the content of an article in a theme that does not escape.

    >>> html_in_house_style('<p>"Vì dân"</p>')
    Markup('<p>“Vì dân”</p>')
    """
    return Markup(typeset_written(str(html)))


FILTERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        "vi_date": in_words,
        "vi_short_date": short,
        "vi_time": time_text,
        "vi_short_date_time": short_with_time,
        "vi_lunar": lunar,
        "vi_number": with_thousands_points,
        "vi_file_size": file_size,
        "vi_slug": slugify,
        "vi_without_marks": fold,
        "vi_sort": alphabetical,
        "vi_letters": under_letters,
        "vi_letter": letter_of,
        "vi_typography": house_style,
        "vi_typography_html": html_in_house_style,
    }
)
