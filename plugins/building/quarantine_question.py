"""Ask the person at the terminal whether faulty files are to be set aside; who is not there is not asked."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from plugins.commands.typed_answer import means_yes
from plugins.problems import Level, Problem


def wants_quarantine(problems: Iterable[Problem], what: str = "tệp") -> bool:
    """Tell whether somebody sits at a terminal and wants to go on without what has errors, which is called ``what``."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    count = len({problem.path for problem in problems if problem.level is Level.ERROR})
    question = f"Để riêng {count} {what} có lỗi và làm tiếp với phần còn lại? [c = có, k = không] "
    try:
        return means_yes(input(question))
    except EOFError:
        return False
