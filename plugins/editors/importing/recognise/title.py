"""Find the title of a Word file by styles and layout, and the kicker above it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.author.byline import ORGANISATION_WORD
from plugins.editors.importing.imported_article import (
    ImportedBlock,
    ImportIssue,
    IssueKind,
    Paragraph,
    Role,
)
from plugins.editors.importing.recognise.headings import SENTENCE_END, font_size_of_body, numbering
from plugins.editors.spans.text_spans import Alignment
from plugins.vietnamese.letters import fold

_MOST_WORDS, _MOST_SHORT_WORDS, _MOST_KICKER_WORDS = 45, 30, 14
_SEARCHED = 8  # blocks
# What begins the title of an official document is no kicker.
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

# The title, "" for none; the blocks without it; what was guessed or dropped.
TitleTaken = tuple[str, list[ImportedBlock], list[ImportIssue]]


def take_title(blocks: Sequence[ImportedBlock]) -> TitleTaken:
    """Return the title of an article and the blocks without it and without the kicker above it."""
    without_kicker, dropped = _without_kicker(blocks)
    title, rest, issues = _take_title_itself(without_kicker)
    return title, rest, [*dropped, *issues]


def _without_kicker(blocks: Sequence[ImportedBlock]) -> tuple[list[ImportedBlock], list[ImportIssue]]:
    """Return blocks without the organisation or the kind of writing that is printed above a title."""
    texts = [(place, block) for place, block in enumerate(blocks[:_SEARCHED]) if isinstance(block, Paragraph)]
    kickers: list[int] = []
    for place, block in texts[:4]:
        if not _is_kicker(block):
            break
        kickers.append(place)
    following = next((block for place, block in texts if place not in kickers), None)
    if not kickers or following is None or not _stands_out_as_title(following):
        return list(blocks), []
    words = " / ".join(" ".join(block.text.split()) for place, block in texts if place in kickers)
    rest = [block for place, block in enumerate(blocks) if place not in kickers]
    return rest, [ImportIssue(IssueKind.DROPPED, f"dòng phía trên tiêu đề không vào bài: “{words[:160]}”.")]


def _stands_out_as_title(paragraph: Paragraph) -> bool:
    if paragraph.role in (Role.TITLE, Role.HEADING):
        return True
    is_centred = paragraph.alignment is Alignment.CENTRE
    return paragraph.is_bold and is_centred and not SENTENCE_END.search(paragraph.text.strip())


def _is_kicker(paragraph: Paragraph) -> bool:
    text = " ".join(paragraph.text.split())
    is_centred = paragraph.alignment is Alignment.CENTRE
    if paragraph.role is not Role.TEXT or not is_centred or len(text.split()) > _MOST_KICKER_WORDS:
        return False
    if fold(text).startswith(_DOCUMENTS):
        return False
    return bool(_KICKER.match(fold(text))) or (
        text.isupper() and ORGANISATION_WORD.match(text.lower()) is not None
    )


def _take_title_itself(blocks: Sequence[ImportedBlock]) -> TitleTaken:
    places = [place for place, block in enumerate(blocks) if isinstance(block, Paragraph)][:_SEARCHED]
    texts = [(place, block) for place in places if isinstance(block := blocks[place], Paragraph)]
    taken, is_certain = _title_places(texts, blocks)
    title = " ".join(" ".join(block.text.split()) for place, block in texts if place in taken).strip()
    if not taken or len(title.split()) > _MOST_WORDS:
        return "", list(blocks), []
    rest = [block for place, block in enumerate(blocks) if place not in taken]
    issues = []
    if not is_certain:
        message = f"tiêu đề đoán theo cách trình bày: “{title[:80]}”. Sửa lại nếu không đúng."
        issues.append(ImportIssue(IssueKind.GUESSED, message, "title"))
    return title.rstrip(" ."), rest, issues


def _title_places(
    texts: Sequence[tuple[int, Paragraph]], blocks: Sequence[ImportedBlock]
) -> tuple[list[int], bool]:
    """Return the places of the paragraphs that are the title, and whether their styles leave no doubt."""
    styled = _first_titles(texts)
    if styled or not texts:
        return styled, True
    place, first = texts[0]
    if first.role is Role.HEADING and not numbering(first.text):
        headings = [one for one in blocks if isinstance(one, Paragraph) and one.role is Role.HEADING]
        return [place], all(one.level > first.level for one in headings[1:])
    if first.role is Role.TEXT and len(first.text.split()) <= _MOST_WORDS:
        return _guessed_title(texts, blocks), False
    return [], False


def _first_titles(texts: Sequence[tuple[int, Paragraph]]) -> list[int]:
    """Return the places of the first paragraphs with the style of titles that follow each other."""
    run: list[int] = []
    for place, block in texts:
        if block.role is Role.TITLE:
            if run and place != run[-1] + 1:
                break
            run.append(place)
        elif run:
            break
    return run


def _guessed_title(texts: Sequence[tuple[int, Paragraph]], blocks: Sequence[ImportedBlock]) -> list[int]:
    """Return the places of the first paragraphs that look like a title."""
    place, first = texts[0]
    size = font_size_of_body(blocks)

    def stands_out(one: Paragraph) -> bool:
        is_capitals = one.text == one.text.upper() and len(one.text.split()) > 1
        return one.is_bold or is_capitals or (size > 0 and one.size >= size + 1.5)

    is_centred = first.alignment is Alignment.CENTRE or first.indented
    if is_centred and (stands_out(first) or len(texts) > 1):
        run = [place]
        for following, block in texts[1:4]:
            is_alike = block.alignment is first.alignment and stands_out(block) and block.size == first.size
            if following != run[-1] + 1 or block.role is not Role.TEXT or not is_alike:
                break
            run.append(following)
        return run
    text = first.text.strip()
    if SENTENCE_END.search(text) and not text.endswith("?"):
        return []
    if stands_out(first):
        return [place]
    others = [len(block.text) for _, block in texts[1:]]
    is_short = len(text.split()) <= _MOST_SHORT_WORDS and bool(others) and max(others) > len(first.text)
    return [place] if is_short else []
