"""Warn of what Markdown reads otherwise than its writer meant: line breaks, bullets, numbers, template syntax."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from plugins.problems.problem import Problem, warning
from plugins.prose import identity_numbers

# It begins with a literal character, which makes a search over a long text fast.
_JINJA = re.compile(r"\{[{%]")
_NUMBERED = re.compile(r"^ {0,3}(\d{1,9})[.)][ \t]+\S")
_NOT_PROSE = re.compile(r"^(?:[ \t]|[-+*][ \t]|\d{1,9}[.)][ \t]|[>|#:!<=]|\*\[|\[[^\]]*\]:|-{2,}|={2,})")
_BULLET = re.compile(r"^\s*[•●▪◦‣·–][ \t]*\S")
_BRACKETED = re.compile(r"^\s*(?:\d{1,3}|[a-zđ])\)[ \t]*\S")
_UNDERLINE = re.compile(r"^-+[ ]*$")
_ENDS = re.compile(r"#|(?:[-*_] *){3,}$|=+ *$")
_PICTURE = re.compile(r"^\[?!\[")
_RULE = 5  # dashes; as many as the line above has letters underline it
_SHORT = 60  # characters; a longer line was wrapped by an editor and means no break

LineBlock = tuple[int, list[str]]


def check_pitfalls(blocks: Sequence[LineBlock], path: str) -> Iterator[Problem]:
    """Yield the warnings of a body; a block is the number of its first line and its lines."""
    text = "\n".join(line for _, lines in blocks for line in lines)
    found_any = _JINJA.search(text) or identity_numbers.LIKELY.search(text)
    for number, lines in blocks:
        if found_any:
            yield from _check_lines(number, lines, path)
        yield from _check_underline(number, lines, path)
        yield from _check_bullets(number, lines, path) or _check_breaks(number, lines, path)
    yield from _check_numbers(blocks, path)


def is_wrongly_underlined(line: str, following: str) -> bool:
    """
    Return whether dashes would make a heading of an item, a quotation or a picture: a rule below it is meant.

    >>> is_wrongly_underlined("- một", "---"), is_wrongly_underlined("một", "---")
    (True, False)
    """
    return following[:3] == "---" and bool(_UNDERLINE.match(following) and _NOT_PROSE.match(line))


def _check_lines(number: int, lines: Iterable[str], path: str) -> Iterator[Problem]:
    for place, line in enumerate(lines, number):
        if mark := _JINJA.search(line):
            message = f"có “{mark[0]}”, giống lệnh của khuôn mẫu; trang sẽ hiện nguyên như chữ thường."
            yield warning(path, place, "lenh-khuon-mau", message)
        if identity_numbers.has_identity_number(line):
            message = (
                "có dãy 12 chữ số giống số căn cước. Xóa hoặc che bớt nếu là dữ liệu cá nhân "
                "(Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15)."
            )
            yield warning(path, place, "so-can-cuoc", message)


def _check_underline(number: int, lines: Sequence[str], path: str) -> Iterator[Problem]:
    """Yield a warning for each line that becomes a heading because dashes stand right below it; a long row means that."""
    for place in range(1, len(lines)):
        line, rule = lines[place - 1], lines[place]
        if rule[:1] != "-":
            continue
        # Further down in a block, only what follows a rule or a heading is read anew.
        begins = place == 1 or _ENDS.match(lines[place - 2])
        meant = len(rule) > _RULE and len(rule) >= len(line)
        if begins and _UNDERLINE.match(rule) and not meant and not _NOT_PROSE.match(line):
            message = (
                f"dòng “{line.strip()[:40]}” thành tiêu đề vì có “{rule.strip()[:10]}” ngay dưới. Nếu muốn kẻ ngang, "
                "để một dòng trống trước nó; nếu muốn tiêu đề, viết “## ” trước tiêu đề và xóa dòng gạch."
            )
            yield warning(path, number + place, "gach-duoi-doan", message)


def _check_breaks(number: int, lines: Sequence[str], path: str) -> Iterator[Problem]:
    """Yield one warning for a paragraph of short lines, which will be joined into one."""
    for place in range(len(lines) - 1):
        line, following = lines[place], lines[place + 1]
        if _NOT_PROSE.match(line) or _NOT_PROSE.match(following) or _PICTURE.match(line):
            return
        if line.endswith(("  ", "\\")) or len(line) > _SHORT or "<br" in line or "|" in following:
            continue
        columns = line.strip().count("\t")
        if columns and columns == following.strip().count("\t"):
            message = (
                "các dòng này có cột cách nhau bằng phím Tab, như bảng dán từ Excel, và sẽ bị nối thành một dòng. Viết mỗi hàng "
                "“| ô | ô |” và một dòng “|---|---|” dưới hàng đầu, hoặc đính kèm tệp."
            )
            yield warning(path, number + place, "xuong-dong", message)
            return
        message = (
            "xuống dòng đơn sẽ bị nối thành một dòng. Muốn xuống dòng thật, thêm hai dấu cách ở cuối dòng; "
            "muốn thành đoạn mới, để một dòng trống."
        )
        yield warning(path, number + place, "xuong-dong", message)
        return


def _check_bullets(number: int, lines: Sequence[str], path: str) -> list[Problem]:
    """Return a warning for lines that look like a list but are none in Markdown: Word's bullets, 1)."""
    for place, line in enumerate(lines):
        bracketed = ")" in line and _BRACKETED.match(line) and any(map(_BRACKETED.match, lines[place + 1 :]))
        if bracketed or (len(lines) > 1 and _BULLET.match(line)):
            message = (
                f"dòng “{line.strip()[:40]}” trông như một mục của danh sách nhưng sẽ bị nối với dòng bên cạnh. "
                "Để một dòng trống trước danh sách và mở đầu mỗi mục bằng “- ”."
            )
            return [warning(path, number + place, "xuong-dong", message)]
    return []


def _check_numbers(blocks: Sequence[LineBlock], path: str) -> Iterator[Problem]:
    """Yield a warning where a number at the start of a line begins a list, or a list skips numbers."""
    last: int | None = None
    for number, lines in blocks:
        listed = bool(_NUMBERED.match(lines[0]))
        for place, line in enumerate(lines):
            found = _NUMBERED.match(line)
            if not found or (place and not listed):
                continue
            value = int(found[1])
            if value != 1 and last is None:
                message = f"“{value}.” ở đầu dòng được hiểu là mục của một danh sách đánh số từ {value}."
                yield warning(
                    path, number + place, "danh-sach-so", f"{message} Nếu không phải, viết “{value}\\.”."
                )
            elif last is not None and value not in (1, last, last + 1):
                message = f"danh sách nhảy từ “{last}.” sang “{value}.”; số hiện ra trên trang có thể khác."
                yield warning(path, number + place, "danh-sach-so", message)
            last = value
