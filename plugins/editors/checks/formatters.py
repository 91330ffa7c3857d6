"""Format the result of a check: as text, as JSON, as GitHub annotations, as a GitLab Code Quality report."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from plugins.commands.colours import Paint
from plugins.editors.checks.check_result import CheckResult
from plugins.editors.checks.rulebook import FIXABLE
from plugins.problems import Level, Problem
from plugins.vietnamese.numbers import with_thousands_points

# GitHub's commands: docs.github.com, Workflow commands for GitHub Actions.
_GITHUB = {Level.ERROR: "error", Level.WARNING: "warning", Level.ADVICE: "notice"}
# GitLab's severities: docs.gitlab.com/ci/testing/code_quality, Code Quality report format.
_GITLAB = {Level.ERROR: "major", Level.WARNING: "minor", Level.ADVICE: "info"}
_NAMES = {Level.ERROR: "errors", Level.WARNING: "reminders", Level.ADVICE: "advice"}


def fingerprints(problems: Sequence[Problem]) -> list[str]:
    """
    Return an identifier of each problem that stays the same when the line of the problem moves.

    >>> one, other = fingerprints([Problem("x.md", 3, "a", "…"), Problem("x.md", 9, "a", "…")])
    >>> one == other, one == fingerprints([Problem("x.md", 4, "a", "…")])[0]
    (False, True)
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    found = []
    for problem in problems:
        key = (problem.path, problem.code, problem.message)
        text = "\0".join((*key, str(seen[key])))
        found.append(hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:40])
        seen[key] += 1
    return found


def path_in_repository(result: CheckResult, problem: Problem) -> str:
    """
    Return a problem's path from the root of the repository.

    >>> path_in_repository(CheckResult((), 0, project_folder="cong"), Problem("content/x.md", 1, "a", "…"))
    'cong/content/x.md'
    """
    return str(PurePosixPath(result.project_folder) / problem.path)


def in_line(problem: Problem, paint: Paint) -> str:
    """Return a problem as one line, in colours if ``paint`` has any."""
    colour = {Level.ERROR: paint.red, Level.WARNING: paint.yellow, Level.ADVICE: paint.blue}[problem.level]
    place = f"{problem.path}:{problem.line}" if problem.line else problem.path
    return f"{paint.bold(place)}: {colour(problem.level.value)} {paint.faint(f'[{problem.code}]')}: {problem.message}"


def summary(result: CheckResult) -> str:
    """
    Return the last line: how many problems of each level, in how many files.

    >>> summary(CheckResult((Problem("x.md", 1, "a", "…"),), 44, 0.4))
    '1 lỗi, 0 lời nhắc, 0 gợi ý trong 1 tệp; đã xem 44 bài và trang (0,4 giây).'
    """
    levels = ((Level.ERROR, "lỗi"), (Level.WARNING, "lời nhắc"), (Level.ADVICE, "gợi ý"))
    counts = ", ".join(f"{with_thousands_points(result.count(level))} {word}" for level, word in levels)
    taken = f"{result.seconds:.1f}".replace(".", ",")
    checked = f"đã xem {with_thousands_points(result.files)} bài và trang ({taken} giây)."
    files = len({problem.path for problem in result.problems})
    what = f"{counts} trong {with_thousands_points(files)} tệp" if result.problems else "Không có gì phải sửa"
    return f"{what}; {checked}"


def as_text(result: CheckResult, paint: Paint) -> Iterator[str]:
    """Yield the lines that people read: one for each problem, how many there are, and what to do next."""
    for problem in result.problems:
        yield in_line(problem, paint)
    yield summary(result)
    fixable = sum(map(_is_fixable, result.problems))
    if fixable:
        yield f"Có {with_thousands_points(fixable)} chỗ máy sửa được: chạy lại với --sua."
    if result.since:
        others = (
            f" Ở các tệp khác còn {with_thousands_points(result.elsewhere)} lỗi." if result.elsewhere else ""
        )
        yield f"Chỉ xem những tệp đã đổi {result.since}; xem cả cổng: thêm --tat-ca.{others}"
    if result.exit:
        yield "Sửa các lỗi trên thì bài mới được đăng; nghĩa của từng mã: docs/vi/bien-tap/ma-loi.md."


def _is_fixable(problem: Problem) -> bool:
    """Tell whether ``--fix`` removes a problem."""
    return problem.code in FIXABLE or bool(problem.fix)


def as_json(result: CheckResult) -> str:
    """Return the result as one JSON object."""
    problems = [
        {**problem.as_json(), "fingerprint": name, "fixable": _is_fixable(problem)}
        for problem, name in zip(result.problems, fingerprints(result.problems), strict=True)
    ]
    counts = {_NAMES[level]: result.count(level) for level in Level}
    data = {"exit": result.exit, "files": result.files, **counts, "problems": problems}
    return json.dumps(data, ensure_ascii=False, indent=1)


def as_gitlab(result: CheckResult) -> str:
    """
    Return a report for GitLab's Code Quality: a list of objects with the documented fields alone.

    >>> json.loads(as_gitlab(CheckResult((Problem("x.md", 0, "a", "…"),), 1)))[0]["location"]
    {'path': 'x.md', 'lines': {'begin': 1}}
    """
    report = [
        {
            "description": problem.message,
            "check_name": problem.code,
            "fingerprint": name,
            "severity": _GITLAB[problem.level],
            "location": {
                "path": path_in_repository(result, problem),
                "lines": {"begin": max(problem.line, 1)},
            },
        }
        for problem, name in zip(result.problems, fingerprints(result.problems), strict=True)
    ]
    return json.dumps(report, ensure_ascii=False, indent=1)


def as_github(result: CheckResult) -> Iterator[str]:
    """
    Yield GitHub's workflow commands that annotate lines of a pull request, and the summary.

    >>> next(as_github(CheckResult((Problem("a,b.md", 3, "x", "100%\\nhết"),), 1)))
    '::error file=a%2Cb.md,line=3,title=lỗi [x]::100%25%0Ahết'
    """
    for problem in result.problems:
        place = _property(path_in_repository(result, problem))
        title = _property(f"{problem.level.value} [{problem.code}]")
        line = max(problem.line, 1)
        yield f"::{_GITHUB[problem.level]} file={place},line={line},title={title}::{_data(problem.message)}"
    yield summary(result)


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def project_folder_in_repository(project: Path, environment: Mapping[str, str]) -> str:
    """
    Return the project's folder in the repository that a CI machine checks out; "" where that is not known.

    >>> project_folder_in_repository(Path("/builds/portal/cong"), {"CI_PROJECT_DIR": "/builds/portal"})
    'cong'
    """
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR"):
        root = environment.get(name)
        if root and project.is_relative_to(root):
            return project.relative_to(root).as_posix().removeprefix(".")
    return ""


def formatted(result: CheckResult, name: str, paint: Paint) -> str:
    """Return the result in one of ``options.FORMATS``."""
    formats: dict[str, Callable[[], str]] = {
        "text": lambda: "\n".join(as_text(result, paint)),
        "json": lambda: as_json(result),
        "gitlab": lambda: as_gitlab(result),
        "github": lambda: "\n".join(as_github(result)),
    }
    return formats[name]()
