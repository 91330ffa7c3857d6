"""Bring the HTML of word processors to ordinary HTML: lists of paragraphs, footnotes, comments, deleted text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from bs4 import BeautifulSoup, NavigableString, Tag

from plugins.editors.richtext.html_cells import class_names
from plugins.editors.richtext.left_out import LeftOut
from plugins.prose.footnotes_in_place import NOTE_ATTRIBUTE

_LEVEL = re.compile(r"mso-list\s*:[^;]*?\blevel(\d)", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_COMMENT = re.compile(r"mso-element\s*:\s*comment|mso-special-character\s*:\s*comment", re.IGNORECASE)
_NOTE = re.compile(r"mso-element\s*:\s*(?:footnote|endnote)\s*(?:;|$)", re.IGNORECASE)
_NOTES = re.compile(r"mso-element\s*:\s*(?:footnote|endnote)-list", re.IGNORECASE)
_HIDDEN = re.compile(r"mso-hide\s*:\s*all", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,4})[.)]")


def without_word(tree: BeautifulSoup, left_out: LeftOut) -> None:
    """Change a tree in place so that it says with HTML's own elements what a word processor says with styles."""
    _drop(tree, left_out)
    _name_notes(tree)
    for marked in _list_runs(tree):
        _make_list(tree, marked)


def _style(element: Tag) -> str:
    return str(element.get("style", ""))


def _words(element: Tag) -> str:
    return " ".join(element.get_text(" ").split())


def _drop(tree: BeautifulSoup, left_out: LeftOut) -> None:
    """Take out comments, deleted and hidden text, and tell what they said."""
    for element in tree.find_all(True):
        # Went with an element around it. Its own ``decomposed`` looks for a tag of that name first, through all that is in it.
        if vars(element).get("parent") is None:
            continue
        classes = class_names(element).lower()
        if _COMMENT.search(_style(element)) or "msocomanchor" in classes or "msocommentreference" in classes:
            kind = "Nhận xét trong Word"
        elif (
            element.name == "del" and (element.get("cite") or element.get("datetime"))
        ) or "msodel" in classes:
            kind = "Chữ đã xóa khi theo dõi thay đổi"
        elif _HIDDEN.search(_style(element)):
            kind = "Chữ ẩn"
        else:
            continue
        words = _words(element)
        element.decompose()
        if words:
            left_out.tell(f"{kind} không đưa vào bài: “{words}”.")


def _name_notes(tree: BeautifulSoup) -> None:
    """Mark footnotes: a link that leads to another that leads back is a reference, what holds the other is its note."""
    anchors: dict[str, Tag] = {}
    for anchor in tree.find_all("a"):
        for name in (anchor.get("name"), anchor.get("id")):
            if name:
                anchors.setdefault(str(name), anchor)
    stamp = sha256(tree.get_text().encode("utf-8", "replace")).hexdigest()[:6]
    number = 0
    for reference in tree.find_all("a", href=re.compile(r"^[^#]*#.")):
        if reference.decomposed or reference.parent is None:
            continue
        back = anchors.get(str(reference["href"]).partition("#")[2])
        names = {str(reference.get("name", "")), str(reference.get("id", ""))} - {""}
        if back is None or back is reference or back.decomposed:
            continue
        if str(back.get("href", "")).partition("#")[2] not in names:
            continue
        number += 1
        _make_note(tree, reference, back, f"dan-{stamp}-{number}")
    for notes in tree.find_all(style=_NOTES):
        for rule in notes.find_all("hr"):
            rule.decompose()


def _make_note(tree: BeautifulSoup, reference: Tag, back: Tag, label: str) -> None:
    holder = _holder(back)
    raised = reference.find_parent("sup")
    outer = raised if raised is not None and _words(raised) == _words(reference) else reference
    if holder is None or outer in holder.parents or holder in outer.parents or holder is outer:
        return
    back_raised = back.find_parent("sup")
    (back_raised if back_raised is not None and _words(back_raised) == _words(back) else back).decompose()
    section = tree.new_tag("section", attrs={NOTE_ATTRIBUTE: label})
    holder.wrap(section)
    call = tree.new_tag("sup", attrs={NOTE_ATTRIBUTE: label})
    call.string = label
    outer.replace_with(call)


def _holder(back: Tag) -> Tag | None:
    """Return the element that is a whole footnote."""
    for parent in back.parents:
        if isinstance(parent, Tag) and (_NOTE.search(_style(parent)) or _is_note_by_name(parent)):
            return parent
    return back.find_parent(["p", "li", "div"])


def _is_note_by_name(element: Tag) -> bool:
    return (
        element.name == "div"
        and re.fullmatch(r"(?:sd|)(?:foot|end)note\d+|(?:ftn|edn)\d+", str(element.get("id", ""))) is not None
    )


def _list_runs(tree: BeautifulSoup) -> Iterator[list[tuple[Tag, int, str]]]:
    """Yield the paragraphs that follow each other as items, each with its level and its mark."""
    run: list[tuple[Tag, int, str]] = []
    for paragraph in tree.find_all(["p", "h1", "h2", "h3", "h4", "h5", "h6", "div"], style=_LEVEL):
        mark = _mark(paragraph)
        if mark is None:
            continue
        if run and not _follows(run[-1][0], paragraph):
            yield run
            run = []
        level = _LEVEL.search(_style(paragraph))
        run.append((paragraph, int(level[1]) if level else 1, mark))
    if run:
        yield run


def _mark(paragraph: Tag) -> str | None:
    """Return the mark of an item as Word prints it, which is taken out; None for what has a mark that no list can have."""
    holder = paragraph.find(style=_IGNORED)
    if not isinstance(holder, Tag) or paragraph.name != "p":
        return None
    mark = _words(holder)
    if (
        any(sign.isalnum() for sign in mark)
        and not _NUMBER.fullmatch(mark)
        and mark not in ("o", "§", "ü", "Ø", "v", "q")
    ):
        # “a)”, “IV.”, “1.2.” are words of the text.
        holder.replace_with(NavigableString(f"{mark} "))
        return None
    holder.decompose()
    return mark


def _follows(before: Tag, paragraph: Tag) -> bool:
    sibling = before.next_sibling
    while sibling is not None and isinstance(sibling, NavigableString) and not sibling.strip():
        sibling = sibling.next_sibling
    return sibling is paragraph


def _make_list(tree: BeautifulSoup, items: list[tuple[Tag, int, str]]) -> None:
    """Put items into lists, deeper ones into the item before them."""
    opened: list[tuple[int, str, Tag]] = []
    first = items[0][0]
    for paragraph, level, mark in items:
        number = _NUMBER.fullmatch(mark)
        kind = "ol" if number else "ul"
        while opened and (opened[-1][0] > level or (opened[-1][0] == level and opened[-1][1] != kind)):
            opened.pop()
        if not opened or opened[-1][0] < level:
            made = tree.new_tag(kind, attrs={"start": number[1]} if number else {})
            holder = opened[-1][2].find_all("li", recursive=False)[-1] if opened else None
            if holder is not None:
                holder.append(made)
            else:
                first.insert_before(made)
            opened.append((level, kind, made))
        item = tree.new_tag("li")
        opened[-1][2].append(item)
        item.append(paragraph.extract() if paragraph is not first else _moved(tree, paragraph))


def _moved(tree: BeautifulSoup, paragraph: Tag) -> Tag:
    """Return a paragraph that leaves an empty one in its place, before which further lists are put."""
    copy = tree.new_tag("p")
    for child in list(paragraph.contents):
        copy.append(child.extract())
    return copy
