"""Make figures of the pictures that stand in a paragraph of their own, with the caption that follows them, and albums of many."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from itertools import groupby
from xml.etree.ElementTree import Element

from plugins.prose.credits import LABEL, mark_credit
from plugins.prose.heading_levels import element_text

# So many pictures one after the other are looked at side by side.
ALBUM = 4
_IN_PARENTHESES = re.compile(r"^\([^()]*(?:\([^()]*\)[^()]*)*\)[.]?$")


def is_picture_element(element: Element) -> bool:
    """Return whether an element is a picture, or a link around nothing but one."""
    if element.tag == "a":
        return len(element) == 1 and element[0].tag == "img" and not _text(element.text, element[0].tail)
    return element.tag == "img"


def _text(*parts: str | None) -> str:
    return "".join(part or "" for part in parts).strip()


def _without_parentheses(caption: Element) -> None:
    """Take the outer parentheses off a caption, in whichever of its elements they stand."""
    first = next((e for e in caption.iter() if (e.text or "").lstrip().startswith("(")), None)
    if first is not None:
        first.text = (first.text or "").lstrip()[1:]
    last: tuple[Element, str] | None = None
    for element in caption.iter():
        if ")" in (element.text or ""):
            last = (element, "text")
        if element is not caption and ")" in (element.tail or ""):
            last = (element, "tail")
    # Tails come after everything inside their element, so the last tail at the top wins.
    for element in reversed(list(caption)):
        if ")" in (element.tail or ""):
            last = (element, "tail")
            break
    if last:
        text = getattr(last[0], last[1]) or ""
        setattr(last[0], last[1], text[: text.rindex(")")])


def _caption(text: str | None, elements: list[Element]) -> Element | None:
    """
    Return the <figcaption> that a text and elements make, or None when they are no caption.

    A caption stands in parentheses or in italics; a photo credit may follow it, or stand there alone.
    """
    written = Element("figcaption")
    written.text = (text or "").lstrip()
    written.extend(elements)
    words = element_text(written)
    if not words:
        return None
    caption = _unwrapped(written, words)
    if caption is not None:
        mark_credit(caption)
    elif LABEL in words:
        caption = _with_credit_behind(written)
    return caption


def _with_credit_behind(written: Element) -> Element | None:
    """Return the caption whose credit stands behind its parentheses or italics, or alone; None if there is none."""
    marked = copy.deepcopy(written)
    credit = mark_credit(marked)
    if credit is None:
        return None
    marked.remove(credit)
    words = element_text(marked)
    inner = _unwrapped(marked, words) if words else Element("figcaption")
    if inner is None:
        return None
    if len(inner):
        inner[-1].tail = f"{inner[-1].tail or ''} "
    elif words:
        inner.text = f"{inner.text or ''} "
    inner.append(credit)
    return inner


def _unwrapped(written: Element, words: str) -> Element | None:
    """Return what parentheses or italics hold, None for what stands in neither; ``words`` is the whole text."""
    inner = written
    if len(written) == 1 and written[0].tag == "em" and not _text(written.text, written[0].tail):
        inner = Element("figcaption")
        inner.text = written[0].text
        inner.extend(list(written[0]))
    elif not _IN_PARENTHESES.match(words):
        return None
    if _IN_PARENTHESES.match(words):
        _without_parentheses(inner)
    if len(inner):
        inner[-1].tail = (inner[-1].tail or "").rstrip()
    inner.text = (inner.text or "").strip() if not len(inner) else (inner.text or "").lstrip()
    return inner


def _pictures_and_rest(paragraph: Element) -> tuple[list[Element], str, list[Element]] | None:
    """Return a paragraph's leading pictures, the text after them, and the elements after that."""
    if _text(paragraph.text):
        return None
    children = list(paragraph)
    pictures: list[Element] = []
    for place, child in enumerate(children):
        if child.tag == "br" and not _text(child.tail):
            continue
        if not is_picture_element(child):
            return pictures, "", children[place:]
        pictures.append(child)
        if _text(child.tail) or (
            place + 1 < len(children) and children[place + 1].tag not in ("img", "a", "br")
        ):
            return pictures, child.tail or "", children[place + 1 :]
        if place + 1 < len(children) and children[place + 1].tag == "br" and _text(children[place + 1].tail):
            return pictures, children[place + 1].tail or "", children[place + 2 :]
    return pictures, "", []


def _figure(picture: Element, caption: Element | None) -> Element:
    figure = Element("figure", {"class": "figure"})
    picture.tail = None
    figure.append(picture)
    if caption is not None:
        figure.append(caption)
    figure.tail = "\n"
    return figure


def make_figures(root: Element) -> None:
    """Replace each paragraph of pictures at the top of a tree by figures, and those that follow each other by an album."""
    root[:] = _with_albums(with_figures(list(root)))


def with_figures(blocks: Sequence[Element]) -> list[Element]:
    """Return blocks in which each paragraph of pictures is replaced by figures, with the caption that follows it."""
    made: list[Element] = []
    skip = False
    for place, block in enumerate(blocks):
        if skip:
            skip = False
            continue
        parts = _pictures_and_rest(block) if block.tag == "p" else None
        if not parts or not parts[0]:
            made.append(block)
            continue
        pictures, text, rest = parts
        caption: Element | None = None
        if _text(text) or rest:
            caption = _caption(text, rest)
            if caption is None:
                made.append(block)
                continue
        elif place + 1 < len(blocks) and blocks[place + 1].tag == "p":
            following = blocks[place + 1]
            if following.find(".//img") is None:
                caption = _caption(following.text, list(following))
                skip = caption is not None
        made += [_figure(picture, None) for picture in pictures[:-1]]
        made.append(_figure(pictures[-1], caption))
    return made


def _with_albums(blocks: list[Element]) -> list[Element]:
    found: list[Element] = []
    for is_figure, run in groupby(blocks, lambda block: block.tag == "figure"):
        together = list(run)
        if is_figure and len(together) >= ALBUM:
            album = Element("div", {"class": "album"})
            album.text = album.tail = "\n"
            album.extend(together)
            together = [album]
        found += together
    return found
