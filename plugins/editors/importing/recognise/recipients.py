"""Read to whom an official paper was sent, as its end lists them ("Nơi nhận: …")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plugins.editors.importing.imported_article import ImportedBlock, Paragraph, Role
from plugins.vietnamese.letters import fold

_HEADING = re.compile(r"^nơi\s+nhận\s*(?::\s*|$)", re.IGNORECASE)
_MARK = re.compile(r"^[-–—+•*]\s*")
# Without one of the signs a line goes on in the next, unless that begins another recipient.
_SENTENCE_SIGNS, _ENDINGS = (";", ".", "/"), " ;,./"
_ARCHIVE = "luu"
_TAIL, _MOST_LINES, _MOST_RECIPIENTS, _MOST_WORDS = 60, 200, 60, 40


def find_recipients(blocks: Sequence[ImportedBlock]) -> tuple[str, ...]:
    """
    Return those whom the end of a paper names as its recipients, none where it names nobody.

    They stand behind "Nơi nhận", one in each line with a dash before it; the copy for the archive is the last.
    """
    lines = [line for block in blocks[-_TAIL:] for line in _lines(block)]
    start = next((n for n in range(len(lines) - 1, -1, -1) if _HEADING.match(lines[n])), None)
    if start is None:
        return ()
    first = _HEADING.sub("", lines[start])
    behind = [first] if first else []
    out: list[str] = []
    for place, line in enumerate([*behind, *lines[start + 1 : start + _MOST_LINES]]):
        goes_on = bool(out) and not out[-1].endswith(_SENTENCE_SIGNS)
        if _MARK.match(line) or (first and not place):
            out += [_MARK.sub("", one.strip()) for one in re.split(r"(?<=;)", line) if one.strip()]
        elif goes_on:
            out[-1] = f"{out[-1]} {line}"
        else:
            break
        if out and fold(out[-1]).startswith(_ARCHIVE):
            break
    bare = (one.strip(_ENDINGS) for one in out[:_MOST_RECIPIENTS])
    return tuple(one for one in bare if one and len(one.split()) <= _MOST_WORDS)


def _lines(block: ImportedBlock) -> list[str]:
    """Return the lines of a paragraph, with the dash of a list item before it."""
    if not isinstance(block, Paragraph):
        return []
    lines = [" ".join(line.split()) for line in re.split(r"[\n\t]", block.text)]
    found = [line for line in lines if line]
    return [f"- {found[0]}", *found[1:]] if found and block.role is Role.BULLET else found
