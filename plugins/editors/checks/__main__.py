"""``python -m plugins.editors.checks``: check articles and report the problems, or fix those that can be fixed."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from plugins.building.analysis import analyse
from plugins.building.fault_report import exit_code_of
from plugins.building.progress import Progress
from plugins.building.source_settings import settings_as_published
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.worker_pool import WorkerPool
from plugins.commands.colours import Paint, paint_for
from plugins.commands.entry_point import run_and_exit
from plugins.commands.language import language_of
from plugins.commands.option import Arguments
from plugins.commands.parsing import parse_arguments
from plugins.commands.typed_answer import means_yes
from plugins.editors.checks import apply_fixes
from plugins.editors.checks.check import CheckOutcome, check_sources
from plugins.editors.checks.formatters import formatted
from plugins.editors.checks.options import CHECK_OPTIONS

ABOUT = {
    "vi": "Kiểm tra bài viết: lỗi, lời nhắc và gợi ý.",
    "en": "Check articles: errors, reminders and advice.",
}
_LONG_CHECK = 100  # files; the progress of shorter checks is not shown


class CheckListener(BuildListener):
    """Shows the progress of long checks."""

    def __init__(self) -> None:
        self.progress = Progress(sys.stderr)

    def progressed(self, stage: str, done: int, total: int) -> None:
        """Show that ``done`` of ``total`` items of a stage are finished."""
        if total >= _LONG_CHECK:
            self.progress.step(stage, done, total)


def check(arguments: Arguments, began: float) -> CheckOutcome:
    """Check the portal; raises StopBuild or OSError where that cannot be done."""
    listener = CheckListener()
    try:
        return analyse(
            settings_as_published(arguments),
            lambda analysis: check_sources(analysis, arguments, began),
            listener,
            WorkerPool.of_this_machine(),
        )
    finally:
        listener.progress.close()


def write_fixes(fixes: Sequence[apply_fixes.PendingFix], paint: Paint, *, yes: bool) -> int:
    """Show what would be fixed, ask unless ``yes`` is true, and write; return how many files were written."""
    can_ask = sys.stdin.isatty() and not yes
    written = 0
    for fix in fixes:
        if can_ask and (confirmed := apply_fixes.ask_about(fix, _ask)):
            fix = apply_fixes.with_confirmed_fixes(fix, confirmed)
        if not fix.changes:
            continue
        print("\n".join(apply_fixes.difference(fix, paint)))
        if yes or (can_ask and means_yes(_ask(f"Ghi vào {fix.path}? [c = có, k = không] "))):
            apply_fixes.write_fix(fix)
            written += 1
    return written


def _ask(question: str) -> str:
    """Return what a person types as the answer, "" at the end of the input."""
    try:
        return input(question)
    except EOFError:
        return ""


def fix(arguments: Arguments, paint: Paint, began: float) -> int:
    """Fix files, print what was done and what needs a person, and return 0."""
    fixes = check(arguments, began).fixes
    written = write_fixes(fixes, paint, yes=arguments.yes)
    left = sum(one.changes for one in fixes) - written
    nobody_was_asked = not sys.stdin.isatty() or arguments.yes
    uncertain = sum(len(apply_fixes.questions(one)) for one in fixes) if nobody_was_asked else 0
    print(f"Đã sửa {written} tệp." if written else "Chưa sửa tệp nào.")
    if left > 0 and not sys.stdin.isatty():
        print(f"Còn {left} tệp sửa được; thêm --dong-y để ghi.")
    if uncertain:
        print(f"Còn {uncertain} chỗ cần người trả lời (như 86.1% → 86,1%): chạy --sua không có --dong-y.")
    return 0


def report_check(arguments: Arguments, paint: Paint, began: float) -> int:
    """Check, print or write the result in the chosen format, and return 1 if there are errors, else 0."""
    is_github = os.environ.get("GITHUB_ACTIONS") == "true" and not arguments.output
    result = check(arguments, began).result
    text = formatted(result, arguments.format or ("github" if is_github else "text"), paint)
    if arguments.output:
        Path(arguments.output).write_text(f"{text}\n", "utf-8")
    else:
        print(text)
    return result.exit


def main(words: Sequence[str]) -> int:
    """Return 0, 1 (there are errors), 2 (nothing could be checked) or 130 (interrupted)."""
    began = time.perf_counter()
    language, rest = language_of(words, os.environ)
    arguments = parse_arguments(rest, CHECK_OPTIONS, "tasks.py check", ABOUT[language], language)
    paint = paint_for(
        sys.stdout, os.environ, forced=arguments.color, off=arguments.no_color or bool(arguments.output)
    )
    program = fix if arguments.fix else report_check
    return exit_code_of(lambda: program(arguments, paint, began), interrupted="Đã dừng theo yêu cầu.")


if __name__ == "__main__":
    run_and_exit(main)
