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
_DASHED = re.compile(r"^ {0,3}[-+*][ \t]+\S")
_BULLET = re.compile(r"^\s*[•●▪◦‣·–][ \t]*\S")
_PICTURE = re.compile(r"^\[?!\[")
_SHORT = 60  # characters; a longer line was wrapped by an editor and means no break

Block = tuple[int, list[str]]


def check_pitfalls(blocks: Sequence[Block], path: str) -> Iterator[Problem]:
    """Yield the warnings of a body; a block is the number of its first line and its lines."""
    text = "\n".join(line for _, lines in blocks for line in lines)
    found_any = _JINJA.search(text) or identity_numbers.LIKELY.search(text)
    for number, lines in blocks:
        if found_any:
            yield from _check_lines(number, lines, path)
        yield from _check_bullets(number, lines, path) or _check_breaks(number, lines, path)
    yield from _check_numbers(blocks, path)


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


def _check_breaks(number: int, lines: Sequence[str], path: str) -> Iterator[Problem]:
    """Yield one warning for a paragraph of short lines, which will be joined into one."""
    for place in range(len(lines) - 1):
        line, following = lines[place], lines[place + 1]
        if _NOT_PROSE.match(line) or _NOT_PROSE.match(following) or _PICTURE.match(line):
            return
        if line.endswith(("  ", "\\")) or len(line) > _SHORT or "<br" in line or "|" in following:
            continue
        message = (
            "xuống dòng đơn sẽ bị nối thành một dòng. Muốn xuống dòng thật, thêm hai dấu cách ở cuối dòng; "
            "muốn thành đoạn mới, để một dòng trống."
        )
        yield warning(path, number + place, "xuong-dong", message)
        return


def _check_bullets(number: int, lines: Sequence[str], path: str) -> list[Problem]:
    """Return a warning for lines that look like a list but are none in Markdown: Word's bullets, dashes below a number."""
    for place, line in enumerate(lines):
        below_number = place > 0 and _NUMBERED.match(lines[place - 1]) and _DASHED.match(line)
        if below_number or (len(lines) > 1 and _BULLET.match(line)):
            message = (
                f"dòng “{line.strip()[:40]}” trông như một mục của danh sách nhưng sẽ bị nối với dòng bên cạnh. "
                "Để một dòng trống trước danh sách và mở đầu mỗi mục bằng “- ”."
            )
            return [warning(path, number + place, "xuong-dong", message)]
    return []


def _check_numbers(blocks: Sequence[Block], path: str) -> Iterator[Problem]:
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
