"""Where on an old page the title stands, and what stands around the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from plugins.category.registry import Sections
from plugins.editors.importing.imported_article import Block, Doubt, Paragraph, SourceKind, Span
from plugins.editors.importing.oldsite.boilerplate import furniture
from plugins.editors.importing.oldsite.dates import DATE, DATED, Dated
from plugins.editors.importing.oldsite.lines import is_section, words_on_line
from plugins.editors.importing.recognise import same_words

_LONGEST_TITLE = 45
_ADDRESS_LINE = re.compile(r"^(?:(?:nguồn|url|link|địa chỉ|đường dẫn)\s*:\s*)?(https?://\S+)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clues:
    """What is known of a page beside its blocks; of titles and dates the surest come first."""

    address: str = ""
    titles: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    lead: str = ""


def glued_apart(lines: Sequence[Block]) -> list[Block]:
    """Return lines in which a title, a label with a day, and a text that were printed on one line are three."""
    out: list[Block] = []
    labels = "|".join(re.escape(label) for label in furniture().date_labels)
    # “ngày 19/9” is in many sentences: only with a colon, or a time to the second, it is a label.
    dated = rf"(?:{labels})(?:\s*[:：]\s*{DATE}|\s+{DATE}(?<=:\d\d:\d\d))"
    pattern = re.compile(rf"^(.{{15,250}}?)[\s|–-]+({dated})\s*(.*)$", re.IGNORECASE | re.DOTALL)
    for block in lines:
        text = words_on_line(block) if isinstance(block, Paragraph) else ""
        found = pattern.match(text) if len(text) > 30 else None
        glued = found and len(found[1].split()) <= _LONGEST_TITLE and not re.search(r"[.!?]\s", found[1])
        if (
            found
            and glued
            and not re.search(
                r"(?:^|\s)(?:vào|từ|đến|trước|sau|của|là|trong)$", found[1].strip(), re.IGNORECASE
            )
        ):
            pieces = [found[1], found[2], found[3]]
            out += [Paragraph((Span(piece.strip(" |–-")),)) for piece in pieces if piece.strip(" |–-")]
        else:
            out.append(block)
    return out


def own_address(lines: Sequence[Block], known: str) -> tuple[str, list[Block]]:
    """Return where the page lived, and the lines without one that says nothing else."""
    for place in (*range(min(3, len(lines))), *range(max(3, len(lines) - 3), len(lines))):
        found = (
            _ADDRESS_LINE.match(words_on_line(lines[place])) if isinstance(lines[place], Paragraph) else None
        )
        if found:
            return known or found[1], [line for number, line in enumerate(lines) if number != place]
    return known, list(lines)


def printed_section(lines: Sequence[Block], title_at: int | None, sections: Sections) -> str:
    """Return the section that the page prints right above its title, "" for none."""
    for place in range((title_at or 0) - 1, max(-1, (title_at or 0) - 8), -1):
        block = lines[place]
        if isinstance(block, Paragraph) and is_section(block, sections):
            return words_on_line(block)
    return ""


def title_and_day(
    lines: Sequence[Block], dated: Sequence[Dated], clues: Clues, sections: Sections
) -> tuple[int | None, Dated | None]:
    """Return where the title stands, and the line that tells the day."""
    sure = next(
        (
            place
            for title in clues.titles
            for place, block in enumerate(lines)
            if isinstance(block, Paragraph) and same_words(block.text, title)
        ),
        None,
    )
    if sure is not None:
        # Of several printings the one that a day stands near to.
        title = words_on_line(lines[sure])
        places = [
            n
            for n, block in enumerate(lines)
            if isinstance(block, Paragraph) and same_words(block.text, title)
        ]
        trusted = [one for one in dated if one.trust < 99]
        near = [
            (one.trust, abs(one.place - place), place, one)
            for place in places
            for one in trusted
            if -4 <= one.place - place <= 8
        ]
        if near:
            _, _, place, one = min(near, key=lambda entry: entry[:3])
            return place, one
        return places[-1] if len(places) > 1 and not _text_follows(lines, places[0]) else places[0], None
    for one in sorted((one for one in dated if one.trust < 99), key=lambda one: (one.trust, one.place)):
        found = _title_before(lines, one.place, sections)
        after = _title_after(lines, one.place, sections)
        if (
            found is not None
            and after is not None
            and _is_slogan(lines[found])
            and not _is_slogan(lines[after])
        ):
            found = after
        found = _title_after(lines, one.place, sections) if found is None else found
        if found is not None:
            return found, one
    return _title_after(lines, -1, sections), None


def _is_slogan(block: Block) -> bool:
    """Return whether a line may be a slogan: many words, all in capitals."""
    words = words_on_line(block)
    return words.isupper() and len(words.split()) > 8


def _text_follows(lines: Sequence[Block], place: int) -> bool:
    """Return whether text follows a line: a title in a list of news has another title behind it."""
    following = [block for block in lines[place + 1 : place + 4] if isinstance(block, Paragraph)]
    return any(len(block.text.split()) > 25 for block in following)


def _title_before(lines: Sequence[Block], place: int, sections: Sections) -> int | None:
    for number in range(place - 1, max(-1, place - 8), -1):
        block = lines[number]
        if (
            isinstance(block, Paragraph)
            and not furniture().is_line(block.text)
            and not DATED.fullmatch(words_on_line(block))
            and not is_section(block, sections)
        ):
            words = len(block.text.split())
            return number if 2 <= words <= _LONGEST_TITLE else None
    return None


def _title_after(lines: Sequence[Block], place: int, sections: Sections) -> int | None:
    for number in range(place + 1, min(len(lines), place + 12)):
        block = lines[number]
        if (
            not isinstance(block, Paragraph)
            or furniture().is_line(block.text)
            or DATED.match(words_on_line(block))
        ):
            continue
        if is_section(block, sections):
            continue
        words = words_on_line(block)
        if len(words.split()) < 3 or (words.isupper() and place < 0 and len(words.split()) > 12):
            continue
        return number if len(words.split()) <= _LONGEST_TITLE and not words.endswith((".", ";")) else None
    return None


def left_out(
    lines: Sequence[Block], title_at: int | None, date_at: Dated | None, sections: Sections
) -> list[Doubt]:
    """Return what to say of the lines of a saved text that stand around the article and are no known furniture."""
    begin = min(place for place in (title_at, date_at.place if date_at else None, 0) if place is not None)
    begin = title_at if title_at is not None else begin
    before = [
        words_on_line(block)
        for block in lines[:begin]
        if isinstance(block, Paragraph)
        and not furniture().is_line(block.text)
        and not furniture().is_end(block.text)
        and not is_section(block, sections)
        and not DATED.match(words_on_line(block))
        and not re.fullmatch(r"[\d.,\s]+", words_on_line(block))
    ]
    end = next(
        (
            n
            for n in range(begin, len(lines))
            if isinstance(one := lines[n], Paragraph) and furniture().is_end(one.text)
        ),
        len(lines),
    )
    after = [words_on_line(block) for block in lines[end + 1 :] if words_on_line(block)]
    doubts = []
    for where, words in (
        ("trước tiêu đề", before),
        (f"sau “{words_on_line(lines[end])}”" if after else "", after),
    ):
        if words:
            quoted = "; ".join(f"“{one[:90]}”" for one in words[:4]) + ("; …" if len(words) > 4 else "")
            doubts.append(Doubt(SourceKind.DROPPED, f"{len(words)} dòng {where} không vào bài: {quoted}."))
    return doubts
