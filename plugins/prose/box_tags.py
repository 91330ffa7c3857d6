"""Set the tags of boxes (<details>, <div>, <section>) apart in a Markdown source, so that Markdown in them is read."""

from __future__ import annotations

import re

from markdown.preprocessors import Preprocessor

_BOXES = r"(?:details|div|section)"
_TAG_LINE = re.compile(
    rf"^[ \t]*(?:</?{_BOXES}\b[^<>]*>\s*|<summary\b[^<>]*>[^\n]*?</summary>\s*)+$", re.IGNORECASE
)
_BOX = re.compile(rf" {{0,3}}</?{_BOXES}\b", re.IGNORECASE)
_OPENS_CODE = re.compile(r"<(pre|textarea|script|style)\b", re.IGNORECASE)
_MAY_MATTER = re.compile(rf"</?{_BOXES}\b", re.IGNORECASE)


def is_box_line(line: str) -> bool:
    """
    Return whether a line holds nothing but tags of boxes.

    >>> is_box_line("  <details><summary>Xem</summary>"), is_box_line("<div>chữ")
    (True, False)
    """
    return "<" in line and bool(_TAG_LINE.match(line))


def is_box(text: str) -> bool:
    """
    Return whether a paragraph begins with the tag of a box, so that it holds Markdown like any other.

    >>> is_box("<details>\\n**a**"), is_box("<table>")
    (True, False)
    """
    return bool(_BOX.match(text))


class BoxTags(Preprocessor):
    """Takes out lines that hold nothing but tags of boxes; what stands between them is Markdown like any other."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with a mark for finished HTML in the place of each such line, blank lines around it."""
        if not any(_MAY_MATTER.search(line) for line in lines if "<" in line):
            return lines
        out: list[str] = []
        verbatim = ""
        for line in lines:
            if verbatim:
                out.append(line)
                verbatim = "" if f"</{verbatim}" in line.lower() else verbatim
            elif _TAG_LINE.match(line):
                indent = line[: len(line) - len(line.lstrip())]
                out += ["", indent + self.md.htmlStash.store(line.strip()), ""]
            else:
                out.append(line)
                opened = _OPENS_CODE.search(line)
                if opened and f"</{opened[1].lower()}" not in line.lower()[opened.end() :]:
                    verbatim = opened[1].lower()
        return out
