"""The article itself on an old page, once, however often it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from plugins.editors.importing.imported_article import Block, Doubt, Paragraph, SourceKind, words_of
from plugins.editors.importing.oldsite.boilerplate import furniture
from plugins.editors.importing.oldsite.dates import Dated
from plugins.editors.importing.oldsite.lines import with_words, words_on_line
from plugins.editors.importing.recognise import same_words
from plugins.vietnamese.letters import fold

_SAME = 0.8


def printed_once(
    lines: Sequence[Block],
    main: Sequence[Block],
    title_at: int | None,
    date_at: Dated | None,
    title: str,
    dated: Sequence[Dated],
) -> tuple[list[Block], list[Doubt]]:
    """Return the blocks of the article itself, once, and what is doubtful in that."""
    begin = max(-1 if title_at is None else title_at, -1 if date_at is None else date_at.place) + 1
    date_places = {one.place for one in dated}
    titles = [
        place
        for place, block in enumerate(lines)
        if title and isinstance(block, Paragraph) and same_words(block.text, title) and place != title_at
    ]
    others = [
        place for place in titles if any(-4 <= one.place - place <= 4 and one is not date_at for one in dated)
    ]
    copies = []
    for place in others:
        start = max([place, *(n for n in date_places if place <= n <= place + 4)]) + 1
        copies.append(
            _until_end(lines, start, [*titles, *([title_at] if title_at is not None else [])], date_places)
        )
    first = _until_end(lines, begin, others, date_places)
    inside = _until_end(with_words(main), 0, [], set()) if main else []
    if len(words_of(inside)) > len(words_of(first)) and inside and _alike(inside, first) < _SAME:
        first = inside
    if not copies:
        return first, []
    best = max([first, *copies], key=lambda copy: len(words_of(copy)))
    if all(_alike(copy, best) >= _SAME or not copy for copy in [first, *copies]):
        own = {fold(words_on_line(block)) for block in best}
        lost = [
            words_on_line(block)
            for copy in [first, *copies]
            for block in copy
            if fold(words_on_line(block)) not in own
        ]
        lost = [
            words
            for words in dict.fromkeys(lost)
            if words and not furniture().is_line(words) and not same_words(words, title)
        ]
        doubts = [Doubt(SourceKind.DROPPED, "trang in bài hai lần; chỉ giữ một lần.")]
        if lost:
            quoted = "; ".join(f"“{words[:160]}”" for words in lost[:4])
            doubts.append(
                Doubt(
                    SourceKind.DROPPED,
                    f"bản in thứ hai của bài có chỗ khác, không vào bài: {quoted}. Xem có cần thêm không.",
                )
            )
        return best, doubts
    return first, [
        Doubt(
            SourceKind.DROPPED,
            f"trang in tiêu đề “{title[:60]}” nhiều lần với nội dung khác nhau; chỉ giữ phần đầu. So lại với trang cũ.",
        )
    ]


def _until_end(lines: Sequence[Block], start: int, stops: Sequence[int], dates: set[int]) -> list[Block]:
    """Return the lines of one printing of the article."""
    out: list[Block] = []
    for place in range(start, len(lines)):
        block = lines[place]
        if place in stops:
            # A day or a section may be printed before the title of the next.
            while out and isinstance(out[-1], Paragraph) and (furniture().is_line(out[-1].text)):
                out.pop()
            break
        if isinstance(block, Paragraph) and furniture().is_end(block.text):
            break
        if place in dates and isinstance(block, Paragraph) and len(out) < 3:
            continue
        out.append(block)
    return out


def _alike(one: Sequence[Block], other: Sequence[Block]) -> float:
    """Return how much of the shorter of two texts is in the longer."""
    first, second = fold(words_of(one)).split(), fold(words_of(other)).split()
    if not first or not second:
        return 0.0
    same = sum(
        block.size for block in SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
    )
    return same / min(len(first), len(second))
