"""Lay the preview over a built page: a band, badges beside links to what is not public, problems at their places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape, unescape

from plugins.editors.preview.source_positions import blocks, position_of
from plugins.pages.addresses import PREVIEW
from plugins.problems import Level, Problem

OVERVIEW = PREVIEW
FILES = f"{PREVIEW}tep/"
NAME = "Bản xem thử"
_LINK = re.compile(r"""<a\b[^>]*?\bhref="([^"#?]*)[^"]*"[^>]*>(.*?)</a>""", re.DOTALL)
_MARKUP = re.compile(r"<[^>]*>")
# Filled by the script of an open page when a build has failed; it is no part of the page.
_FAULT = (
    '<section class="preview-fault" role="alert" data-preview-fault hidden>'
    "<p><strong>Chưa dựng được; trang dưới đây là bản trước.</strong></p><pre></pre></section>"
)
_TITLES = {Level.ERROR: "Lỗi", Level.WARNING: "Nhắc"}


@dataclass(frozen=True, slots=True)
class PageNotes:
    """
    What the preview says on one page.

    ``page`` is its path, ``source`` its source file ("" for a list) and ``lines`` the lines of that file;
    ``badge`` says why the page is not public, ``link_badges`` the same of other pages by the addresses of
    links. ``summary`` counts the problems of the whole portal; ``edit_address`` is that of the editor or "";
    ``version`` is "" on a page that does not refresh itself.
    """

    root: str = ""
    page: str = ""
    source: str = ""
    badge: str = ""
    problems: Sequence[Problem] = ()
    lines: Sequence[str] = ()
    link_badges: Mapping[str, str] = field(default_factory=dict)
    summary: str = ""
    edit_address: str = ""
    version: str = ""


def with_overlay(html: str, notes: PageNotes) -> str:
    """Return a page with the overlay; every word of the page itself stays."""
    placed = _places(html, notes)
    html = _with_badges(_with_marks(html, notes, placed), notes.link_badges)
    inside = "main" if re.search(r"<main\b", html) else "body"
    html = _after(html, inside, _problem_list(notes, placed))
    html = _after(html, "body", _band(notes) + (_FAULT if notes.version else ""))
    sheet = f'<link rel="stylesheet" href="{notes.root}/{FILES}preview.css">'
    more = _script(notes) if notes.version else '<meta name="robots" content="noindex, nofollow">'
    return _before(html, "</head>", sheet + more)


def _script(notes: PageNotes) -> str:
    facts = {"root": notes.root, "page": notes.page, "source": notes.source, "version": notes.version}
    attributes = "".join(f' data-preview-{name}="{escape(value)}"' for name, value in facts.items())
    return f'<script type="module" src="{notes.root}/{FILES}live.js"{attributes}></script>'


def _after(html: str, name: str, more: str) -> str:
    """Return a page with ``more`` behind its first start tag of a name, or at its beginning if there is no such tag."""
    found = re.search(rf"<{name}\b[^>]*>", html) if more else None
    place = found.end() if found else 0
    return html[:place] + more + html[place:]


def _before(html: str, tag: str, more: str) -> str:
    place = max(html.find(tag), 0)
    return html[:place] + more + html[place:]


def badge_html(text: str) -> str:
    """Return a badge as HTML."""
    return f'<span class="preview-badge">{escape(text)}</span>'


def _with_badges(html: str, badges: Mapping[str, str]) -> str:
    """
    Return a page with badges at its links to what is not public.

    A link of many parts may be laid out as a whole, so the badge is put into it.

    >>> _with_badges('<a href="/a/#x">Bài</a>. <a href="/a/"><img></a>', {"/a/": "Nháp"})
    '<a href="/a/#x">Bài</a> <span class="preview-badge">Nháp</span>. <a href="/a/"><img></a>'
    >>> _with_badges('<a href="/a/"><b>Bài</b></a>', {"/a/": "Nháp"})
    '<a href="/a/"><b>Bài</b> <span class="preview-badge">Nháp</span></a>'
    """
    if not any(href in html for href in badges):
        return html

    def with_badge(link: re.Match[str]) -> str:
        text = badges.get(unescape(link[1]))
        if not text or not _MARKUP.sub("", link[2]).strip():
            return link[0]
        if "<" not in link[2]:
            return f"{link[0]} {badge_html(text)}"
        return f"{link[0].removesuffix('</a>')} {badge_html(text)}</a>"

    return _LINK.sub(with_badge, html)


def _with_marks(html: str, notes: PageNotes, placed: Mapping[int, int]) -> str:
    """Return a page with each problem before the block that it is about; ``placed`` has their positions by number."""
    for number in sorted(placed, key=lambda one: (placed[one], one), reverse=True):
        problem, place = notes.problems[number], placed[number]
        text = f"{_TITLES[problem.level]}, dòng {problem.line}: {problem.message}"
        kind = problem.level.name.lower()
        mark = f'<strong class="preview-mark preview-mark--{kind}" id="{_anchor(number)}">{escape(text)}</strong> '
        html = html[:place] + mark + html[place:]
    return html


def _places(html: str, notes: PageNotes) -> dict[int, int]:
    """Return the position on the page of each problem, by its number, where it is known."""
    if not notes.problems:
        return {}
    found = blocks(html)
    places = (position_of(notes.lines, problem.line, found) for problem in notes.problems)
    return {number: place for number, place in enumerate(places) if place is not None}


def _anchor(number: int) -> str:
    return f"xem-thu-cho-{number + 1}"


def _band(notes: PageNotes) -> str:
    parts = [f"<strong>{NAME}</strong>"]
    parts += [badge_html(notes.badge)] if notes.badge else []
    parts.append(f'<a href="{notes.root}/{OVERVIEW}" data-preview-summary>{escape(notes.summary)}</a>')
    parts += [f'<a href="{escape(notes.edit_address)}">Sửa bài này</a>'] if notes.edit_address else []
    return f'<aside class="preview-band" aria-label="{NAME}"><p>{" ".join(parts)}</p></aside>'


def _problem_list(notes: PageNotes, placed: Mapping[int, int]) -> str:
    """Return the list of problems of a page's article, each with its line and, where it is known, a link to its place."""
    if not notes.problems:
        return ""
    title = "Bài này còn lỗi, chưa đăng được" if _faulty(notes.problems) else "Nên xem lại"
    items = "".join(
        f"<li>{problem_html(problem)} {_line(notes, number, number in placed)}</li>"
        for number, problem in enumerate(notes.problems)
    )
    return (
        f'<section class="preview-problems" aria-labelledby="xem-thu-van-de"><h2 id="xem-thu-van-de">{title}</h2>'
        f'<p class="preview-problems__file">{escape(notes.source)}</p><ol>{items}</ol></section>'
    )


def _faulty(problems: Sequence[Problem]) -> bool:
    return any(problem.level is Level.ERROR for problem in problems)


def problem_html(problem: Problem) -> str:
    """Return a problem as HTML, without its file."""
    place = f" dòng {problem.line}:" if problem.line else ""
    kind = problem.level.name.lower()
    return (
        f'<strong class="preview-level preview-level--{kind}">{_TITLES[problem.level]}</strong>{place} '
        f"{escape(problem.message)} <code>{escape(problem.code)}</code>"
    )


def _line(notes: PageNotes, number: int, placed: bool) -> str:
    """Return the line that a problem is about, as it is written, linked to its place on the page."""
    line = notes.problems[number].line
    written = notes.lines[line - 1].strip() if 1 <= line <= len(notes.lines) else ""
    short = written if len(written) <= 120 else f"{written[:119]}…"
    if not short:
        return ""
    quoted = f"<q>{escape(short)}</q>"
    return f'<a href="#{_anchor(number)}">{quoted}</a>' if placed else quoted
