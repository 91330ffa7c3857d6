"""What was found, told to people, to programs, and to the pages of a merge request."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from plugins.commands.colours import Paint
from plugins.editors.checks.rulebook import MENDABLE
from plugins.problems import Level, Problem
from plugins.vietnamese.numbers import grouped

# GitHub's commands: docs.github.com, Workflow commands for GitHub Actions.
_GITHUB = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "notice"}
# GitLab's severities: docs.gitlab.com/ci/testing/code_quality, Code Quality report format.
_GITLAB = {Level.ERROR: "major", Level.WARNING: "minor", Level.ADVICE: "info"}
_NAMES = {Level.ERROR: "errors", Level.WARNING: "reminders", Level.ADVICE: "advice"}


@dataclass(frozen=True, slots=True)
class Found:
    """
    What a check found: problems in the order of files and lines, how many files were looked at,
    the seconds it took, and the folder of the project below the repository's root ("" at the root).
    """

    problems: tuple[Problem, ...]
    files: int
    seconds: float = 0.0
    below: str = ""

    @property
    def exit(self) -> int:
        """0 unless there is an error, then 1."""
        return int(any(problem.level is Level.ERROR for problem in self.problems))

    def count(self, level: Level) -> int:
        """Return how many problems are of a level."""
        return sum(problem.level is level for problem in self.problems)


def fingerprints(problems: Sequence[Problem]) -> list[str]:
    """
    Return a name for each problem that stays while the problem does, wherever its line moves to.

    >>> one, other = fingerprints([Problem("x.md", 3, "a", "…"), Problem("x.md", 9, "a", "…")])
    >>> one == other, one == fingerprints([Problem("x.md", 4, "a", "…")])[0]
    (False, True)
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    names = []
    for problem in problems:
        key = (problem.path, problem.code, problem.message)
        names.append(
            hashlib.sha256("\0".join((*key, str(seen[key]))).encode("utf-8", "replace")).hexdigest()[:40]
        )
        seen[key] += 1
    return names


def place_in(found: Found, problem: Problem) -> str:
    """
    Return a problem's path from the root of the repository.

    >>> place_in(Found((), 0, below="cong"), Problem("content/x.md", 1, "a", "…"))
    'cong/content/x.md'
    """
    return str(PurePosixPath(found.below) / problem.path)


def in_line(problem: Problem, paint: Paint) -> str:
    """Return a problem as one line, coloured if the brush is."""
    colour = {Level.ERROR: paint.red, Level.WARNING: paint.yellow, Level.ADVICE: paint.blue}[problem.level]
    place = f"{problem.path}:{problem.line}" if problem.line else problem.path
    return f"{paint.bold(place)}: {colour(problem.level.value)} {paint.faint(f'[{problem.code}]')}: {problem.message}"


def summary(found: Found) -> str:
    """
    Return the last line: how many of each kind, in how many files.

    >>> summary(Found((Problem("x.md", 1, "a", "…"),), 44, 0.4))
    '1 lỗi, 0 lời nhắc, 0 góp ý trong 1 tệp; đã xem 44 bài và trang (0,4 giây).'
    """
    kinds = ((Level.ERROR, "lỗi"), (Level.WARNING, "lời nhắc"), (Level.ADVICE, "góp ý"))
    counts = ", ".join(f"{grouped(found.count(level))} {word}" for level, word in kinds)
    taken = f"{found.seconds:.1f}".replace(".", ",")
    seen = f"đã xem {grouped(found.files)} bài và trang ({taken} giây)."
    files = len({problem.path for problem in found.problems})
    return (
        f"{counts} trong {grouped(files)} tệp; {seen}" if found.problems else f"Không có gì phải sửa; {seen}"
    )


def as_text(found: Found, paint: Paint) -> Iterator[str]:
    """Yield the lines for people: one for each problem, how many there are, and what to do next."""
    for problem in found.problems:
        yield in_line(problem, paint)
    yield summary(found)
    rebuildable = sum(problem.code in MENDABLE for problem in found.problems)
    if rebuildable:
        yield f"Có {grouped(rebuildable)} chỗ máy sửa được: chạy lại với --fix."
    if found.exit:
        yield "Sửa các lỗi trên thì bài mới được đăng; nghĩa của từng mã: docs/vi/bien-tap/ma-loi.md."


def as_json(found: Found) -> str:
    """Return all of it as one JSON object."""
    problems = [
        {**problem.as_json(), "fingerprint": name, "fixable": problem.code in MENDABLE}
        for problem, name in zip(found.problems, fingerprints(found.problems), strict=True)
    ]
    counts = {_NAMES[level]: found.count(level) for level in Level}
    data = {"exit": found.exit, "files": found.files, **counts, "problems": problems}
    return json.dumps(data, ensure_ascii=False, indent=1)


def as_gitlab(found: Found) -> str:
    """
    Return a report of GitLab's Code Quality: a list of objects with just the fields that are documented.

    >>> json.loads(as_gitlab(Found((Problem("x.md", 0, "a", "…"),), 1)))[0]["location"]
    {'path': 'x.md', 'lines': {'begin': 1}}
    """
    report = [
        {
            "description": problem.message,
            "check_name": problem.code,
            "fingerprint": name,
            "severity": _GITLAB[problem.level],
            "location": {"path": place_in(found, problem), "lines": {"begin": max(problem.line, 1)}},
        }
        for problem, name in zip(found.problems, fingerprints(found.problems), strict=True)
    ]
    return json.dumps(report, ensure_ascii=False, indent=1)


def as_github(found: Found) -> Iterator[str]:
    """
    Yield GitHub's commands that put a note at a line of a pull request, and the summary.

    >>> next(as_github(Found((Problem("a,b.md", 3, "x", "100%\\nhết"),), 1)))
    '::error file=a%2Cb.md,line=3,title=lỗi [x]::100%25%0Ahết'
    """
    for problem in found.problems:
        place = _property(place_in(found, problem))
        title = _property(f"{problem.level.value} [{problem.code}]")
        line = max(problem.line, 1)
        yield f"::{_GITHUB[problem.level]} file={place},line={line},title={title}::{_data(problem.message)}"
    yield summary(found)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def below_the_root(project: Path, environment: Mapping[str, str]) -> str:
    """
    Return where the project lies in the repository that a CI machine checks out; "" where that is not known.

    >>> below_the_root(Path("/builds/portal/cong"), {"CI_PROJECT_DIR": "/builds/portal"})
    'cong'
    """
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        root = environment.get(name)
        if root and project.is_relative_to(root):
            return project.relative_to(root).as_posix().removeprefix(".")
    return ""


def told(found: Found, form: str, paint: Paint) -> str:
    """Return what was found in a form of ``asked.FORMATS``."""
    forms: dict[str, Callable[[], str]] = {
        "text": lambda: "\n".join(as_text(found, paint)),
        "json": lambda: as_json(found),
        "gitlab": lambda: as_gitlab(found),
        "github": lambda: "\n".join(as_github(found)),
    }
    return forms[form]()
