"""The result of a build: exit code, problems, counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from plugins.building.edition.counts import Counts
from plugins.lifecycle.next_change import NextChange
from plugins.problems import Problem, sorted_problems


@dataclass(frozen=True, slots=True)
class Result:
    """
    How a build ended; ``exit`` is 0 (all well), 1 (articles or data files have errors) or 2 (settings, theme or disk).

    ``fault`` is why nothing was touched, whatever was wanted: always with 2, with 1 where no article could go out.

    ``made_anew`` counts the output files that had to be made; all others are those of the last build; ``short`` tells that
    only the pages of saved articles were looked at. At
    ``next_change`` the same sources make another portal; None if that is not foreseen.
    """

    exit: int
    problems: tuple[Problem, ...] = ()
    counts: Counts | None = None
    fault: str = ""
    made_anew: int = 0
    short: bool = False
    next_change: NextChange | None = None

    def with_problems(self, more: Iterable[Problem]) -> Result:
        """Return the result with further problems, such as those of settings."""
        return replace(self, problems=sorted_problems((*more, *self.problems)))
