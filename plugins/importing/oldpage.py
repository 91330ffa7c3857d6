"""
A page of an old portal becomes a draft: furniture falls away, and the title, the day and the rest are found.

What real pages look like, and how they mislead, is told in the tests; what can be data is in furniture.toml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from difflib import SequenceMatcher
from urllib.parse import unquote, urlsplit

from plugins.author.registry import Authors
from plugins.category.registry import Section, Sections
from plugins.date.parse import DateFault, parse_date
from plugins.importing.draft import (
    Block,
    Doubt,
    Draft,
    Kind,
    Paragraph,
    Photo,
    Role,
    Rule,
    Span,
    joined,
    words_of,
)
from plugins.importing.faults import Refused
from plugins.importing.furniture import furniture
from plugins.importing.recognise import same_words, with_captions, with_headings
from plugins.importing.recognise import with_signature as signed
from plugins.importing.tidy import tidied
from plugins.vietnamese.dates import short_with_time
from plugins.vietnamese.letters import fold
from plugins.vietnamese.slugs import slugify

_CLOCK = r"\d{1,2}\s*(?::|h|giờ)\s*\d{0,2}(?::\d{2})?(?:\s*(?:AM|PM|SA|CH))?"
_WEEKDAY = r"(?:thứ\s+\S+|chủ\s+nhật|cn|t[2-7])"
_DATE = (
    rf"(?:{_WEEKDAY}\s*,?\s*)?(?:lúc\s+)?(?:{_CLOCK}\s*[,;–-]?\s*)?(?:{_WEEKDAY}\s*,?\s*)?(?:ngày\s+)?"
    r"(?:\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}\s+tháng\s+\d{1,2}\s*,?\s*năm\s+\d{4})"
    rf"(?:\s*[,;|T–-]?\s*(?:lúc\s+)?{_CLOCK})?(?:\s*\(?\s*GMT\s*[+-]\s*\d{{1,2}}(?::?\d{{2}})?\s*\)?)?"
)
_DATED = re.compile(_DATE, re.IGNORECASE)
_AFTER_DATE = re.compile(
    r"^[\s|,.;)\]–-]*(?:(?:lượt|số lần|lần)\s*(?:xem|đọc|truy cập)\s*:?\s*[\d.,]+|views?\s*:?\s*[\d.,]+|[\d.,]+\s*(?:lượt|lần)\s*(?:xem|đọc))?[\s|,.;)\]–-]*(?:100%|in|print)?\s*$",
    re.IGNORECASE,
)
_TODAY_LINE = re.compile(
    rf"^(?:hôm nay\s*[:,]?\s*)?(?:thứ\s+\S+|chủ\s+nhật)\s*,?\s*{_DATE}\s*$", re.IGNORECASE
)
_HALF_DAY = re.compile(r"(\d{1,2})(\s*:\s*\d{2}(?::\d{2})?)\s*(AM|PM|SA|CH)\b", re.IGNORECASE)
_DATE_IN_ADDRESS = re.compile(r"/(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?=/|$)")
_LONGEST_TITLE = 45
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff01-\uff60]")
_FALSE_TONE = re.compile(r"\b[Qq][úùủũụ][aăâeêiyơ]\w*")
_LOST_DEGREE = re.compile(r"\b\d{1,2}(?:[.,]\d)?\s?(?:\?|o|º|\ufffd)?C\b(?!\.)")
_NOTE_LINE = re.compile(r"^\[(\d{1,3})\]\s*(?=\S)")
_NOTE_CALL = re.compile(r"\(?\[(\d{1,3})\]\)?")
_PARENTHESES = re.compile(r"^\([^()]{12,300}\)\.?$")
_ADDRESS_LINE = re.compile(r"^(?:(?:nguồn|url|link|địa chỉ|đường dẫn)\s*:\s*)?(https?://\S+)$", re.IGNORECASE)
_TABLE_BEGINS = frozenset({"stt", "tt", "so tt", "so thu tu"})
_SAME = 0.8


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the portal knows that old pages speak of, and the time zone of their days."""

    sections: Sections
    authors: Authors
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class Clues:
    """What is known of a page beside its blocks; of titles and dates the surest come first."""

    address: str = ""
    titles: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    lead: str = ""


@dataclass(frozen=True, slots=True)
class _Dated:
    """A line that tells the day of an article: where it stands, the day as written, how far its label is to be trusted."""

    place: int
    written: str
    trust: int


def old_draft(
    blocks: Sequence[Block], main: Sequence[Block], clues: Clues, known: Knowledge, origin: str
) -> Draft:
    """
    Return the draft of an old page; raise Refused where there is no article in it.

    ``blocks`` are all of the page, ``main`` those of the part that holds the article, () where that is not known.
    """
    lines = _glued_apart(_flat(blocks))
    address, lines = _own_address(lines, clues.address)
    dated = _dated_lines(lines)
    title_at, date_at = _title_and_date(lines, dated, clues, known.sections)
    label = _label(lines, title_at, known.sections)
    title = _words(lines[title_at]) if title_at is not None else ""
    title, titled = _better_title(title, clues)
    body, doubts = _body(lines, main, title_at, date_at, title, dated)
    moment, more = _moment(date_at, dated, clues, address, known.zone)
    doubts += more
    doubts += _left_out(lines, title_at, date_at, known.sections) if not main and not clues.titles else []
    draft = _draft(body, title, titled, moment, label, address, clues, known, origin, doubts)
    return replace(draft, modified=_changed(date_at, dated, moment, known.zone))


def _changed(line: _Dated | None, dated: Sequence[_Dated], moment: str, zone: tzinfo) -> str:
    """Return the day of a change that is printed beside the day of publishing, "" for none."""
    least = furniture().date_labels.index("cập nhật lúc")
    for one in dated:
        if line is None or one is line or not least <= one.trust < 50 or abs(one.place - line.place) > 4:
            continue
        try:
            changed = parse_date(_whole_day(one.written), zone).moment
            published = parse_date(moment, zone).moment
        except DateFault:
            continue
        if changed > published:
            return short_with_time(changed.astimezone(zone))
    return ""


def _left_out(
    lines: Sequence[Block], title_at: int | None, date_at: _Dated | None, sections: Sections
) -> list[Doubt]:
    """Return what to say of the lines of a saved text that stand around the article and are no known furniture."""
    begin = min(place for place in (title_at, date_at.place if date_at else None, 0) if place is not None)
    begin = title_at if title_at is not None else begin
    before = [
        _words(block)
        for block in lines[:begin]
        if isinstance(block, Paragraph)
        and not furniture().is_line(block.text)
        and not furniture().is_end(block.text)
        and not _is_section(block, sections)
        and not _DATED.match(_words(block))
        and not re.fullmatch(r"[\d.,\s]+", _words(block))
    ]
    end = next(
        (
            n
            for n in range(begin, len(lines))
            if isinstance(one := lines[n], Paragraph) and furniture().is_end(one.text)
        ),
        len(lines),
    )
    after = [_words(block) for block in lines[end + 1 :] if _words(block)]
    doubts = []
    for where, words in (("trước tiêu đề", before), (f"sau “{_words(lines[end])}”" if after else "", after)):
        if words:
            quoted = "; ".join(f"“{one[:90]}”" for one in words[:4]) + ("; …" if len(words) > 4 else "")
            doubts.append(Doubt(Kind.DROPPED, f"{len(words)} dòng {where} không vào bài: {quoted}."))
    return doubts


def _draft(
    body: Sequence[Block],
    title: str,
    titled: bool,
    moment: str,
    label: str,
    address: str,
    clues: Clues,
    known: Knowledge,
    origin: str,
    doubts: list[Doubt],
) -> Draft:
    """Return the draft that the parts of a page make."""
    skin = any(isinstance(block, Paragraph) and _is_zoom(block) for block in body)
    kept = [block for block in body if not (isinstance(block, Paragraph) and furniture().is_line(block.text))]
    kept, letterhead, more = tidied(kept)
    doubts += more
    if letterhead:
        doubts.append(
            Doubt(
                Kind.DROPPED,
                f"phần đầu văn bản không vào bài: “{' / '.join(letterhead.split(chr(10)))[:300]}”.",
            )
        )
    kept, notes, more = _with_notes(kept)
    doubts += more
    kept = _without_title(kept, title)
    kept, more = with_captions(kept)
    doubts += more
    who, kept, more = signed(kept, known.authors)
    doubts += more
    lead, kept, more = _lead(kept, clues.lead, skin)
    doubts += more
    kept, more = with_headings(kept)
    doubts += more
    section, more = _section(address, label, known.sections)
    doubts += more
    doubts += _damage(kept, title, lead)
    if not title and not kept:
        raise Refused(
            f"không thấy bài viết nào trong “{origin}”. Mở tệp xem có đúng là trang của một bài không."
        )
    if not title:
        doubts.append(
            Doubt(
                Kind.MISSING, f"không nhận ra tiêu đề trong “{origin}”. Viết tên bài sau “Tiêu đề:”.", "title"
            )
        )
    elif not titled:
        doubts.append(
            Doubt(
                Kind.GUESSED,
                f"tiêu đề đoán theo chỗ đứng trong trang: “{title[:80]}”. Sửa lại nếu không đúng.",
                "title",
            )
        )
    return Draft(
        origin=origin,
        title=title,
        lead=lead,
        date=moment,
        section=section.name if section else "",
        byline=who.byline,
        source=who.source,
        old_addresses=(address,) if address else (),
        body=tuple(kept),
        notes=notes,
        doubts=tuple(doubts),
    )


# Lines.


def _flat(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks with tidy words; a paragraph keeps its spans."""
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.text.strip():
                out.append(block)
        elif not isinstance(block, Rule):
            out.append(block)
    return out


def _words(block: Block) -> str:
    return " ".join(words_of([block]).split())


def _is_zoom(block: Paragraph) -> bool:
    return _words(block) == "100%"


def _glued_apart(lines: Sequence[Block]) -> list[Block]:
    """Return lines in which a title, a label with a day, and a text that were printed on one line are three."""
    out: list[Block] = []
    labels = "|".join(re.escape(label) for label in furniture().date_labels)
    # “ngày 19/9” is in many sentences: only with a colon, or a time to the second, it is a label.
    dated = rf"(?:{labels})(?:\s*[:：]\s*{_DATE}|\s+{_DATE}(?<=:\d\d:\d\d))"
    pattern = re.compile(rf"^(.{{15,250}}?)[\s|–-]+({dated})\s*(.*)$", re.IGNORECASE | re.DOTALL)
    for block in lines:
        text = _words(block) if isinstance(block, Paragraph) else ""
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


def _own_address(lines: Sequence[Block], known: str) -> tuple[str, list[Block]]:
    """Return where the page lived, and the lines without one that says nothing else."""
    for place in (*range(min(3, len(lines))), *range(max(3, len(lines) - 3), len(lines))):
        found = _ADDRESS_LINE.match(_words(lines[place])) if isinstance(lines[place], Paragraph) else None
        if found:
            return known or found[1], [line for number, line in enumerate(lines) if number != place]
    return known, list(lines)


def _label(lines: Sequence[Block], title_at: int | None, sections: Sections) -> str:
    """Return the section that the page prints right above its title, "" for none."""
    for place in range((title_at or 0) - 1, max(-1, (title_at or 0) - 8), -1):
        block = lines[place]
        if isinstance(block, Paragraph) and _is_section(block, sections):
            return _words(block)
    return ""


def _is_section(block: Paragraph, sections: Sections) -> bool:
    words = _words(block)
    return len(words.split()) <= 12 and sections.find(words) is not None


def _dated_lines(lines: Sequence[Block]) -> list[_Dated]:
    """Return the lines that tell a day and nothing else."""
    found = []
    for place, block in enumerate(lines):
        if not isinstance(block, Paragraph):
            continue
        text = _words(block).strip("() ")
        for trust, label in enumerate(furniture().date_labels):
            rest = re.match(rf"{re.escape(label)}\s*[:：]?\s*", text, re.IGNORECASE)
            date = _DATED.match(text, rest.end()) if rest else None
            if date and _AFTER_DATE.match(text[date.end() :]):
                found.append(_Dated(place, date[0].strip(" ,;"), trust))
                break
        else:
            date = _DATED.match(text)
            if date and _AFTER_DATE.match(text[date.end() :]):
                # A day with its weekday at the top of a page is the day of printing.
                found.append(_Dated(place, date[0].strip(" ,;"), 99 if _TODAY_LINE.match(text) else 50))
    return found


def _title_and_date(
    lines: Sequence[Block], dated: Sequence[_Dated], clues: Clues, sections: Sections
) -> tuple[int | None, _Dated | None]:
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
        title = _words(lines[sure])
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
    words = _words(block)
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
            and not _DATED.fullmatch(_words(block))
            and not _is_section(block, sections)
        ):
            words = len(block.text.split())
            return number if 2 <= words <= _LONGEST_TITLE else None
    return None


def _title_after(lines: Sequence[Block], place: int, sections: Sections) -> int | None:
    for number in range(place + 1, min(len(lines), place + 12)):
        block = lines[number]
        if not isinstance(block, Paragraph) or furniture().is_line(block.text) or _DATED.match(_words(block)):
            continue
        if _is_section(block, sections):
            continue
        words = _words(block)
        if len(words.split()) < 3 or (words.isupper() and place < 0 and len(words.split()) > 12):
            continue
        return number if len(words.split()) <= _LONGEST_TITLE and not words.endswith((".", ";")) else None
    return None


def _better_title(title: str, clues: Clues) -> tuple[str, bool]:
    """Return the title, and whether the page's own marks agree; the marks' where the page prints none."""
    if title:
        return title.strip(), any(same_words(title, one) for one in clues.titles)
    return (clues.titles[0], True) if clues.titles else ("", False)


# The body.


def _body(
    lines: Sequence[Block],
    main: Sequence[Block],
    title_at: int | None,
    date_at: _Dated | None,
    title: str,
    dated: Sequence[_Dated],
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
    inside = _until_end(_flat(main), 0, [], set()) if main else []
    if len(words_of(inside)) > len(words_of(first)) and inside and _alike(inside, first) < _SAME:
        first = inside
    if not copies:
        return first, []
    best = max([first, *copies], key=lambda copy: len(words_of(copy)))
    if all(_alike(copy, best) >= _SAME or not copy for copy in [first, *copies]):
        own = {fold(_words(block)) for block in best}
        lost = [
            _words(block) for copy in [first, *copies] for block in copy if fold(_words(block)) not in own
        ]
        lost = [
            words
            for words in dict.fromkeys(lost)
            if words and not furniture().is_line(words) and not same_words(words, title)
        ]
        doubts = [Doubt(Kind.DROPPED, "trang in bài hai lần; chỉ giữ một lần.")]
        if lost:
            quoted = "; ".join(f"“{words[:160]}”" for words in lost[:4])
            doubts.append(
                Doubt(
                    Kind.DROPPED,
                    f"bản in thứ hai của bài có chỗ khác, không vào bài: {quoted}. Xem có cần thêm không.",
                )
            )
        return best, doubts
    return first, [
        Doubt(
            Kind.DROPPED,
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


def _without_title(blocks: Sequence[Block], title: str) -> list[Block]:
    """Return blocks without a first line that prints the title again."""
    out = list(blocks)
    for place in range(min(4, len(out)) - 1, -1, -1):
        block = out[place]
        if title and isinstance(block, Paragraph) and same_words(block.text, title):
            del out[place]
    return out


def _lead(blocks: Sequence[Block], marked: str, skin: bool) -> tuple[str, list[Block], list[Doubt]]:
    """Return the lead, the body without it, and what is doubtful."""
    out = list(blocks)
    places = [place for place, block in enumerate(out) if isinstance(block, Paragraph)]
    if not places:
        return "", out, []
    first = out[places[0]]
    assert isinstance(first, Paragraph)
    lead = _words(first)
    if marked and (
        same_words(lead, marked) or not any(same_words(_words(out[place]), marked) for place in places)
    ):
        if same_words(lead, marked):
            del out[places[0]]
        return marked, _without_copy(out, marked), []
    if (
        places[0] > 1
        or len(places) < 2
        or first.role is not Role.TEXT
        or any(span.note for span in first.spans)
    ):
        return "", out, []
    rest = out[: places[0]] + out[places[0] + 1 :]
    second = out[places[1]]
    if isinstance(second, Paragraph) and same_words(lead, _words(second)):
        return lead, _without_copy(rest, lead), []
    enough = len(lead.split()) >= 9 and bool(re.search(r"[.!?…”\"]$|\./\.$", lead))
    if (
        enough
        and first.is_bold
        and not all(isinstance(b, Paragraph) and b.is_bold for b in rest if isinstance(b, Paragraph))
    ):
        return (
            lead,
            rest,
            [
                Doubt(
                    Kind.GUESSED,
                    "đoạn in đậm đầu bài được hiểu là tóm tắt. Không phải thì chuyển xuống thân bài.",
                    "summary",
                )
            ],
        )
    shorter = isinstance(second, Paragraph) and len(lead) < len(second.text)
    if enough and skin and shorter and len(lead.split()) <= 70 and len(places) > 2:
        return (
            lead,
            rest,
            [
                Doubt(
                    Kind.GUESSED,
                    "đoạn đầu bài được hiểu là tóm tắt, như các trang cùng kiểu. Không phải thì chuyển xuống thân bài.",
                    "summary",
                )
            ],
        )
    return "", out, []


def _without_copy(blocks: Sequence[Block], lead: str) -> list[Block]:
    """Return blocks without a first paragraph that says the lead again."""
    out = list(blocks)
    for place, block in enumerate(out[:3]):
        if isinstance(block, Paragraph) and same_words(block.text, lead):
            del out[place]
            break
    return out


def _with_notes(blocks: Sequence[Block]) -> tuple[list[Block], dict[str, tuple[Block, ...]], list[Doubt]]:
    """Return blocks in which “[1]” calls the note that stands at the end, and those notes."""
    notes: dict[str, tuple[Block, ...]] = {}
    end = len(blocks)
    while end:
        block = blocks[end - 1]
        found = _NOTE_LINE.match(block.text) if isinstance(block, Paragraph) else None
        if not found or not isinstance(block, Paragraph) or found[1] in notes:
            break
        notes[found[1]] = (Paragraph((Span(block.text[found.end() :].strip()),)),)
        end -= 1
    called = set(_NOTE_CALL.findall(words_of(blocks[:end])))
    if not notes or not set(notes) <= called:
        return list(blocks), {}, []
    out = [_calling(block, notes) if isinstance(block, Paragraph) else block for block in blocks[:end]]
    doubt = Doubt(
        Kind.GUESSED, f"{len(notes)} dòng [số] cuối bài được hiểu là chú thích cuối trang. Xem lại."
    )
    return out, dict(sorted(notes.items(), key=lambda one: int(one[0]))), [doubt]


def _calling(paragraph: Paragraph, notes: dict[str, tuple[Block, ...]]) -> Paragraph:
    spans: list[Span] = []
    for span in paragraph.spans:
        behind = 0
        for found in _NOTE_CALL.finditer(span.text):
            if found[1] in notes:
                spans += [
                    replace(span, text=span.text[behind : found.start()].rstrip()),
                    Span("", note=found[1]),
                ]
                behind = found.end()
        spans.append(replace(span, text=span.text[behind:]))
    return replace(paragraph, spans=joined(spans))


# Day, section, damage.


def _moment(
    line: _Dated | None, dated: Sequence[_Dated], clues: Clues, address: str, zone: tzinfo
) -> tuple[str, list[Doubt]]:
    """Return the day of an article as editors write it, and what is doubtful in it."""
    written = [(line.written, line.trust)] if line else []
    written += [(date, 0) for date in clues.dates]
    doubts: list[Doubt] = []
    for text, trust in written:
        try:
            reading = parse_date(_whole_day(text), zone)
        except DateFault as fault:
            doubts.append(Doubt(Kind.MISSING, f"ngày trên trang không đọc được: {fault}", "date"))
            continue
        moment = short_with_time(reading.moment.astimezone(zone))
        if trust >= furniture().date_labels.index("cập nhật lúc") and trust < 50:
            doubts.append(
                Doubt(
                    Kind.GUESSED,
                    f"trang chỉ ghi ngày cập nhật; lấy làm ngày đăng: {moment}. Kiểm tra lại.",
                    "date",
                )
            )
        elif trust == 50:
            doubts.append(
                Doubt(
                    Kind.GUESSED,
                    f"ngày {moment} không có nhãn “Đăng lúc”; được hiểu là ngày đăng. Kiểm tra lại.",
                    "date",
                )
            )
        return moment, [doubt for doubt in doubts if doubt.kind is not Kind.MISSING]
    if found := _DATE_IN_ADDRESS.search(address):
        try:
            moment = short_with_time(parse_date(f"{found[3]}/{found[2]}/{found[1]}", zone).moment)
        except DateFault:
            pass
        else:
            message = f"trang không ghi ngày đăng; lấy ngày trong địa chỉ cũ: {moment}. Kiểm tra lại."
            return moment, [Doubt(Kind.GUESSED, message, "date")]
    printed = next((one.written for one in dated if one.trust == 99), "")
    hint = f" Ngày “{printed}” ở đầu trang là ngày in trang, không phải ngày đăng." if printed else ""
    doubts = doubts or [
        Doubt(Kind.MISSING, f"trang không ghi ngày đăng.{hint} Điền ngày sau “Ngày đăng:”.", "date")
    ]
    return "", doubts


def _whole_day(text: str) -> str:
    """
    Return a written time with hours from 0 to 23.

    >>> _whole_day("29/11/2023 02:05 PM"), _whole_day("29/11/2023 12:05:00 SA")
    ('29/11/2023 14:05', '29/11/2023 00:05:00')
    """

    def hour(found: re.Match[str]) -> str:
        late = found[3].upper() in ("PM", "CH")
        return f"{int(found[1]) % 12 + 12 * late:02}{found[2]}"

    return _HALF_DAY.sub(hour, text).replace("|", " ")


def _section(address: str, label: str, sections: Sections) -> tuple[Section | None, list[Doubt]]:
    """Return the section that the old address names; what the page prints counts only where both agree."""
    found = section_of_address(address, sections)
    if found:
        printed = sections.find(label) if label else None
        if printed is found or (printed and printed.path in (found.path, found.parent)):
            return found, []
        message = f"chuyên mục “{found.name}” lấy theo địa chỉ cũ"
        message += f"; trang lại in “{label}”" if label else ""
        return found, [Doubt(Kind.GUESSED, f"{message}. Kiểm tra lại.", "category")]
    hint = f" Trang in “{label}”, nhưng cổng cũ in nhãn ấy trên mọi trang." if label else ""
    return None, [
        Doubt(Kind.MISSING, f"không rõ chuyên mục.{hint} Chọn một chuyên mục của cổng.", "category")
    ]


def section_of_address(address: str, sections: Sections) -> Section | None:
    """Return the section that the folders of an old address name, the innermost first."""
    try:
        folders = [slugify(unquote(part)) for part in urlsplit(address).path.split("/")[:-1]]
    except ValueError:
        return None
    names: dict[str, Section] = {}
    for section in sections.all:
        for name in (section.slug, *(slugify(name) for name in (section.name, *section.aliases))):
            names.setdefault(name, section)
    return next((names[folder] for folder in reversed(folders) if folder in names), None)


def _damage(blocks: Sequence[Block], title: str, lead: str) -> list[Doubt]:
    """Return what looks damaged in the words, and captions that have lost their photo."""
    doubts: list[Doubt] = []
    text = "\n".join((title, lead, words_of(blocks)))

    def told(pattern: re.Pattern[str], message: str) -> None:
        found = list(dict.fromkeys(match[0].strip() for match in pattern.finditer(text)))
        if found:
            words = ", ".join(f"“{word}”" for word in found[:5])
            doubts.append(Doubt(Kind.GUESSED, message.format(words), near=_around(text, found[0])))

    told(_CJK, "có chữ lạ {} lọt vào bài. Xóa hoặc gõ lại.")
    told(_FALSE_TONE, "{} đặt sai chỗ dấu thanh. Gõ lại (quá, quý…).")
    told(_LOST_DEGREE, "{}: có lẽ mất dấu độ; viết ví dụ 38°C.")
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Paragraph) and block.role is Role.TEXT and not isinstance(before, Photo):
            words = _words(block)
            if _PARENTHESES.match(words) and "\n" not in block.text:
                message = f"“{words[:60]}” có vẻ là chú thích của một ảnh đã mất. Thêm ảnh phía trên, hoặc xóa dòng này."
                doubts.append(Doubt(Kind.GUESSED, message, near=words[:40]))
        before = block
    return [*doubts, *_broken_tables(blocks)]


def _around(text: str, word: str) -> str:
    place = text.find(word)
    return text[place : place + 25].split("\n")[0]


def _broken_tables(blocks: Sequence[Block]) -> list[Doubt]:
    """Return a doubt for each run of very short lines that was a table once."""
    doubts: list[Doubt] = []
    run: list[str] = []
    for block in [*blocks, Rule()]:
        words = (
            _words(block) if isinstance(block, Paragraph) and block.role in (Role.TEXT, Role.NUMBER) else ""
        )
        if words and len(words.split()) <= 6:
            run.append(words)
            continue
        figures = sum(bool(re.fullmatch(r"[\d.,%/]+", one)) for one in run)
        if len(run) >= 6 and (fold(run[0]) in _TABLE_BEGINS or figures * 4 >= len(run)):
            message = f"{len(run)} dòng ngắn từ “{run[0]}” có vẻ là một bảng đã vỡ, mỗi ô một dòng. Kẻ lại bảng theo trang cũ."
            doubts.append(Doubt(Kind.GUESSED, message, near=run[0]))
        run = []
    return doubts
