"""The result of a check: what is wrong, and the exit code that says so."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.problems import Level, Problem


@dataclass(frozen=True, slots=True)
class CheckResult:
    """
    The result of a check: problems in the order of files and lines, how many files were checked, the
    seconds it took, and the project's folder below the root of its repository ("" at the root).

    ``since`` says in words since when the files changed that alone were looked at, "" where all or named ones were;
    ``elsewhere`` counts the errors of the others.
    """

    problems: tuple[Problem, ...]
    files: int
    seconds: float = 0.0
    project_folder: str = ""
    since: str = ""
    elsewhere: int = 0

    @property
    def exit(self) -> int:
        """1 if there is an error, else 0."""
        return int(any(problem.level is Level.ERROR for problem in self.problems))

    def count(self, level: Level) -> int:
        """Return how many problems have a level."""
        return sum(problem.level is level for problem in self.problems)
