"""Find which line of an old page is the article's title: by its markup, beside a date, or by its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

from plugins.category.registry import Sections
from plugins.editors.importing.imported_article import ImportedBlock, Paragraph, Role
from plugins.editors.importing.oldsite.boilerplate import boilerplate
from plugins.editors.importing.oldsite.lines import (
    is_link_line,
    is_prose,
    is_section_name,
    menu_entries,
    text_on_one_line,
)
from plugins.editors.importing.oldsite.page_layout import UNLABELLED, DateLine, PageLayout
from plugins.editors.importing.oldsite.page_metadata import PageMetadata
from plugins.editors.importing.oldsite.printed_dates import DATED, date_below_title, find_date_lines
from plugins.editors.importing.recognise.repeats import lines_that_repeat, same_words, squeezed

_MOST_TITLE_WORDS, _MOST_SENTENCE_WORDS, _MOST_SLOGAN_WORDS = 45, 20, 12
_LINKS_OF_MENU = 3
_MOST_BUTTONS, _MOST_PRINTINGS = 3, 20

IsTitle = Callable[[int], bool]


def find_title_and_date(
    lines: Sequence[ImportedBlock], metadata: PageMetadata, sections: Sections
) -> PageLayout:
    """Return where the title and the date of the article stand."""
    date_lines = tuple(find_date_lines(lines))
    is_title = _title_test(lines, metadata.site_names, sections)
    candidates = _dates_of_articles(lines, date_lines, is_title)
    marked = next((n for title in metadata.titles for n in _articles_places(lines, title)), None)
    title_at, date_line = (
        _title_at_date(lines, candidates, is_title)
        if marked is None
        else _printing_with_date(lines, marked, candidates)
    )
    layout = PageLayout(tuple(lines), date_lines, title_at, date_line, metadata.site_names)
    return layout if date_line else replace(layout, date_line=date_below_title(layout))


def _places_of(lines: Sequence[ImportedBlock], title: str) -> list[int]:
    """Return where a title is printed; a line that is printed over and over is looked at only so often."""
    places = (
        n for n, block in enumerate(lines) if isinstance(block, Paragraph) and same_words(block.text, title)
    )
    return list(islice(places, _MOST_PRINTINGS))


def _articles_places(lines: Sequence[ImportedBlock], title: str) -> list[int]:
    """Return where a page prints a title that its markup names; nowhere for what is the name of the whole site."""
    places = _places_of(lines, title)
    return [] if _frames_page(lines, places) else [n for n in places if not _menu_follows(lines, n)]


def _frames_page(lines: Sequence[ImportedBlock], places: Sequence[int]) -> bool:
    """Return whether a line stands only above all menus or behind the last sentence of the page, as a site's name does."""
    last_prose = max((n for n, block in enumerate(lines) if is_prose(block)), default=len(lines))
    within = [n for n in places if n < last_prose]
    is_behind = any(n > last_prose and not is_link_line(lines[n]) for n in places)
    return is_behind and all(_menu_follows(lines, n) or n == 0 for n in within)


def _menu_follows(lines: Sequence[ImportedBlock], place: int) -> bool:
    """Return whether a menu stands between a line and the sentences that follow it."""
    first_prose = _first_sentence(lines, place + 1)
    return _end_of_menus(lines, place + 1, first_prose) > place + 1


def _first_sentence(lines: Sequence[ImportedBlock], start: int) -> int:
    """Return the place of the first sentence from a place on; a table may be a banner that is laid out."""
    places = (n for n in range(start, len(lines)) if isinstance(lines[n], Paragraph) and is_prose(lines[n]))
    return next(places, len(lines))


def _end_of_menus(lines: Sequence[ImportedBlock], start: int, stop: int) -> int:
    """Return the place behind the last menu, ``start`` where there is none: a menu is several entries in a row."""
    end, run = start, 0
    for place in range(start, stop):
        entries = menu_entries(lines[place])
        run = run + entries if entries else 0
        end = place + 1 if run >= _LINKS_OF_MENU else end
    return end


def _printing_with_date(
    lines: Sequence[ImportedBlock], marked: int, candidates: Sequence[DateLine]
) -> tuple[int, DateLine | None]:
    """Return the printing of the title at ``marked`` that has a date near it, and that date."""
    places = _places_of(lines, text_on_one_line(lines[marked]))
    near = [
        (one.rank, abs(one.place - place), place, one)
        for place in places
        for one in candidates
        if -4 <= one.place - place <= 8
    ]
    if near:
        _, _, place, date_line = min(near, key=lambda entry: entry[:3])
        return place, date_line
    first_has_text = len(places) == 1 or _text_follows(lines, places[0])
    return marked if len(places) == 1 else places[0] if first_has_text else places[-1], None


def _text_follows(lines: Sequence[ImportedBlock], place: int) -> bool:
    """Return whether text follows a line: a title in a list of news has another title behind it."""
    following = [block for block in lines[place + 1 : place + 4] if isinstance(block, Paragraph)]
    return any(len(block.text.split()) > 25 for block in following)


def _title_test(lines: Sequence[ImportedBlock], site_names: Sequence[str], sections: Sections) -> IsTitle:
    """Return the test whether a line may be a title: no furniture, link, date, section's or site's name."""

    def is_title(place: int) -> bool:
        block = lines[place]
        text = text_on_one_line(block)
        return (
            isinstance(block, Paragraph)
            and not boilerplate().is_line(block.text)
            and not boilerplate().is_end(block.text)
            and not boilerplate().is_line_of_head(block.text)
            and not DATED.match(text)
            and not re.fullmatch(r"[\d.,\s]+", text)
            and not is_link_line(block)
            and not is_section_name(block, sections)
            and not any(same_words(text, name) for name in site_names)
        )

    return is_title


def _title_at_date(
    lines: Sequence[ImportedBlock], candidates: Sequence[DateLine], is_title: IsTitle
) -> tuple[int | None, DateLine | None]:
    """Return the title by its place beside the most reliable date, else by its place on the page."""
    for one in sorted(candidates, key=lambda one: (one.rank, one.place)):
        before = _title_before(lines, one.place, is_title)
        after = _title_after(lines, one.place, is_title)
        is_slogan_before = (
            before is not None
            and after is not None
            and _is_slogan(lines[before])
            and not _is_slogan(lines[after])
            and not lines_that_repeat(lines, after, text_on_one_line(lines[before]))
        )
        found = after if before is None or is_slogan_before else before
        if found is not None:
            return found, one
    return _title_by_place(lines, is_title), None


def _dates_of_articles(
    lines: Sequence[ImportedBlock], date_lines: Sequence[DateLine], is_title: IsTitle
) -> list[DateLine]:
    """Return the dates that may be the article's: one with its weekday only between a title and its text."""
    return [
        one if one.may_be_articles else replace(one, rank=UNLABELLED)
        for one in date_lines
        if one.may_be_articles or _is_between(lines, one.place, is_title)
    ]


def _is_between(lines: Sequence[ImportedBlock], place: int, is_title: IsTitle) -> bool:
    """Return whether a line stands between a line that may be a title and a sentence."""
    above = range(max(0, place - _MOST_BUTTONS), place)
    return any(map(is_title, above)) and any(map(is_prose, lines[place + 1 : place + 2]))


def _is_slogan(block: ImportedBlock) -> bool:
    """Return whether a line may be a slogan: many words, all in capitals."""
    text = text_on_one_line(block)
    return text.isupper() and len(text.split()) > 8


def _title_before(lines: Sequence[ImportedBlock], date_at: int, is_title: IsTitle) -> int | None:
    """Return the place of the title above a date, None where no line above it can be one."""
    for place in range(date_at - 1, max(-1, date_at - 8), -1):
        if is_title(place):
            words = len(text_on_one_line(lines[place]).split())
            return place if 2 <= words <= _MOST_TITLE_WORDS else None
    return None


def _title_after(lines: Sequence[ImportedBlock], date_at: int, is_title: IsTitle) -> int | None:
    """Return the place of the title below a date, None where no line can be one."""
    for place in range(date_at + 1, min(len(lines), date_at + 12)):
        text = text_on_one_line(lines[place])
        words = len(text.split())
        if is_title(place) and words >= 3:
            return place if words <= _MOST_TITLE_WORDS and not text.endswith((".", ";")) else None
    return None


def _title_by_place(lines: Sequence[ImportedBlock], is_title: IsTitle) -> int | None:
    """Return the place of the title of a page without a date: above its first sentences and below its menus."""
    first_prose = _first_sentence(lines, 0)
    found = [n for n in range(first_prose) if _is_of_titles_length(lines, n) and is_title(n)]
    found = _below_menus(lines, _not_below_again(lines, found), first_prose)
    headings = [n for n in found if _is_heading(lines[n])]
    if found:
        return min(headings or found)
    follows = first_prose + 1 < len(lines) and is_prose(lines[first_prose + 1])
    is_short = follows and len(text_on_one_line(lines[first_prose]).split()) <= _MOST_SENTENCE_WORDS
    # Some pages end their titles with a full stop.
    is_shorter = is_short and len(text_on_one_line(lines[first_prose])) < len(
        text_on_one_line(lines[first_prose + 1])
    )
    return first_prose if is_shorter and is_title(first_prose) else None


def _not_below_again(lines: Sequence[ImportedBlock], found: Sequence[int]) -> list[int]:
    """Return those of the places whose line is not printed behind the last sentence too, as a site's name is."""
    last_prose = max((n for n, block in enumerate(lines) if is_prose(block)), default=len(lines))
    behind = {
        squeezed(text_on_one_line(block)) for block in lines[last_prose + 1 :] if not is_link_line(block)
    }
    return [n for n in found if squeezed(text_on_one_line(lines[n])) not in behind]


def _below_menus(lines: Sequence[ImportedBlock], found: Sequence[int], first_prose: int) -> list[int]:
    """Return those of the places that stand below the menus above the first sentence: all, where there is no menu."""
    end = _end_of_menus(lines, 0, first_prose)
    entries = [n for n in range(first_prose) if menu_entries(lines[n])]
    if not end and found and len(entries) >= _LINKS_OF_MENU:
        # A menu in a plain text has entries that nothing tells from titles.
        end = max((n for n in entries if n < found[-1]), default=0)
    return [n for n in found if n >= end]


def _is_heading(block: ImportedBlock) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.HEADING


def _is_of_titles_length(lines: Sequence[ImportedBlock], place: int) -> bool:
    text = text_on_one_line(lines[place])
    words = len(text.split())
    return 3 <= words <= (_MOST_SLOGAN_WORDS if text.isupper() else _MOST_TITLE_WORDS)
