"""Find the photo credit at the end of a caption ("Ảnh: Lê Hải"), and mark it."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

CSS_CLASS = "figure__credit"
LABEL = "Ảnh"
# It begins with a capital or stands in parentheses: “nhìn bức ảnh: ai cũng vui” is no credit.
_WORDS = r"(?:Nguồn ảnh|Ảnh|ẢNH)\s*:\s*|\((?:nguồn ảnh|ảnh)\s*:\s*"
# A name holds no end of a sentence and no colon; “Th.S” and “Báo Thanh Hóa/TTXVN” hold neither.
_NAME = r"[^\s.!?:](?:[^.!?:\n]|\.(?!\s|$|\))){0,80}"
_CREDIT = re.compile(rf"(?:(?<=[\s(\[.,;–—/-])|^)(?:{_WORDS})(?={_NAME}[.)\]\s]*$)")
_BEFORE, _AFTER = " \t\n\xa0([–—-|/,;", " \t\n\xa0)]."


def as_credit(name: str) -> str:
    """
    Return the credit line of a photo, given the name of who took it; "" for no name.

    >>> as_credit("Lê Hải"), as_credit("Nguồn ảnh: Báo Thanh Hóa"), as_credit("")
    ('Ảnh: Lê Hải', 'Nguồn ảnh: Báo Thanh Hóa', '')
    """
    return name if not name or ":" in name else f"{LABEL}: {name}"


def split_credit(caption: str) -> tuple[str, str]:
    """
    Return a caption without the credit at its end, and the credit, "" where there is none.

    >>> split_credit("Bờ đê sông Chu. (Ảnh: Lê Hải)")
    ('Bờ đê sông Chu.', 'Ảnh: Lê Hải')
    >>> split_credit("Bà con xem ảnh: ai cũng vui")
    ('Bà con xem ảnh: ai cũng vui', '')
    """
    found = _start(caption)
    if found is None:
        return caption, ""
    credit = _without_opening(caption[found:].rstrip(_AFTER))
    return caption[:found].rstrip(_BEFORE), credit


def _start(text: str) -> int | None:
    """Return the offset at which the credit at the end of a text begins, its parenthesis included; None without one."""
    places = [match.start() for match in _CREDIT.finditer(text)]
    if not places:
        return None
    before = text[: places[-1]]
    return len(before) - 1 if before.endswith(("(", "[")) else places[-1]


def _without_opening(credit: str) -> str:
    """Return a credit without an opening parenthesis, its first letter a capital."""
    credit = credit.lstrip("([")
    return credit[:1].upper() + credit[1:]


def mark_credit(caption: Element) -> Element | None:
    """
    Move the credit at the end of a caption into a <span> of its own and return that, None where there is no credit.

    Elements within the credit stay as they are; a credit that begins in the middle of another element is left
    where it is.
    """
    found = _start("".join(caption.itertext()))
    position = None if found is None else _position_in_tree(caption, found)
    if position is None:
        return None
    number, offset = position
    children = list(caption)
    before = caption if number == 0 else children[number - 1]
    text = (before.text if number == 0 else before.tail) or ""
    span = Element("span", {"class": CSS_CLASS})
    span.text = _without_opening(text[offset:])
    for child in children[number:]:
        caption.remove(child)
        span.append(child)
    _strip_end(span)
    rest = text[:offset].rstrip(_BEFORE)
    rest = f"{rest} " if rest or number else ""
    if number == 0:
        caption.text = rest
    else:
        before.tail = rest
    caption.append(span)
    return span


def _position_in_tree(caption: Element, offset: int) -> tuple[int, int] | None:
    """Return behind how many children, and where in the text that follows them, an offset in the whole text lies."""
    behind = len(caption.text or "")
    if offset < behind:
        return 0, offset
    for number, child in enumerate(caption):
        if offset == behind:
            # The credit begins with this child.
            text = (caption.text if number == 0 else caption[number - 1].tail) or ""
            return number, len(text)
        behind += len("".join(child.itertext()))
        if offset < behind:
            return None
        tail = len(child.tail or "")
        if offset < behind + tail:
            return number + 1, offset - behind
        behind += tail
    return None


def _strip_end(element: Element) -> None:
    """Take closing marks off the end of an element's text, however deep in it the text ends."""
    while len(element):
        last = element[-1]
        last.tail = (last.tail or "").rstrip(_AFTER)
        if last.tail:
            return
        element = last
    element.text = (element.text or "").rstrip(_AFTER)
