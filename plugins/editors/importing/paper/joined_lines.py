"""Join the lines of a page to the paragraphs that they were before a printer broke them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_FULL = 0.78  # of the longest line of a page: a line that is shorter ends its paragraph
_FULL_SENTENCE = 0.95
_LEAST_WIDTH = 40
# How a paragraph begins that no line before it goes on into.
_BEGINS = re.compile(
    r"[-–+•*]\s|\(?[0-9]{1,3}[.)]\s|\(?[a-zđ]\)\s|[IVXLC]{1,6}[.)]\s|(?:Điều|Chương|Mục|Phần|Khoản)\s+[\dIVXLC]+"
    r"|(?:Căn cứ|Xét|Theo đề nghị|Nơi nhận|Kính gửi|Số:|TM\.|KT\.|TL\.|TUQ\.|Lưu:)"
)
_PAGE_NUMBER = re.compile(r"(?:trang\s*)?[-–]?\s*\d{1,4}\s*[-–]?(?:\s*/\s*\d{1,4})?", re.IGNORECASE)
_ENDS = re.compile(r"[.:;!?…/]$")


def paragraphs_of_page(text: str) -> list[str]:
    """
    Return the paragraphs of a page whose lines are as they were printed, without the page's number.

    >>> paragraphs_of_page("1\\n" + "Bà con xã Xuân Lai đã gặt xong gần hết diện tích lúa mùa\\nsớm trước bão.\\nTrời mưa to.")
    ['Bà con xã Xuân Lai đã gặt xong gần hết diện tích lúa mùa sớm trước bão.', 'Trời mưa to.']
    """
    lines = _without_page_number([line.rstrip() for line in text.splitlines()])
    width = max(map(len, lines), default=0)
    return list(_joined(lines, width))


def _without_page_number(lines: Sequence[str]) -> list[str]:
    filled = [number for number, line in enumerate(lines) if line.strip()]
    edges = {filled[0], filled[-1]} if filled else set()
    return [
        line
        for number, line in enumerate(lines)
        if number not in edges or not _PAGE_NUMBER.fullmatch(line.strip())
    ]


def _joined(lines: Sequence[str], width: int) -> Iterator[str]:
    current, last = "", ""
    for line in lines:
        text = " ".join(line.split())
        if not text:
            if current:
                yield current
            current = last = ""
            continue
        if current and _goes_on(last, text, width):
            current = f"{current} {text}"
        else:
            if current:
                yield current
            current = text
        last = text
    if current:
        yield current


def _goes_on(line: str, following: str, width: int) -> bool:
    """Return whether a paragraph goes on from one line to the next."""
    if _BEGINS.match(following) or (following.isupper() and not line.isupper()):
        return False
    if following[0].islower() and not _ENDS.search(line):
        return True
    # A sentence that ends at the end of a line most often ends its paragraph.
    full = _FULL_SENTENCE if _ENDS.search(line) else _FULL
    return width >= _LEAST_WIDTH and len(line) >= width * full and not line.isupper()


def across_pages(pages: Sequence[Sequence[str]]) -> list[str]:
    """
    Return the paragraphs of all pages, those joined that go on from one page to the next.

    >>> across_pages([["Một.", "Bà con xã"], ["gặt sớm.", "Hai."]])
    ['Một.', 'Bà con xã gặt sớm.', 'Hai.']
    """
    out: list[str] = []
    for page in pages:
        rest = list(page)
        if (
            out
            and rest
            and rest[0][:1].islower()
            and not _ENDS.search(out[-1])
            and not _BEGINS.match(rest[0])
        ):
            out[-1] = f"{out[-1]} {rest.pop(0)}"
        out += rest
    return out
