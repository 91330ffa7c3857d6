"""The preview's own pages: what there is to mend and what is not public yet, and what is shown before there is anything."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby

from plugins.editors.preview.overlay import NAME, problem_html
from plugins.editors.preview.snapshot import Snapshot, counted
from plugins.problems import Level, Problem

_FILES_SHOWN, _MARKS_SHOWN = 300, 300


def _page(title: str, main: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><meta name="robots" content="noindex">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title></head>'
        f'<body class="preview-own"><main><h1>{title}</h1>{main}</main></body></html>\n'
    )


def overview(snapshot: Snapshot) -> str:
    """Return the page of all problems of the portal and of all that the public does not see."""
    return _page(NAME, _problems(snapshot) + _unseen(snapshot))


def _problems(snapshot: Snapshot) -> str:
    """Return the problems file by file, the files with errors first."""
    title = f"<h2>Lỗi và lời nhắc</h2><p>{escape(counted(snapshot.problems))}</p>"
    ordered = sorted(snapshot.problems)
    files = [(path, list(of)) for path, of in groupby(ordered, key=lambda problem: problem.path)]
    files.sort(key=lambda one: not any(problem.level is Level.ERROR for problem in one[1]))
    pages = {source: page for page, source in snapshot.sources.items()}
    shown = "".join(_file(snapshot, pages.get(path, ""), path, of) for path, of in files[:_FILES_SHOWN])
    return f"{title}{shown}{_and_more(len(files) - _FILES_SHOWN, 'tệp')}"


def _file(snapshot: Snapshot, page: str, path: str, problems: Iterable[Problem]) -> str:
    name = escape(path)
    linked = f'<a href="{snapshot.href(page)}">{name}</a>' if page else name
    items = "".join(f"<li>{problem_html(problem)}</li>" for problem in problems)
    return f'<h3 class="preview-file">{linked}</h3><ul>{items}</ul>'


def _unseen(snapshot: Snapshot) -> str:
    """Return the articles that the public does not see; links to them say the reason, as everywhere."""
    marks = sorted(snapshot.marks.items(), key=lambda one: (one[1].text, one[0]))
    if not marks:
        return ""
    items = "".join(
        f'<li><a href="{snapshot.href(page)}">{escape(mark.title or page)}</a></li>'
        for page, mark in marks[:_MARKS_SHOWN]
    )
    return f"<h2>Chưa công bố</h2><ul>{items}</ul>{_and_more(len(marks) - _MARKS_SHOWN, 'bài')}"


def _and_more(number: int, what: str) -> str:
    return f"<p>… và {number} {what} khác.</p>" if number > 0 else ""


def not_ready(snapshot: Snapshot) -> str:
    """Return what is shown while nothing has been built."""
    if snapshot.fault:
        told = f'<pre class="preview-told">{escape(snapshot.fault)}</pre>'
        return _page("Chưa dựng được bản xem thử", f"{told}<p>Sửa chỗ ấy rồi lưu lại; trang này tự đổi.</p>")
    return _page("Đang dựng bản xem thử …", "<p>Trang này tự đổi khi dựng xong.</p>")


def not_found() -> str:
    """Return the page for an address that has none, where the portal has no such page of its own."""
    return _page("Không có trang này", "<p>Địa chỉ này không có trong bản xem thử.</p>")
