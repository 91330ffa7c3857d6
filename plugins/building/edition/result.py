"""The result of a build: exit code, problems, counts."""

from __future__ import annotations

from dataclasses import dataclass

from plugins.building.edition.counts import Counts
from plugins.lifecycle.next_change import NextChange
from plugins.problems import Problem


@dataclass(frozen=True, slots=True)
class Result:
    """
    How a build ended; ``exit`` is 0 (all well), 1 (articles were rejected) or 2 (nothing was touched, see ``fault``).

    ``made_anew`` counts the output files that had to be made; all others are those of the last build. At
    ``next_change`` the same sources make another portal; None if that is not foreseen.
    """

    exit: int
    problems: tuple[Problem, ...] = ()
    counts: Counts | None = None
    fault: str = ""
    made_anew: int = 0
    next_change: NextChange | None = None
