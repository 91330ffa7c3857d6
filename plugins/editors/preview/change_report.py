"""Tell an approver what a change of the sources changes: new, changed and removed pages, data and theme, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from html import unescape
from pathlib import Path
from urllib.parse import quote

from plugins.editors.preview.snapshot import Snapshot
from plugins.files.git import ask_git
from plugins.problems import Level, Problem
from plugins.problems.data_file import DATA_FOLDER
from plugins.problems.stop_build import StopBuild

# By which a host's program finds its own comment again.
MARK = "<!-- ban-xem-thu -->"
_SHOWN = 50
# Signs of Markdown; what begins an item of a list or a bare web address.
_SIGNS = re.compile(r"[\\`*_\[\]()#|<>~@:&!]|^[-+]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=\bwww)\.", re.IGNORECASE)
_TITLE = re.compile(r"^\s*(?:Tiêu đề|Title)\s*:\s*(.+)$", re.IGNORECASE | re.MULTILINE)


class FileChangeKind(StrEnum):
    """What became of a file; the value is the heading under which its page stands."""

    NEW = "Trang mới"
    CHANGED = "Trang đổi"
    MOVED = "Tệp đổi chỗ hay đổi tên"
    REMOVED = "Trang gỡ"


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that changed, as its path from the project's folder; ``title`` is that of an article that is gone."""

    kind: FileChangeKind
    path: str
    title: str = ""


def changes_since(project: Path, revision: str) -> list[FileChange]:
    """Return what changed in a project since it parted from a revision; raise StopBuild where git cannot say."""
    base = ask_git(project, "merge-base", revision, "HEAD")
    if base is None:
        raise StopBuild(
            f"git không biết bản “{revision}” (--ke-tu). Lấy về trước: git fetch origin, hoặc nêu bản khác."
        )
    listed = ask_git(project, "diff", "--name-status", "-z", "-M95%", "--relative", base.strip()) or ""
    fresh = ask_git(project, "ls-files", "--others", "--exclude-standard", "-z") or ""
    found = [
        *_listed(listed.split("\0")),
        *(FileChange(FileChangeKind.NEW, path) for path in fresh.split("\0") if path),
    ]
    return [_with_title(project, base.strip(), one) for one in found]


def _listed(parts: Sequence[str]) -> Iterator[FileChange]:
    """
    Yield the changes in what ``git diff --name-status -z`` prints.

    >>> [(one.kind.name, one.path) for one in _listed(["M", "a.md", "R090", "b.md", "c.md", "D", "d.md", ""])]
    [('CHANGED', 'a.md'), ('MOVED', 'c.md'), ('REMOVED', 'd.md')]
    """
    kinds = {
        "A": FileChangeKind.NEW,
        "D": FileChangeKind.REMOVED,
        "R": FileChangeKind.MOVED,
        "C": FileChangeKind.NEW,
    }
    rest = iter(parts)
    for status in rest:
        if not status:
            return
        path = next(rest)
        if status[0] in "RC":
            path = next(rest)
        yield FileChange(kinds.get(status[0], FileChangeKind.CHANGED), path)


def _with_title(project: Path, base: str, change: FileChange) -> FileChange:
    if change.kind is not FileChangeKind.REMOVED or not change.path.endswith(".md"):
        return change
    title = _TITLE.search(ask_git(project, "show", f"{base}:./{change.path}") or "")
    return FileChange(change.kind, change.path, title[1].strip() if title else "")


def shared_folders(project: Path, content: Path, theme: Path) -> tuple[str, ...]:
    """
    Return the folders whose files have no page and may change every one: theme, code and data, as paths from the project's folder.

    >>> shared_folders(Path("/cong"), Path("/cong/xa-a"), Path("/cong/giao-dien"))
    ('plugins/', 'giao-dien/', 'xa-a/du-lieu/')
    """
    named = (theme, content / DATA_FOLDER)
    below = (one.relative_to(project).as_posix() for one in named if one.is_relative_to(project))
    return ("plugins/", *(f"{one}/" for one in below))


def comment_text(
    snapshot: Snapshot, changes: Sequence[FileChange], shared: tuple[str, ...], link: str = ""
) -> str:
    """
    Return as Markdown what changed; ``link`` is where the preview can be opened, "" where it is only a file.

    ``shared`` are the folders whose files may change every page.
    """
    pages = {source: page for page, source in snapshot.sources.items()}
    lines = [MARK, "## Bản xem thử", ""]
    lines += [
        f"[Mở bản xem thử]({_address(link)}) (có cả bài nháp, bài hẹn giờ)" if link else _HOW_TO_OPEN,
        "",
    ]
    others: list[FileChange] = []
    for kind in FileChangeKind:
        some = [one for one in changes if one.kind is kind]
        articles = [
            one for one in some if one.path in pages or (kind is FileChangeKind.REMOVED and one.title)
        ]
        others += [one for one in some if one not in articles]
        lines += _section(kind.value, [_article_line(snapshot, pages, one, link) for one in articles])
    lines += _section("Tệp khác", [f"{_escaped(one.path)} ({_OTHERS[one.kind]})" for one in others])
    if any(one.path.startswith(shared) for one in others):
        lines += ["Giao diện, mã hay dữ liệu chung đổi: mọi trang đều có thể đổi theo.", ""]
    if not changes:
        lines += ["Không có gì đổi.", ""]
    of_change = {one.path for one in changes}
    lines += _problems(snapshot.problems, of_change)
    return "\n".join(lines).rstrip() + "\n"


_HOW_TO_OPEN = (
    "Tải tệp bản xem thử ở trang của lần chạy này, giải nén rồi mở `index.html`; có cả bài nháp, bài hẹn giờ."
)
_OTHERS: Mapping[FileChangeKind, str] = {
    FileChangeKind.NEW: "mới",
    FileChangeKind.CHANGED: "đổi",
    FileChangeKind.MOVED: "đổi chỗ",
    FileChangeKind.REMOVED: "gỡ",
}


def _section(title: str, items: Sequence[str]) -> list[str]:
    if not items:
        return []
    shown = [f"- {one}" for one in items[:_SHOWN]]
    more = [f"- … và {len(items) - _SHOWN} mục khác"] if len(items) > _SHOWN else []
    return [f"### {title} ({len(items)})", "", *shown, *more, ""]


def _article_line(snapshot: Snapshot, pages: Mapping[str, str], change: FileChange, link: str) -> str:
    page = pages.get(change.path, "")
    badge = snapshot.badges.get(page)
    title = _escaped(change.title or _title_of(snapshot, page) or change.path)
    shown = f"[{title}]({_address(link)}{quote(page)})" if link and page else title
    state = f" – {_escaped(badge.text)}" if badge else ""
    place = f" · `{_plain(page)}`" if page and not link else ""
    return f"{shown}{state}{place} · `{_plain(change.path)}`"


def _title_of(snapshot: Snapshot, page: str) -> str:
    """Return the heading of a page."""
    try:
        html = (snapshot.folder / page).read_text("utf-8") if page else ""
    except OSError:
        return ""
    found = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    return unescape(re.sub(r"<[^>]*>", "", found[1])).strip() if found else ""


def _problems(problems: Sequence[Problem], changed: set[str]) -> list[str]:
    """Return what is wrong: errors anywhere, reminders in what changed."""
    errors = [one for one in problems if one.level is Level.ERROR]
    reminders = [one for one in problems if one.level is not Level.ERROR and one.path in changed]
    lines = _section("Lỗi, chưa đăng được", [_problem_line(one) for one in errors])
    lines += _section("Nên xem lại", [_problem_line(one) for one in reminders])
    return lines or ["Không có lỗi nào.", ""]


def _problem_line(problem: Problem) -> str:
    place = f"{problem.path}:{problem.line}" if problem.line else problem.path
    return f"`{_plain(place)}`: {_escaped(problem.message)}"


def _address(link: str) -> str:
    return f"{quote(link.rstrip('/'), safe=':/?#[]@!$&*+,;=%-._~')}/"


def _plain(text: str) -> str:
    """Return a text for a code span, in which a backtick would end it."""
    return " ".join(text.replace("`", "'").split())


def _escaped(text: str) -> str:
    r"""
    Return a text that Markdown shows as it is: nothing in it is a link, a heading or calls a person.

    >>> _escaped("a [b](c) @d #1 <i>")
    'a \\[b\\]\\(c\\) \\@<!-- -->d \\#<!-- -->1 \\<i\\>'
    """
    # Hosts look for people and issues in what Markdown has become: a comment keeps the sign from its name.
    return re.sub(r"([@#])(?=\w)", r"\1<!-- -->", _SIGNS.sub(r"\\\g<0>", " ".join(text.split())))
