"""Check stylesheets and scripts of the theme: do brackets, strings and comments close, and is what they import there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator

from plugins.building.edition.link_targets import served_file
from plugins.problems import Problem, error
from plugins.publishing.audit.site_base import SiteBase

_OPENING = {"(": ")", "[": "]", "{": "}"}
_SHEET_TOKEN = re.compile(
    r"/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|url\(\s*[^\"'\s)][^)\n]*\)|[(){}\[\]]|/\*|[\"']",
    re.DOTALL,
)
_SCRIPT_TOKEN = re.compile(
    r"//[^\n]*|/\*.*?\*/|\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|[`(){}\[\]]|/\*|[\"']|/", re.DOTALL
)
_LAST = re.compile(r"(?:[\w$\u00c0-\uffff]+|\+\+|--|\S)\s*\Z")
_TEMPLATE = re.compile(r"(?:\\.|\$(?!\{)|[^`\\$])*(`|\$\{)", re.DOTALL)
_PATTERN = re.compile(r"/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\[\n])+/[a-z]*")
# After these a slash begins a regular expression; after any other word or a closing bracket it divides.
_BEFORE_PATTERN = frozenset(
    {
        "return",
        "typeof",
        "case",
        "in",
        "of",
        "do",
        "else",
        "void",
        "delete",
        "throw",
        "new",
        "await",
        "yield",
        "instanceof",
    }
)
_IMPORTS = re.compile(
    r"\bimport\s*\(\s*[\"']([^\"']+)[\"']\s*\)|\b(?:import|export)\b[^\"';()]{0,2000}?\bfrom\s*[\"']([^\"']+)[\"']|^[ \t]*import\s*[\"']([^\"']+)[\"']",
    re.MULTILINE,
)
_SHEET_IMPORT = re.compile(r"@import\s+(?:url\(\s*)?[\"']?([^\"')\s;]*)")
_SHEET_ADDRESS = re.compile(r"url\(\s*[\"']?((?:https?:)?//[^\"')\s]+)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def check_stylesheet(path: str, text: str, base: SiteBase, files: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with a stylesheet."""
    if fault := unbalanced(_sheet_tokens(text)):
        yield error(path, 0, "ma-hong", f"kiểu dáng không đọc được: {fault}. Trình duyệt sẽ bỏ phần còn lại.")
    bare = _COMMENT.sub("", text)
    for found in _SHEET_IMPORT.finditer(bare):
        yield from _imported(path, found[1], base, files)
    for found in _SHEET_ADDRESS.finditer(bare):
        if not base.is_own(found[1]):
            yield error(
                path, 0, "tai-ben-ngoai", f"kiểu dáng tải “{found[1][:100]}” từ nơi khác. Chép tệp về cổng."
            )


def check_script(path: str, text: str, base: SiteBase, files: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with a script."""
    if fault := unbalanced(_script_tokens(text)):
        yield error(path, 0, "ma-hong", f"mã không đọc được: {fault}. Trình duyệt sẽ không chạy tệp này.")
        return
    for found in _IMPORTS.finditer(text):
        name = found[1] or found[2] or found[3]
        if name.startswith((".", "/", "http:", "https:")):
            yield from _imported(path, name, base, files)


def _imported(path: str, name: str, base: SiteBase, files: Collection[str]) -> Iterator[Problem]:
    if re.match(r"(?:[a-z]+:)?//", name) and not base.is_own(name):
        yield error(path, 0, "tai-ben-ngoai", f"nhập “{name[:100]}” từ nơi khác. Chép tệp về cổng.")
        return
    below = name.removeprefix(base.siteurl) if base.siteurl else name
    below = (
        below.removeprefix(base.root)
        if below.startswith("/")
        else posixpath.join("/", posixpath.dirname(path), below)
    )
    meant = posixpath.normpath(below).lstrip("/").partition("?")[0]
    if not name or not served_file(meant, files):
        yield error(path, 0, "ma-hong", f"nhập “{name[:100]}”, tệp này không có.")


def unbalanced(tokens: Iterator[str]) -> str:
    """
    Return what does not close among tokens, "" where all does.

    >>> unbalanced(iter("({})")), unbalanced(iter("({)")), unbalanced(iter("(")), unbalanced(iter("'"))
    ('', '“)” không có chỗ mở', '“(” chưa đóng', "“'” chưa đóng")
    """
    stack: list[str] = []
    for token in tokens:
        if token in _OPENING:
            stack.append(token)
        elif token in ")]}":
            if not stack or _OPENING[stack.pop()] != token:
                return f"“{token}” không có chỗ mở"
        elif token in ("'", '"', "`", "/*"):
            return f"“{token}” chưa đóng"
    return f"“{stack[-1]}” chưa đóng" if stack else ""


def _sheet_tokens(text: str) -> Iterator[str]:
    for found in _SHEET_TOKEN.finditer(text):
        if len(found[0]) == 1 or found[0] == "/*":
            yield found[0]


def _script_tokens(text: str) -> Iterator[str]:
    """Yield the brackets of a script, and the sign of a string, comment or template that does not end."""
    place, templates, depth = 0, list[int](), 0
    # Where the code before a slash ends: a comment is none.
    code_end, comment_end = 0, -1
    while found := _SCRIPT_TOKEN.search(text, place):
        token, start, place = found[0], found.start(), found.end()
        if text[comment_end:start].strip():
            code_end = start
        if token[:2] in ("//", "/*") and token != "/*":
            code_end, comment_end = (code_end if comment_end >= 0 else start), place
            continue
        if token == "/":
            before = (
                text[max(code_end - 40, 0) : code_end]
                if comment_end >= 0
                else text[max(start - 40, 0) : start]
            )
            if _may_begin_pattern(before) and (pattern := _PATTERN.match(text, start)):
                place = pattern.end()
        elif token == "`" or (token == "}" and templates and depth == templates[-1]):
            if token == "}":
                templates.pop()
            whole = _TEMPLATE.match(text, place)
            if whole is None:
                yield "`"
                return
            place = whole.end()
            if whole[1] == "${":
                templates.append(depth)
        elif token in "([{":
            depth += 1
            yield token
        elif token in ")]}":
            depth -= 1
            yield token
        elif token in ("'", '"', "/*"):
            yield token
        comment_end = -1
    if templates:
        yield "`"


def _may_begin_pattern(before: str) -> bool:
    found = _LAST.search(before)
    if found is None:
        return True
    last = found[0].strip()
    if last in _BEFORE_PATTERN:
        return True
    return not (last in ("++", "--") or last[-1] in ")]}\"'`" or last[0].isalnum() or last[0] in "_$")
