"""Which of the blocks are the title, the lead, the captions, the headings and the byline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from plugins.author.byline import OFFICE
from plugins.author.registry import Authors
from plugins.editors.importing.imported_article import (
    Block,
    Doubt,
    Paragraph,
    Photo,
    Role,
    Side,
    SourceKind,
    Spans,
    joined,
)
from plugins.editors.importing.signature import Signature, is_credit, signature
from plugins.prose.headings import demoted
from plugins.vietnamese.letters import fold
from plugins.vietnamese.loose_names import loose

_SENTENCE_END = re.compile(r"(?:[.;!?…:,]|\./\.)[”\"’)]*$")
_LONGEST_HEADING, _LONGEST_TITLE, _LONGEST_CAPTION = 24, 45, 60  # words
_SHORTEST_LEAD = 9
_NUMBERS = (
    ("part", re.compile(r"^(?:phần|chương)\s+(?:[IVXLC]+|\d+|thứ)\b", re.IGNORECASE)),
    ("roman", re.compile(r"^[IVX]{1,5}\s*[.\-–/)]")),
    ("upper", re.compile(r"^[A-H]\s*[.)]\s")),
    ("article", re.compile(r"^điều\s+\d+", re.IGNORECASE)),
    ("decimal", re.compile(r"^\d{1,2}\s*[.)/]\s*\D")),
    ("second", re.compile(r"^\d{1,2}\.\d{1,2}[.)]?\s")),
    ("third", re.compile(r"^\d{1,2}\.\d{1,2}\.\d{1,2}")),
    ("letter", re.compile(r"^[a-zđ]\s*[.)]\s")),
)
_RANKS = ("part", "upper", "roman", "", "article", "decimal", "second", "third", "letter")
_BARE_LABELS = frozenset(
    {
        "nguoi viet",
        "nguoi viet bai",
        "tac gia",
        "nguoi thuc hien",
        "ctv",
        "cong tac vien",
        "phong vien",
        "nguoi dua tin",
    }
)
_PLACE_AND_DAY = re.compile(
    r"(?:[\w ]{2,40},\s*)?ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4}\.?", re.IGNORECASE
)
_DOCUMENTS = (
    "bao cao",
    "thong bao",
    "cong bao",
    "ke hoach",
    "quyet dinh",
    "nghi quyet",
    "to trinh",
    "huong dan",
    "bien ban",
)
_KICKER = re.compile(
    r"^(?:tin,? ?bai|tin|bai (?:viet|du thi|tuyen truyen)|ban tin|chuyen muc|phong su|tin tuc)\b[\w ,:]{0,40}$"
)
_CAPTION = re.compile(r"^\s*\(.*\)\s*\.?\s*$", re.DOTALL)
_CAPTION_WORD = re.compile(
    r"^\(?\s*(?:ảnh|hình|photo|đ/c|đồng chí|toàn cảnh|quang cảnh|một góc|các đại biểu)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Recognised:
    """The parts of an article that were found, and what is left as its body."""

    title: str = ""
    lead: str = ""
    signature: Signature = field(default_factory=Signature)
    body: tuple[Block, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    day: str = ""


# Captions.


def with_captions(blocks: Sequence[Block]) -> tuple[list[Block], list[Doubt]]:
    """Return blocks in which each photo has the caption that follows it."""
    out: list[Block] = []
    doubts: list[Doubt] = []
    place = 0
    while place < len(blocks):
        block = blocks[place]
        place += 1
        if not isinstance(block, Photo) or block.caption:
            out.append(block)
            continue
        following = blocks[place] if place < len(blocks) else None
        sure = _caption_certainty(following) if isinstance(following, Paragraph) else None
        if isinstance(following, Paragraph) and sure is not None:
            place += 1
            caption = caption_text(following.text)
            more = blocks[place] if place < len(blocks) else None
            if isinstance(more, Paragraph) and is_credit(more.text):
                caption = f"{caption}. {caption_text(more.text)}".replace("..", ".")
                place += 1
            block = replace(block, caption=caption)
            if not sure:
                doubts.append(
                    Doubt(
                        SourceKind.GUESSED,
                        f"“{caption[:60]}” được hiểu là chú thích của ảnh đứng trước. Không phải thì tách thành đoạn riêng.",
                        near=caption[:40],
                    )
                )
        out.append(block)
    return out, doubts


def _caption_certainty(paragraph: Paragraph) -> bool | None:
    """Return whether what follows a photo surely is its caption, None where it is none."""
    text = paragraph.text.strip()
    if paragraph.role is Role.CAPTION:
        return True
    if paragraph.role is not Role.TEXT or not text or len(text.split()) > _LONGEST_CAPTION:
        return None
    if _CAPTION.match(text) or is_credit(text):
        return True
    if paragraph.is_italic:
        return bool(paragraph.side is Side.CENTRE or len(text.split()) <= 30)
    if paragraph.side is Side.CENTRE and not paragraph.is_bold:
        return False
    return False if _CAPTION_WORD.match(text) and len(text.split()) <= 30 else None


def caption_text(text: str) -> str:
    """
    Return a caption without the parentheses around the whole of it.

    >>> caption_text("(Bờ đê sông Chu (đoạn Xuân Lai).)")
    'Bờ đê sông Chu (đoạn Xuân Lai).'
    """
    bare = " ".join(text.split())
    if bare.startswith("(") and bare.rstrip(".").endswith(")"):
        inner = bare.rstrip(".")[1:-1]
        depth = 0
        for letter in inner:
            depth += (letter == "(") - (letter == ")")
            if depth < 0:
                return bare
        return inner.strip() if depth == 0 else bare
    return bare


# Headings.


def with_headings(blocks: Sequence[Block]) -> tuple[list[Block], list[Doubt]]:
    """Return blocks in which short bold lines that stand alone are headings."""
    out = list(blocks)
    body_size = _body_size(blocks)
    found: list[tuple[int, Paragraph]] = []
    for place, block in enumerate(blocks):
        following = blocks[place + 1] if place + 1 < len(blocks) else None
        before = blocks[place - 1] if place else None
        if isinstance(block, Paragraph) and _looks_like_heading(block, body_size) and following is not None:
            if not (isinstance(before, Photo) and not before.caption and not _number_kind(block.text)):
                found.append((place, block))
    deepest = max(
        (one.level for one in blocks if isinstance(one, Paragraph) and one.role is Role.HEADING), default=0
    )
    ranks = sorted({_rank(block) for _, block in found})
    for place, block in found:
        level = min(deepest + ranks.index(_rank(block)) + 1, 5)
        slanted = block.is_italic
        spans = joined(
            replace(span, bold=False, italic=span.italic and not slanted, text=span.text.replace("\n", " "))
            for span in block.spans
        )
        out[place] = replace(block, spans=spans, role=Role.HEADING, level=level)
    out = levelled(out)
    if not found:
        return out, []
    names = "; ".join(f"“{block.text.strip()[:50]}”" for _, block in found[:6]) + (
        "; …" if len(found) > 6 else ""
    )
    message = (
        f"{len(found)} dòng chữ đậm được hiểu là tiêu đề mục: {names}. Không phải thì bỏ dấu # ở đầu dòng."
    )
    return out, [Doubt(SourceKind.GUESSED, message, near=found[0][1].text.strip()[:40])]


def _rank(paragraph: Paragraph) -> int:
    return _RANKS.index(_number_kind(paragraph.text))


def _number_kind(text: str) -> str:
    return next((name for name, form in reversed(_NUMBERS) if form.match(text.strip())), "")


def _body_size(blocks: Sequence[Block]) -> float:
    """Return the size of the most letters."""
    sizes: dict[float, int] = {}
    for block in blocks:
        if isinstance(block, Paragraph) and block.role is Role.TEXT:
            sizes[block.size] = sizes.get(block.size, 0) + len(block.text)
    return max(sizes, key=lambda size: sizes[size], default=0.0)


def _looks_like_heading(paragraph: Paragraph, body_size: float) -> bool:
    text = paragraph.text.strip()
    words = text.split()
    if paragraph.role is not Role.TEXT or not words or len(words) > _LONGEST_HEADING or len(text) > 160:
        return False
    if paragraph.side is Side.RIGHT or _SENTENCE_END.search(text) or not re.search(r"[^\W\d_]{2}", text):
        return False
    larger = body_size > 0 and paragraph.size >= body_size + 2 and len(words) <= 15
    loud = text.isupper() and _number_kind(text) in ("part", "upper", "roman")
    return paragraph.is_bold or larger or loud


def levelled(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks whose headings begin at the first level and skip none."""
    places = [
        n for n, block in enumerate(blocks) if isinstance(block, Paragraph) and block.role is Role.HEADING
    ]
    headings = [block for n in places if isinstance(block := blocks[n], Paragraph)]
    out = list(blocks)
    for place, block, level in zip(places, headings, demoted(one.level for one in headings), strict=True):
        out[place] = replace(block, level=level - 1)
    return out


# Title, lead, byline.


def recognised(blocks: Sequence[Block], authors: Authors, origin: str) -> Recognised:
    """Return the parts of an article; what was guessed is told."""
    rest, doubts = with_captions(blocks)
    title, rest, more = _title(rest)
    doubts += more
    day, rest = with_day(rest)
    signed, rest, more = with_signature(rest, authors)
    doubts += more
    if not day:
        day, rest = with_day(rest)
    lead, rest, more = _lead(rest)
    doubts += more
    rest, more = with_headings(rest)
    doubts += more
    if not title:
        message = f"không nhận ra tiêu đề trong “{origin}”. Viết tên bài sau “Tiêu đề:”."
        doubts.append(Doubt(SourceKind.MISSING, message, "title"))
    elif title == title.upper() and len(title.split()) > 3:
        doubts.append(
            Doubt(
                SourceKind.GUESSED,
                "tiêu đề viết hoa toàn bộ như trong bản gốc. Nên viết lại chữ thường.",
                "title",
            )
        )
    return Recognised(title, lead, signed, tuple(rest), tuple(doubts), day)


def _title(blocks: Sequence[Block]) -> tuple[str, list[Block], list[Doubt]]:
    """Return the title, the other blocks, and what is doubtful."""
    blocks, told = _without_kickers(blocks)
    title, rest, doubts = _title_of(blocks)
    return title, rest, [*told, *doubts]


def _without_kickers(blocks: Sequence[Block]) -> tuple[list[Block], list[Doubt]]:
    """Return blocks without the office or the kind of writing that is printed above a title."""
    texts = [(place, block) for place, block in enumerate(blocks[:8]) if isinstance(block, Paragraph)]
    above: list[int] = []
    for place, block in texts[:4]:
        if not _is_kicker(block):
            break
        above.append(place)
    following = next((block for place, block in texts if place not in above), None)
    stands_out = following is not None and (
        following.role in (Role.TITLE, Role.HEADING)
        or (
            following.is_bold
            and following.side is Side.CENTRE
            and not _SENTENCE_END.search(following.text.strip())
        )
    )
    if not above or not stands_out:
        return list(blocks), []
    words = " / ".join(" ".join(block.text.split()) for place, block in texts if place in above)
    rest = [block for place, block in enumerate(blocks) if place not in above]
    return rest, [Doubt(SourceKind.DROPPED, f"dòng phía trên tiêu đề không vào bài: “{words[:160]}”.")]


def _is_kicker(paragraph: Paragraph) -> bool:
    text = " ".join(paragraph.text.split())
    if paragraph.role is not Role.TEXT or paragraph.side is not Side.CENTRE or len(text.split()) > 14:
        return False
    if fold(text).startswith(_DOCUMENTS):
        return False
    return bool(_KICKER.match(fold(text))) or (text.isupper() and OFFICE.match(text.lower()) is not None)


def _title_of(blocks: Sequence[Block]) -> tuple[str, list[Block], list[Doubt]]:
    places = [place for place, block in enumerate(blocks) if isinstance(block, Paragraph)][:8]
    texts = [(place, block) for place in places if isinstance(block := blocks[place], Paragraph)]
    run = _first_run(texts, lambda one: one.role is Role.TITLE)
    sure = bool(run)
    if not run and texts:
        place, first = texts[0]
        if first.role is Role.HEADING and not _number_kind(first.text):
            others = [one for one in blocks if isinstance(one, Paragraph) and one.role is Role.HEADING][1:]
            run, sure = [place], all(one.level > first.level for one in others)
        elif first.role is Role.TEXT and len(first.text.split()) <= _LONGEST_TITLE:
            run = _guessed_title(texts, blocks)
    if not run:
        return "", list(blocks), []
    taken = [block for place, block in texts if place in run]
    title = " ".join(" ".join(block.text.split()) for block in taken).strip()
    rest = [block for place, block in enumerate(blocks) if place not in run]
    if len(title.split()) > _LONGEST_TITLE:
        return "", list(blocks), []
    doubts = []
    if not sure:
        doubts.append(
            Doubt(
                SourceKind.GUESSED,
                f"tiêu đề đoán theo cách trình bày: “{title[:80]}”. Sửa lại nếu không đúng.",
                "title",
            )
        )
    return title.rstrip(" ."), rest, doubts


def _first_run(texts: Sequence[tuple[int, Paragraph]], wanted: object) -> list[int]:
    """Return the places of the first paragraphs of a kind that follow each other."""
    run: list[int] = []
    for place, block in texts:
        if callable(wanted) and wanted(block):
            if run and place != run[-1] + 1:
                break
            run.append(place)
        elif run:
            break
    return run


def _guessed_title(texts: Sequence[tuple[int, Paragraph]], blocks: Sequence[Block]) -> list[int]:
    """Return the places of the first paragraphs that look like a title."""
    place, first = texts[0]
    size = _body_size(blocks)
    centred = first.side is Side.CENTRE or first.indented

    def stands_out(one: Paragraph) -> bool:
        caps = one.text == one.text.upper() and len(one.text.split()) > 1
        return one.is_bold or caps or (size > 0 and one.size >= size + 1.5)

    if centred and (stands_out(first) or len(texts) > 1):
        run = [place]
        for following, block in texts[1:4]:
            alike = block.side is first.side and stands_out(block) and block.size == first.size
            if following != run[-1] + 1 or block.role is not Role.TEXT or not alike or not centred:
                break
            run.append(following)
        return run
    if _SENTENCE_END.search(first.text.strip()) and not first.text.strip().endswith("?"):
        return []
    if stands_out(first):
        return [place]
    others = [len(block.text) for _, block in texts[1:]]
    short = len(first.text.split()) <= 30 and bool(others) and max(others) > len(first.text)
    return [place] if short and first.role is Role.TEXT else []


def _lead(blocks: Sequence[Block]) -> tuple[str, list[Block], list[Doubt]]:
    """Return the lead: the first paragraph, if it stands apart as leads do."""
    place = next((n for n, block in enumerate(blocks) if isinstance(block, Paragraph)), None)
    if place is None or place > 1:
        return "", list(blocks), []
    first = blocks[place]
    if not isinstance(first, Paragraph) or not any(
        isinstance(block, Paragraph) for block in blocks[place + 1 :]
    ):
        return "", list(blocks), []
    rest = [block for number, block in enumerate(blocks) if number != place]
    text = " ".join(first.text.split())
    if any(span.note for span in first.spans):
        return "", list(blocks), []
    if first.role is Role.SUBTITLE:
        return text, rest, []
    long_enough = len(text.split()) >= _SHORTEST_LEAD
    if (
        first.role is Role.TEXT
        and first.is_bold
        and long_enough
        and (_SENTENCE_END.search(text) or len(text.split()) > 20)
    ):
        return (
            text,
            rest,
            [
                Doubt(
                    SourceKind.GUESSED,
                    "đoạn in đậm đầu bài được hiểu là tóm tắt. Không phải thì chuyển xuống thân bài.",
                    "summary",
                )
            ],
        )
    return "", list(blocks), []


@dataclass(frozen=True, slots=True)
class _Signed:
    place: int
    text: str
    said: Signature


def with_signature(blocks: Sequence[Block], authors: Authors) -> tuple[Signature, list[Block], list[Doubt]]:
    """Return who wrote, the blocks without the lines that say so, and what is doubtful."""
    found = list(_signatures(blocks, authors))
    by_surety = sorted(found, key=lambda one: not one.said.sure)
    writer = next((one for one in by_surety if one.said.byline), None)
    origin = next((one for one in by_surety if one.said.source), None)
    chosen = [one for one in dict.fromkeys((writer, origin)) if one is not None]
    # The writer may be named above and below the article.
    again = [
        one
        for one in found
        if writer is not None
        and one not in chosen
        and one.said.byline
        and loose(one.said.byline) in loose(writer.said.byline)
    ]
    gone = {one.place for one in (*chosen, *again)}
    gone |= {place - 1 for place in gone if place and _is_bare_label(blocks[place - 1])}
    whole = Signature(
        writer.said.byline if writer else "",
        origin.said.source if origin else "",
        all(one.said.sure for one in chosen),
    )
    doubts = [
        Doubt(
            SourceKind.GUESSED,
            f"dòng “{one.text[:80]}” được hiểu là tác giả. Không phải thì chuyển lại xuống cuối bài.",
            "author",
        )
        for one in chosen
        if not one.said.sure
    ]
    return whole, [block for place, block in enumerate(blocks) if place not in gone], doubts


def _signatures(blocks: Sequence[Block], authors: Authors) -> Iterator[_Signed]:
    """Yield the lines below an article, and above it, that say who wrote it."""
    places = [place for place, block in enumerate(blocks) if isinstance(block, Paragraph)]
    bottom = places[-3:]
    signed_below = False
    for place in reversed(bottom):
        one = _signed(blocks, place, authors, below=True)
        if one and (one.said.sure or place == bottom[-1] or signed_below):
            signed_below = True
            yield one
        elif place != bottom[-1] and not signed_below:
            break
    for place in places[:3]:
        if place not in bottom and (one := _signed(blocks, place, authors, below=False)) and one.said.sure:
            yield one


def _signed(blocks: Sequence[Block], place: int, authors: Authors, *, below: bool) -> _Signed | None:
    block = blocks[place]
    if not isinstance(block, Paragraph) or block.role not in (
        Role.TEXT,
        Role.BULLET,
        Role.CAPTION,
        Role.SUBTITLE,
    ):
        return None
    marked = below and (block.side is Side.RIGHT or block.is_bold or block.is_italic or block.indented)
    said = signature(block.text, authors, marked)
    return _Signed(place, " ".join(block.text.split()), said) if said else None


def _is_bare_label(block: Block) -> bool:
    """Return whether a line is only the label of the name below it."""
    return isinstance(block, Paragraph) and fold(block.text).strip(" :.") in _BARE_LABELS


def with_day(blocks: Sequence[Block]) -> tuple[str, list[Block]]:
    """Return the place and day that stand below an article, "" for none, and the blocks without them."""
    for place in range(len(blocks) - 1, max(-1, len(blocks) - 4), -1):
        block = blocks[place]
        if isinstance(block, Paragraph) and _PLACE_AND_DAY.fullmatch(" ".join(block.text.split())):
            return " ".join(block.text.split()), [one for number, one in enumerate(blocks) if number != place]
    return "", list(blocks)


def same_words(one: str, other: str) -> bool:
    """
    Return whether two texts say the same, marks and capitals aside.

    >>> same_words("Xuân Lai gặt sớm.", "XUÂN LAI GẶT SỚM")
    True
    """
    return bool(_bare(one)) and _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))


def without_repeats(blocks: Sequence[Block], *texts: str) -> list[Block]:
    """Return blocks without the first paragraphs that say again what the header says."""
    out = list(blocks)
    for place in range(min(3, len(out)) - 1, -1, -1):
        block = out[place]
        if isinstance(block, Paragraph) and any(same_words(block.text, text) for text in texts):
            del out[place]
    return out


def spans_text(spans: Spans) -> str:
    """Return the words of spans on one line."""
    return " ".join("".join(span.text for span in spans).split())
