"""Ask the person at the terminal whether faulty files are to be set aside; who is not there is not asked."""

from __future__ import annotations

import sys

from plugins.building.edition.result import Result
from plugins.problems import Level

_YES = frozenset({"c", "có", "co", "y", "yes"})


def wants_quarantine(result: Result) -> bool:
    """Tell whether somebody sits at a terminal and wants the others built without the files that have errors."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    count = len({problem.path for problem in result.problems if problem.level is Level.ERROR})
    question = f"Để riêng {count} tệp có lỗi và làm tiếp với các bài khác? [c = có, k = không] "
    try:
        return input(question).strip().lower() in _YES
    except EOFError:
        return False
