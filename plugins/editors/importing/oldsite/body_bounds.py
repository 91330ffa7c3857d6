"""Find where on an old page the body of an article begins and ends, by what follows and not by single words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from plugins.editors.importing.imported_article import (
    ImportedBlock,
    ImportIssue,
    IssueKind,
    Paragraph,
    Photo,
    Role,
    text_of_blocks,
)
from plugins.editors.importing.oldsite.boilerplate import boilerplate
from plugins.editors.importing.oldsite.lines import (
    is_boilerplate,
    is_link_line,
    is_prose,
    menu_entries,
    text_on_one_line,
    without_empty_blocks,
)
from plugins.editors.importing.oldsite.page_layout import PageLayout
from plugins.editors.importing.recognise.byline_line import is_labelled_byline
from plugins.editors.importing.recognise.repeats import squeezed
from plugins.vietnamese.letters import fold

_LEAST_SHARE = 0.6  # of the text that follows the title, for an element to be believed to hold the article
_MOST_BYLINE_CHARACTERS = 160
_MOST_BUTTON_WORDS, _LEAST_LINKS = 6, 2


def frame_lines(layout: PageLayout) -> frozenset[str]:
    """
    Return the lines above the title, in small letters without accents: printed below again, they are the site's.

    The words of menus are not among them: bodies have headings of the same words.
    """
    above = layout.lines[: layout.title_at or 0]
    texts = (
        fold(text_on_one_line(block))
        for block in above
        if isinstance(block, Paragraph) and not is_link_line(block) and not boilerplate().is_line(block.text)
    )
    named = (fold(name) for name in layout.site_names if not boilerplate().is_line(name))
    return frozenset(text for text in (*texts, *named) if len(text.split()) > 1)


def last_place(layout: PageLayout, article_blocks: Sequence[ImportedBlock]) -> int | None:
    """Return the place of the last line of the element that holds the article, None where it is not certain."""
    inner = without_empty_blocks(article_blocks)
    start = (layout.title_at or 0) + 1
    if not inner:
        return None
    found = [n for n in range(start, len(layout.lines)) if layout.lines[n] == inner[-1]]
    if not found:
        return None
    last = found[-1]
    end = next(
        (n for n in range(last + 1, len(layout.lines)) if _is_certain_end(layout.lines[n])), len(layout.lines)
    )
    inside = _prose_length(layout.lines[start : last + 1])
    if not inside or inside < _LEAST_SHARE * _prose_length(layout.lines[start:end]):
        return None
    while last + 1 < len(layout.lines) and _is_byline(layout.lines[last + 1]):
        last += 1
    return last


def _is_byline(block: ImportedBlock) -> bool:
    return (
        isinstance(block, Paragraph)
        and len(block.text) < _MOST_BYLINE_CHARACTERS
        and is_labelled_byline(block.text)
    )


def photos_above_title(layout: PageLayout, body: Sequence[ImportedBlock]) -> list[ImportedBlock]:
    """Return the photos right above the title or between it and its date, which some skins print there, with their captions."""
    kept = {id(block) for block in body}
    start = layout.title_at or 0
    while start and _is_photo_or_caption(layout.lines, start - 1):
        start -= 1
    end = next((n for n, block in enumerate(layout.lines) if id(block) in kept), start)
    found = layout.lines[start:end]
    return [block for block in found if isinstance(block, Photo) or _is_caption(block)]


def _is_photo_or_caption(lines: Sequence[ImportedBlock], place: int) -> bool:
    is_below_photo = place > 0 and isinstance(lines[place - 1], Photo)
    return isinstance(lines[place], Photo) or (is_below_photo and _is_caption(lines[place]))


def _is_caption(block: ImportedBlock) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.CAPTION


def lines_dropped_within(layout: PageLayout, body: Sequence[ImportedBlock]) -> list[ImportIssue]:
    """Return the issue about the lines between the title and the end of the body that are the skin's."""
    if not body or layout.title_at is None:
        return []
    kept = {id(block) for block in body}
    last = _last_place_of(layout, body)
    dates = {one.place for one in layout.date_lines}
    dropped = [
        text_on_one_line(block)
        for place, block in enumerate(layout.lines[: last + 1])
        if place > layout.title_at and place not in dates and (id(block) not in kept or _is_skins(block))
    ]
    dropped = [text for text in dict.fromkeys(dropped) if any(map(str.isalnum, text))]
    if not dropped:
        return []
    quoted = "; ".join(f"“{one[:160]}”" for one in dropped)
    return [ImportIssue(IssueKind.DROPPED, f"chữ của khung trang nằm giữa bài, không vào bài: {quoted}.")]


def is_printed_with_article(layout: PageLayout, body: Sequence[ImportedBlock], text: str) -> bool:
    """Return whether a text stands between the title and the end of the body: the leads of other news do not."""
    last = _last_place_of(layout, body)
    near = layout.lines[layout.title_at or 0 : last + 1] or body
    return bool(text) and squeezed(text) in squeezed(text_of_blocks(near))


def without_skins_lines(body: Sequence[ImportedBlock]) -> list[ImportedBlock]:
    """Return a body without the lines that are a skin's wherever they stand."""
    return [block for block in body if not _is_skins(block)]


def _last_place_of(layout: PageLayout, body: Sequence[ImportedBlock]) -> int:
    """Return the last place of a body's blocks; of a body that was read apart from the page, the page's last."""
    kept = {id(block) for block in body}
    return max(
        (n for n, block in enumerate(layout.lines) if id(block) in kept), default=len(layout.lines) - 1
    )


def _is_skins(block: ImportedBlock) -> bool:
    return isinstance(block, Paragraph) and boilerplate().is_line_anywhere(block.text)


def body_between(
    lines: Sequence[ImportedBlock],
    start: int,
    stop: int,
    date_places: Collection[int],
    frame: Collection[str],
    limit: int | None,
) -> list[ImportedBlock]:
    """
    Return the blocks of the body that begins at a place and ends before ``stop`` at the latest.

    ``frame`` are lines of the site's own, ``limit`` is the last place of the element that holds the article.
    """
    stop = min(stop, len(lines) if limit is None else limit + 1)
    going_on = _places_that_go_on(lines, stop)
    out: list[ImportedBlock] = []
    has_prose = False
    for place in range(start, stop):
        block = lines[place]
        is_end = _is_end(block, frame)
        if is_end and (place not in going_on or (limit is None and _is_certain_end(block))):
            break
        has_prose = has_prose or is_prose(block)
        # A bold line of the same words is a heading of the body.
        is_button = not has_prose and (_is_button(block) or (is_end and not _is_bold(block)))
        if is_button or (place in date_places and isinstance(block, Paragraph) and len(out) < 3):
            continue
        out.append(block)
    return _without_tail(out, frame)


def _is_end(block: ImportedBlock, frame: Collection[str]) -> bool:
    if not isinstance(block, Paragraph):
        return False
    return boilerplate().is_end(block.text) or fold(text_on_one_line(block)) in frame


def _is_certain_end(block: ImportedBlock) -> bool:
    return isinstance(block, Paragraph) and boilerplate().is_certain_end(block.text)


def _places_that_go_on(lines: Sequence[ImportedBlock], stop: int) -> set[int]:
    """Return the places behind which text of the article follows, before a line that ends all articles."""
    found: set[int] = set()
    goes_on = False
    for place in range(stop - 1, -1, -1):
        if goes_on:
            found.add(place)
        block = lines[place]
        if _is_certain_end(block):
            goes_on = False
        elif is_prose(block):
            is_teaser = place > 0 and is_link_line(lines[place - 1]) and _is_cut_short(block)
            goes_on = goes_on or not is_teaser
    return found


def _is_cut_short(block: ImportedBlock) -> bool:
    return text_on_one_line(block).endswith(("…", "...", "[...]"))


def _is_bold(block: ImportedBlock) -> bool:
    return isinstance(block, Paragraph) and block.is_bold


def _is_button(block: ImportedBlock) -> bool:
    """Return whether a line between a title and the first sentence is part of the skin."""
    if not isinstance(block, Paragraph):
        return False
    is_short_link = is_link_line(block) and len(block.text.split()) <= _MOST_BUTTON_WORDS
    return is_short_link or boilerplate().is_line_of_head(block.text)


def _without_tail(blocks: list[ImportedBlock], frame: Collection[str]) -> list[ImportedBlock]:
    """Return blocks without the buttons and the lists of links at their end."""
    end = len(blocks)
    while end and (
        _is_end(blocks[end - 1], frame) or is_link_line(blocks[end - 1]) or is_boilerplate(blocks[end - 1])
    ):
        end -= 1
    tail = blocks[end:]
    is_skins = not all(map(is_link_line, tail)) or sum(map(menu_entries, tail)) >= _LEAST_LINKS
    return blocks[:end] if is_skins and end else blocks


def _prose_length(blocks: Sequence[ImportedBlock]) -> int:
    return len(text_of_blocks([block for block in blocks if is_prose(block)]))
