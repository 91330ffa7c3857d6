"""The preview's own pages: all problems and all articles that are not public, and what is shown before the first build."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby

from plugins.editors.preview.overlay import NAME, problem_html
from plugins.editors.preview.snapshot import Snapshot, problem_summary
from plugins.problems import Level, Problem

_MAX_FILES, _MAX_ARTICLES = 300, 300


def _page(title: str, main: str) -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8"><meta name="robots" content="noindex">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title></head>'
        f'<body class="preview-own"><main><h1>{title}</h1>{main}</main></body></html>\n'
    )


def overview_page(snapshot: Snapshot) -> str:
    """Return the page of all problems of the portal and of all articles that are not public."""
    return _page(NAME, _problems(snapshot) + _not_public(snapshot))


def _problems(snapshot: Snapshot) -> str:
    """Return the problems file by file, the files with errors first."""
    title = f"<h2>Lỗi và lời nhắc</h2><p>{escape(problem_summary(snapshot.problems))}</p>"
    ordered = sorted(snapshot.problems)
    files = [(path, list(of)) for path, of in groupby(ordered, key=lambda problem: problem.path)]
    files.sort(key=lambda one: not any(problem.level is Level.ERROR for problem in one[1]))
    pages = {source: page for page, source in snapshot.sources.items()}
    shown = "".join(_file(snapshot, pages.get(path, ""), path, of) for path, of in files[:_MAX_FILES])
    return f"{title}{shown}{_and_more(len(files) - _MAX_FILES, 'tệp')}"


def _file(snapshot: Snapshot, page: str, path: str, problems: Iterable[Problem]) -> str:
    name = escape(path)
    linked = f'<a href="{snapshot.href(page)}">{name}</a>' if page else name
    items = "".join(f"<li>{problem_html(problem)}</li>" for problem in problems)
    return f'<h3 class="preview-file">{linked}</h3><ul>{items}</ul>'


def _not_public(snapshot: Snapshot) -> str:
    """Return the articles that are not public; the overlay adds the badges to the links."""
    badges = sorted(snapshot.badges.items(), key=lambda one: (one[1].text, one[0]))
    if not badges:
        return ""
    items = "".join(
        f'<li><a href="{snapshot.href(page)}">{escape(badge.title or page)}</a></li>'
        for page, badge in badges[:_MAX_ARTICLES]
    )
    return f"<h2>Chưa công bố</h2><ul>{items}</ul>{_and_more(len(badges) - _MAX_ARTICLES, 'bài')}"


def _and_more(number: int, what: str) -> str:
    return f"<p>… và {number} {what} khác.</p>" if number > 0 else ""


def not_ready(snapshot: Snapshot) -> str:
    """Return the page that is shown before the first build."""
    if snapshot.fault:
        fault = f'<pre class="preview-fault-text">{escape(snapshot.fault)}</pre>'
        return _page("Chưa dựng được bản xem thử", f"{fault}<p>Sửa chỗ ấy rồi lưu lại; trang này tự đổi.</p>")
    return _page("Đang dựng bản xem thử …", "<p>Trang này tự đổi khi dựng xong.</p>")


def not_found() -> str:
    """Return the page for addresses without a page, where the portal has no such page of its own."""
    return _page("Không có trang này", "<p>Địa chỉ này không có trong bản xem thử.</p>")
