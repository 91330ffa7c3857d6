"""Tidy and check the Markdown source before it is parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from plugins.problems.problem import Problem, error, warning
from plugins.prose import limits
from plugins.prose.box_tags import is_box
from plugins.prose.character_placeholders import with_placeholders, without_body_placeholders
from plugins.prose.code import Fenced, find_fences, outside_spans
from plugins.prose.comments import without_comments
from plugins.prose.habits import as_commonmark, with_tight_bold
from plugins.prose.lists import indented_by_four, with_plain_spaces
from plugins.prose.pitfalls import check_pitfalls, is_wrongly_underlined
from plugins.prose.table_rows import check_rows, is_separator, row_cells
from plugins.vietnamese.numbers import file_size, with_thousands_points

_TAG = re.compile(
    r"""</?[a-zA-Z][^\s<>/"'=]{0,60}(?:[\s/](?:[^<>"']|"[^"]{0,4000}"|'[^']{0,4000}'){0,4000})?>"""
    r"""|<(?:https?|mailto|ftp):[^<>\s]{1,2000}>|<[^<>\s@/"']{1,200}@[^<>\s@/"']{1,200}>"""
    r"""|<(?=[^<>\n]{1,500}>\))"""
)
_BRACKETS_WITHOUT_COST = 100
_LONE = re.compile(r"<")
_LONE_QUOTES = re.compile(r"(?<!\\)`+")
_STAR_MARK = re.compile(r"\*(?:(?<=\(\*)\*{0,2}(?=\))|(?<=\w\*)(?=\d)|(?<=\d\*)(?=\w))")
_FENCE_MARK = re.compile(r"`{3,}|~{3,}")
_ITEM = re.compile(r"^ {0,3}(?:[-+*]|1[.)])[ \t]+\S")
_ANY_ITEM = re.compile(r"^[ \t]*(?:[-+*]|\d{1,9}[.)])[ \t]+\S")
_EMPTY_ITEM = ("-", "+", "*")
_ABBREVIATION = re.compile(r"^ {0,3}\*\[")
_FOOTNOTE = re.compile(r"^ {0,3}\[\^[^\]\n]*\]:")


@dataclass(frozen=True, slots=True)
class Prepared:
    """The source as it is to be parsed; ``readable`` is False where an error makes parsing pointless."""

    text: str
    problems: tuple[Problem, ...] = ()
    readable: bool = True


@dataclass(slots=True)
class _Block:
    """Lines between two blank lines, with the index of the first."""

    first: int
    lines: list[str] = field(default_factory=list)


def prepare(text: str, first_line: int, path: str, *, extended: bool = False) -> Prepared:
    """
    Return the source ready to be parsed, with every problem that its lines show; it begins on ``first_line``.

    ``extended`` tells that extensions of others read it too.
    """
    text = without_body_placeholders(text).replace("\r\n", "\n").replace("\r", "\n")
    problems: list[Problem] = list(_size_problems(text, first_line, path))
    fenced = find_fences(text.split("\n"), with_options=extended)
    if fenced.unclosed is not None:
        line = first_line + fenced.unclosed
        mark = _FENCE_MARK.search(fenced.lines[fenced.unclosed])
        shown = mark[0] if mark else "```"
        message = f"khối {shown} chưa đóng. Thêm một dòng {shown} ở cuối khối."
        return Prepared("", (*problems, error(path, line, "khoi-ma-chua-dong", message)), readable=False)
    masked = "\n".join("" if code else line for line, code in zip(fenced.lines, fenced.is_code, strict=True))
    plain, unclosed = without_comments(masked)
    if unclosed is not None:
        line = first_line + masked.count("\n", 0, unclosed)
        message = "“<!--” chưa đóng bằng “-->”, phần còn lại của bài sẽ mất. Thêm “-->” sau ghi chú."
        return Prepared("", (*problems, error(path, line, "ghi-chu-chua-dong", message)), readable=False)
    unbreakable = "\u00a0" in plain or "\u202f" in plain
    lines = [
        line if code else with_plain_spaces(bare) if unbreakable else bare
        for line, bare, code in zip(fenced.lines, plain.split("\n"), fenced.is_code, strict=True)
    ]
    problems += _depth_problems(lines, fenced.is_code, first_line, path)
    lines = indented_by_four(lines, fenced)
    blocks = list(_blocks(lines, fenced.is_code))
    # To Markdown two blank lines are a paragraph, if an empty one.
    blank = len(lines) - sum(fenced.is_code) - sum(len(block.lines) for block in blocks)
    if (paragraphs := max(len(blocks), blank // 2)) > limits.BLOCKS:
        message = f"bài có {with_thousands_points(paragraphs)} đoạn, quá nhiều cho một trang. Tách bài hoặc đính kèm tệp."
        problems.append(error(path, first_line, "bai-qua-nhieu-doan", message))
    long = (block for block in blocks if len(block.lines) > limits.STRUCTURE_LINES)
    if found := next((block for block in long if limits.is_too_structured(block.lines)), None):
        message = (
            f"từ dòng này có hơn {with_thousands_points(limits.STRUCTURE_LINES)} dòng gạch ngang, tiêu đề mục hay định nghĩa liền nhau. "
            "Để dòng trống giữa các đoạn, hoặc xóa bớt."
        )
        problems.append(error(path, first_line + found.first, "bai-qua-nhieu-doan", message))
    if any(problem.code in {"long-qua-sau", "bai-qua-nhieu-doan"} for problem in problems):
        return Prepared("", tuple(problems), readable=False)
    problems += check_pitfalls([(b.first + first_line, b.lines) for b in blocks], path)
    out = _tidied(lines, fenced, blocks, first_line, path, problems)
    return Prepared("\n".join(out), tuple(problems))


def _size_problems(text: str, first_line: int, path: str) -> Iterator[Problem]:
    """Yield warnings of a very long body and very long lines."""
    if len(text) <= limits.BIG_BODY:
        return
    size = file_size(len(text.encode()))
    yield warning(path, 0, "bai-dai", f"bài dài {size}. Nên tách thành nhiều bài hoặc đính kèm tệp PDF.")
    for number, line in enumerate(text.split("\n"), first_line):
        if len(line) > limits.BIG_BODY:
            size = file_size(len(line.encode()))
            yield warning(path, number, "doan-dai", f"một đoạn dài {size}, không có chỗ xuống dòng.")


def _depth_problems(
    lines: list[str], is_code: tuple[bool, ...], first_line: int, path: str
) -> Iterator[Problem]:
    """Yield one error for the first line that nests too deep."""
    indents: list[int] = []
    for number, (line, code) in enumerate(zip(lines, is_code, strict=True), first_line):
        if code or not line.strip():
            continue
        indent = limits.item_indent(line)
        if indent is None:
            if not line[0].isspace():
                indents = []
        else:
            while indents and indents[-1] >= indent:
                indents.pop()
            indents.append(indent)
        depth, quotes = limits.prefix_depth(line)
        if len(indents) + (0 if quotes else max(depth - 1, 0)) > limits.LIST_DEPTH:
            message = f"danh sách lồng quá {limits.LIST_DEPTH} cấp. Bớt cấp hoặc tách thành nhiều danh sách."
            yield error(path, number, "long-qua-sau", message)
            return


def _blocks(lines: list[str], is_code: tuple[bool, ...]) -> Iterator[_Block]:
    """Yield the blocks of text; fenced code is in none."""
    block: _Block | None = None
    for index, (line, code) in enumerate(zip(lines, is_code, strict=True)):
        if code or not line.strip():
            if block:
                yield block
            block = None
        elif block:
            block.lines.append(line)
        else:
            block = _Block(index, [line])
    if block:
        yield block


def _tidied(
    lines: list[str],
    fenced: Fenced,
    blocks: list[_Block],
    first_line: int,
    path: str,
    problems: list[Problem],
) -> list[str]:
    """Return the lines with every block tidied; problems found on the way are added to ``problems``."""
    out: list[str] = []
    behind = 0
    abbreviations = footnotes = 0
    has_definitions = any("*[" in line or "[^" in line for line in lines)
    for block in blocks:
        out += lines[behind : block.first]
        behind = block.first + len(block.lines)
        number = first_line + block.first
        if has_definitions:
            abbreviations += sum(1 for line in block.lines if _ABBREVIATION.match(line))
            footnotes += sum(1 for line in block.lines if _FOOTNOTE.match(line))
        many = max(abbreviations, footnotes) > limits.DEFINITIONS
        literal = many and (_ABBREVIATION.match(block.lines[0]) or _FOOTNOTE.match(block.lines[0]))
        out += _tidy_block(block.lines, number, path, problems, literal=bool(literal))
    out += lines[behind:]
    return out


def _tidy_block(
    lines: list[str], number: int, path: str, problems: list[Problem], *, literal: bool
) -> list[str]:
    """Return a block with a blank line before lists and tables, and with marks that mean themselves made literal."""
    if len(lines) == 1 and lines[0][0].isalpha() and not literal and not limits.is_too_marked(lines[0]):
        return [_with_literal_marks(lines[0])]
    apart = _with_blank_lines(lines, number, path, problems)
    problems += check_rows(lines, number, path)
    by_line = len(lines) > 1 and all(_ANY_ITEM.match(line) or "|" in line for line in lines)
    parts = apart if by_line else ["\n".join(apart)]
    sound = [part for part in parts if not (literal or limits.is_too_marked(part))]
    if len(sound) < len(parts):
        message = (
            "đoạn này có quá nhiều ký hiệu (* _ [ ` < & …), đọc sẽ mất rất lâu. "
            "Chia thành nhiều đoạn, tách bảng, hoặc đính kèm tệp."
        )
        problems.append(error(path, number, "qua-nhieu-ky-hieu", message))
    return "\n".join(map(_with_literal_marks, sound)).split("\n")


def _with_blank_lines(lines: list[str], number: int, path: str, problems: list[Problem]) -> list[str]:
    """Return the lines of a block, blank ones before lists and tables in it; quotations that nest too deep are text."""
    apart: list[str] = []
    in_list = bool(_ANY_ITEM.match(lines[0])) or lines[0][0].isspace()
    for index, line in enumerate(lines):
        depth, _ = limits.prefix_depth(line)
        if depth > limits.QUOTE_DEPTH:
            message = f"dòng mở đầu bằng {depth} dấu “>” lồng nhau; được giữ nguyên như chữ thường."
            problems.append(warning(path, number + index, "trich-dan-qua-sau", message))
            line = with_placeholders(line)
        if index and in_list and line.strip() in _EMPTY_ITEM:
            continue  # Its mark would make a heading of the item above it.
        if index and not in_list and _ITEM.match(line):
            apart.append("")
            in_list = True
        elif index and (is_wrongly_underlined(lines[index - 1], line) or _begins_table(lines, index, line)):
            apart.append("")
        apart.append(line)
    return apart


def _begins_table(lines: list[str], index: int, line: str) -> bool:
    """Tell whether ``line``, which stands at a place among lines, is the first row of a table."""
    return (
        index + 1 < len(lines)
        and "|" in line
        and is_separator(lines[index + 1])
        and not is_separator(line)
        and len(row_cells(line)) == len(row_cells(lines[index + 1]))
    )


def _with_literal_marks(text: str) -> str:
    """
    Return text with the habits of other editors read, in which “<” and “*” without a meaning stand for themselves.
    """
    if "<" in text and limits.is_html_block(text) and not is_box(text):
        return _literal_marks_in_text(text)
    text = _with_literal_brackets(text) if "[" in text else text
    text = with_tight_bold(text) if "**" in text else text
    if "<" not in text and "*" not in text and "`" not in text and "\\" not in text:
        return text
    return "".join(
        piece if code else _literal_marks_in_text(as_commonmark(piece)) for piece, code in outside_spans(text)
    )


def _with_literal_brackets(text: str) -> str:
    """Return text in which, where there are many, square brackets that are never closed stand for themselves."""
    if text.count("[") <= _BRACKETS_WITHOUT_COST:
        return text
    unmatched = {*limits.unmatched_brackets(text)}
    return "".join(with_placeholders(sign) if place in unmatched else sign for place, sign in enumerate(text))


def _literal_marks_in_text(text: str) -> str:
    """Do the same for text without code spans, in which a backquote is none of code."""
    text = _LONE_QUOTES.sub(lambda found: with_placeholders(found[0]), text)
    text = _STAR_MARK.sub(lambda found: with_placeholders(found[0]), text)
    if "<" not in text:
        return text
    out: list[str] = []
    behind = 0
    for found in _LONE.finditer(text):
        start = found.start()
        if start < behind:
            continue
        tag = _TAG.match(text, start)
        out.append(text[behind:start])
        out.append(tag[0] if tag else with_placeholders("<"))
        behind = tag.end() if tag else start + 1
    out.append(text[behind:])
    return "".join(out)
