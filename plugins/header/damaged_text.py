"""Find what damaged a text: lost letters, bytes read in a wrong code page, marks of a merge, pointers in place of files."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.problems import Problem, error
from plugins.vietnamese.conversion import convert_text
from plugins.vietnamese.encodings import from_double_utf8

LFS_POINTER = "version https://git-lfs.github.com/spec/"
_LOST = "\ufffd"
# UTF-8 that was read in the Western code page: each pair is half a Vietnamese letter and nothing that anybody writes.
_MISREAD = re.compile(
    "[ÃÄÅÆ][\x80-\x9f]|Ã[¡¢£¨©ª¬´µ½]|(?<=[a-zà-ỹ])Ã[\xa0²³¹º]|Ä[‘ƒ‚©¨]|Å[©¨]|Æ[°¡¯]|â€"
    "|á[»º][\x80-\x9f¡-¿‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ€?\ufffd]"
)
_ANY_DAMAGE = re.compile(f"{_LOST}|^<{{7}}|{_MISREAD.pattern}", re.MULTILINE)
_MERGE = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?|={7}")
_MERGE_BEGINS = re.compile(r"<{7} .+")
_MERGE_ENDS = ("<<<<<<<", ">>>>>>>")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def damaged_lines(path: str, text: str, convert: str) -> Iterator[Problem]:
    """Yield an error for each line of a text that is damaged; ``convert`` is the command that converts a file."""
    if not _ANY_DAMAGE.search(text):
        return
    lines = text.split("\n")
    merged = frozenset(_merge_marks(lines))
    for number, line in enumerate(lines, 1):
        if number in merged:
            message = (
                f"còn dấu xung đột của git (“{line[:20]}”): hai bản sửa chưa được gộp. "
                "Giữ phần đúng, rồi xóa cả ba dòng <<<<<<<, ======= và >>>>>>>."
            )
            yield error(path, number, "xung-dot-git", message)
        if _LOST in line:
            shown = _around(line, line.index(_LOST))
            message = f"có chữ đã mất, hiện thành “{_LOST}”: “{shown}”. Không máy nào đoán lại được: gõ lại theo bản gốc."
            yield error(path, number, "chu-hong", message)
        elif found := _misread(line):
            yield error(path, number, "phong-cu", _misread_message(line, found, convert))


def _misread(line: str) -> re.Match[str] | None:
    found = _MISREAD.search(line)
    # Between guillemets a word may end in “á”.
    return None if found and found[0].startswith("á") and "«" in line[: found.start()] else found


def _misread_message(line: str, found: re.Match[str], convert: str) -> str:
    shown = _around(line, found.start())
    mended = convert_text(line).text
    read = from_double_utf8(line)
    if mended != line and not _MISREAD.search(mended):
        way_out = f" → “{_around(mended, found.start())}”? Hãy chuyển: {convert}."
    elif not _MISREAD.search(read):
        way_out = f" → “{_around(read, found.start())}”? Gõ lại chữ ấy."
    else:
        way_out = ". Một phần chữ đã mất, máy không chuyển lại được: gõ lại theo bản gốc."
    return f"chữ bị chuyển mã hai lần: “{shown}”{way_out}"


def _around(line: str, place: int) -> str:
    """Return the words of a line around a place."""
    start = line.rfind(" ", 0, max(place - 15, 0)) + 1
    return " ".join(line[start : place + 30].split())


def _merge_marks(lines: list[str]) -> Iterator[int]:
    """Yield the numbers of the lines that git leaves where two changes could not be merged; in a code block they are text."""
    ends = {line[:7] for line in lines if _MERGE.fullmatch(line)}
    # One mark alone is left over from a conflict that was solved in part.
    marks = _MERGE if all(end in ends for end in _MERGE_ENDS) else _MERGE_BEGINS
    fence = ""
    for number, line in enumerate(lines, 1):
        opened = _FENCE.match(line)
        if opened and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else opened[1]
        elif not fence and marks.fullmatch(line):
            yield number


def may_be_damaged(text: str) -> bool:
    """Tell whether a text of ordinary Vietnamese letters may be damaged all the same: by a merge, or by “à” read wrongly."""
    return "<<<<<<<" in text or "Ã\xa0" in text


def is_lfs_pointer(text: str) -> bool:
    """Return whether a text is what Git LFS leaves in place of a file that it did not fetch."""
    return text.lstrip("\ufeff").startswith(LFS_POINTER)
