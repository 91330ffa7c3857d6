"""Take the body of the article out of an old page: once, also where the page prints it several times."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from plugins.editors.importing.imported_article import (
    ImportedBlock,
    ImportIssue,
    IssueKind,
    Paragraph,
    text_of_blocks,
)
from plugins.editors.importing.oldsite.body_bounds import body_between, frame_lines, last_place
from plugins.editors.importing.oldsite.boilerplate import boilerplate
from plugins.editors.importing.oldsite.lines import is_boilerplate, text_on_one_line, without_empty_blocks
from plugins.editors.importing.oldsite.page_layout import PageLayout
from plugins.editors.importing.recognise.repeats import same_words
from plugins.vietnamese.letters import fold

_SAME_TEXT = 0.8  # share of common words


def article_body(
    layout: PageLayout, article_blocks: Sequence[ImportedBlock], title: str
) -> tuple[list[ImportedBlock], list[ImportIssue]]:
    """
    Return the blocks of the article's body, and the issues about what was printed more than once.

    ``article_blocks`` are those of the part that holds the article, () where it is not known; ``title`` is the
    article's title, "" where it is not known.
    """
    limit = last_place(layout, article_blocks)
    first, copies = _printings(layout, title, limit)
    marked = [] if limit is not None else _marked_body(article_blocks, layout)
    if _length(marked) > _length(first) and marked and _similarity(marked, first) < _SAME_TEXT:
        first = marked
    if not copies:
        return first, []
    printings = [first, *copies]
    longest = max(printings, key=_length)
    if not all(_similarity(one, longest) >= _SAME_TEXT or not one for one in printings):
        message = (
            f"trang in tiêu đề “{title[:60]}” nhiều lần với nội dung khác nhau; chỉ giữ phần đầu. "
            "So lại với trang cũ."
        )
        return first, [ImportIssue(IssueKind.DROPPED, message)]
    issues = [ImportIssue(IssueKind.DROPPED, "trang in bài hai lần; chỉ giữ một lần.")]
    if differing := _lines_not_in(longest, printings, title):
        quoted = "; ".join(f"“{text[:160]}”" for text in differing[:4])
        message = f"bản in thứ hai của bài có chỗ khác, không vào bài: {quoted}. Xem có cần thêm không."
        issues.append(ImportIssue(IssueKind.DROPPED, message))
    return longest, issues


def _marked_body(article_blocks: Sequence[ImportedBlock], layout: PageLayout) -> list[ImportedBlock]:
    lines = without_empty_blocks(article_blocks)
    return body_between(lines, 0, len(lines), (), frame_lines(layout), None)


def _printings(
    layout: PageLayout, title: str, limit: int | None
) -> tuple[list[ImportedBlock], list[list[ImportedBlock]]]:
    """Return the article's body, and the bodies below other printings of its title that have a date near them."""
    lines, title_at, date_line = layout.lines, layout.title_at, layout.date_line
    begin = max(-1 if title_at is None else title_at, -1 if date_line is None else date_line.place) + 1
    date_places = {one.place for one in layout.date_lines}
    titles = [
        place
        for place, block in enumerate(lines)
        if title and isinstance(block, Paragraph) and same_words(block.text, title) and place != title_at
    ]
    dated_titles = [
        place
        for place in titles
        if any(-4 <= one.place - place <= 4 and one is not date_line for one in layout.date_lines)
    ]
    all_titles = [*titles, *([title_at] if title_at is not None else [])]
    copies = []
    frame = frame_lines(layout)
    for place in dated_titles:
        start = max([place, *(n for n in date_places if place <= n <= place + 4)]) + 1
        stop = next((n for n in sorted(all_titles) if n >= start), len(lines))
        copies.append(body_between(lines, start, _above_title(lines, stop), date_places, frame, None))
    stop = next((n for n in sorted(dated_titles) if n >= begin), len(lines))
    return body_between(lines, begin, _above_title(lines, stop), date_places, frame, limit), copies


def _above_title(lines: Sequence[ImportedBlock], title_at: int) -> int:
    """Return the place behind the text above a title: a date or a section may be printed before the next article's."""
    while 0 < title_at < len(lines) and is_boilerplate(lines[title_at - 1]):
        title_at -= 1
    return title_at


def _lines_not_in(
    body: Sequence[ImportedBlock], printings: Sequence[Sequence[ImportedBlock]], title: str
) -> list[str]:
    """Return the lines of several printings of an article that are not in its body, boilerplate aside."""
    own = {fold(text_on_one_line(block)) for block in body}
    others = dict.fromkeys(
        text
        for printing in printings
        for block in printing
        if fold(text := text_on_one_line(block)) not in own
    )
    return [
        text for text in others if text and not boilerplate().is_line(text) and not same_words(text, title)
    ]


def _length(blocks: Sequence[ImportedBlock]) -> int:
    return len(text_of_blocks(blocks))


def _similarity(one: Sequence[ImportedBlock], other: Sequence[ImportedBlock]) -> float:
    """Return which share of the shorter of two texts, from 0 to 1, is in the longer."""
    first, second = fold(text_of_blocks(one)).split(), fold(text_of_blocks(other)).split()
    if not first or not second:
        return 0.0
    same = sum(
        block.size for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    )
    return same / min(len(first), len(second))
