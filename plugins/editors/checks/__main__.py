"""``python -m plugins.editors.checks``: look at articles, tell what was found, mend what may be mended."""

from __future__ import annotations

import os
import sys
import time
import traceback
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from plugins.building.analysis import SourceAnalysis, analyse
from plugins.building.configuration import settings_in
from plugins.building.listener import BuildListener
from plugins.building.progress import Progress
from plugins.building.read_sources import source_paths
from plugins.building.settings import BuildSettings
from plugins.building.worker_pool import WorkerPool
from plugins.commands.colours import Paint, paint_for
from plugins.commands.entry_point import run_and_exit
from plugins.commands.exit_codes import FAULT, INTERRUPTED
from plugins.commands.language import language_of
from plugins.commands.option import Arguments
from plugins.commands.parsing import parse_arguments
from plugins.editors.checks import apply_fixes, links_to_come
from plugins.editors.checks.advice import all_advice, without
from plugins.editors.checks.advice_settings import FILE, AdviceSettings, SettingsFault, load_settings
from plugins.editors.checks.chosen_files import chosen
from plugins.editors.checks.formatters import Found, below_the_root, told
from plugins.editors.checks.options import CHECK_OPTIONS
from plugins.editors.checks.rulebook import CODES
from plugins.problems import Problem
from plugins.problems.data_file import DataFileFault
from plugins.problems.stop_build import StopBuild, system_reason

ABOUT = {
    "vi": "Kiểm tra bài viết: lỗi, lời nhắc và góp ý.",
    "en": "Check articles: errors, reminders and advice.",
}
_MANY = 100


class Watcher(BuildListener):
    """Shows people how far the reading is."""

    def __init__(self) -> None:
        self.progress = Progress(sys.stderr)

    def progressed(self, stage: str, done: int, total: int) -> None:
        """Take note that so much is done; a few files are soon done."""
        if total >= _MANY:
            self.progress.step(stage, done, total)


@dataclass(frozen=True, slots=True)
class Check:
    """What was found of the portal, and what is needed to mend it."""

    found: Found
    drafts: tuple[apply_fixes.PendingFix, ...] = ()


def advice_settings(settings: BuildSettings, sections: Collection[str]) -> AdviceSettings:
    """Return what the keeper decided about advice; raises SettingsFault for what cannot be meant."""
    try:
        text = (settings.content / FILE).read_text("utf-8-sig")
    except FileNotFoundError:
        return AdviceSettings()
    except UnicodeDecodeError as fault:
        raise SettingsFault(f"{FILE} không phải UTF-8; hãy lưu lại bằng UTF-8.") from fault
    return load_settings(text, CODES, sections)


def examined(
    analysis: SourceAnalysis, arguments: Arguments, listener: BuildListener, pool: WorkerPool, began: float
) -> Check:
    """Return what there is to say of the files that were asked for."""
    settings, library = analysis.settings, analysis.library
    advised = advice_settings(settings, {section.name for section in analysis.registries.sections.all})
    asked = chosen(library, settings.content, arguments.files)
    articles = [path for path in source_paths(settings, library) if path in asked]
    problems: list[Problem] = list(analysis.problems)
    to_come = links_to_come.links_to_come(analysis, articles, listener, pool)
    problems += links_to_come.problems_to_come(analysis, to_come)
    if links_to_come.UNIT in asked:
        problems += links_to_come.dead_addresses(analysis)
    if not arguments.no_advice:
        problems += all_advice(analysis, advised, articles, listener, pool)
    if arguments.files:
        shown = {library.shown(path) for path in asked}
        problems = [problem for problem in problems if problem.path in shown]
    problems = without(problems, arguments.off, arguments.only)
    below = below_the_root(settings.content.absolute().parent, os.environ)
    found = Found(tuple(sorted(set(problems))), len(articles), time.perf_counter() - began, below)
    if not arguments.fix:
        return Check(found)
    registries = analysis.registries
    drafts = (
        apply_fixes.pending_fix(
            library.shown(path), library.open_path(path), registries.sections, registries.zone
        )
        for path in articles
    )
    return Check(found, tuple(draft for draft in drafts if draft))


def checked(arguments: Arguments, began: float) -> Check:
    """Look at the portal; raises StopBuild, DataFileFault, SettingsFault or OSError where that cannot be done."""
    settings = settings_in(Path(arguments.settings or "pelicanconf.py").absolute(), arguments.now)
    pool, listener = WorkerPool.of_this_machine(), Watcher()
    try:
        return analyse(
            settings, lambda analysis: examined(analysis, arguments, listener, pool, began), listener, pool
        )
    finally:
        listener.progress.close()


def mend(drafts: Sequence[apply_fixes.PendingFix], paint: Paint, *, yes: bool) -> int:
    """Show what would be mended, ask, and write; return how many files were written."""
    answering = sys.stdin.isatty() and not yes
    number = 0
    for draft in drafts:
        if answering and (said := apply_fixes.answers(draft, _asked)):
            draft = apply_fixes.settled(draft, said)
        if not draft.changes:
            continue
        print("\n".join(apply_fixes.difference(draft, paint)))
        if yes or (answering and apply_fixes.says_yes(_asked(f"Ghi vào {draft.path}? [c = có, k = không] "))):
            apply_fixes.write(draft)
            number += 1
    return number


def _asked(question: str) -> str:
    try:
        return input(question)
    except EOFError:
        return ""


def fix(arguments: Arguments, paint: Paint, began: float) -> int:
    """Mend, tell what was done and what waits for a person, and return 0."""
    drafts = checked(arguments, began).drafts
    number = mend(drafts, paint, yes=arguments.yes)
    left = sum(draft.changes for draft in drafts) - number
    waiting = (
        sum(len(apply_fixes.questions(draft)) for draft in drafts)
        if not sys.stdin.isatty() or arguments.yes
        else 0
    )
    print(f"Đã sửa {number} tệp." if number else "Chưa sửa tệp nào.")
    if left > 0 and not sys.stdin.isatty():
        print(f"Còn {left} tệp sửa được; thêm --yes để ghi.")
    if waiting:
        print(f"Còn {waiting} chỗ cần người trả lời (như 86.1% → 86,1%): chạy --fix không có --yes.")
    return 0


def main(words: Sequence[str]) -> int:
    """Return 0, 1 (there are errors), 2 (nothing could be looked at) or 130 (interrupted)."""
    began = time.perf_counter()
    language, rest = language_of(words, os.environ)
    arguments = parse_arguments(rest, CHECK_OPTIONS, "tasks.py check", ABOUT[language], language)
    paint = paint_for(
        sys.stdout, os.environ, forced=arguments.color, off=arguments.no_color or bool(arguments.output)
    )
    form = arguments.format or (
        "github" if os.environ.get("GITHUB_ACTIONS") == "true" and not arguments.output else "text"
    )
    try:
        if arguments.fix:
            return fix(arguments, paint, began)
        found = checked(arguments, began).found
        text = told(found, form, paint)
        if arguments.output:
            Path(arguments.output).write_text(f"{text}\n", "utf-8")
        else:
            print(text)
        return found.exit
    except (StopBuild, DataFileFault, SettingsFault) as fault:
        print(f"lỗi: {fault}", file=sys.stderr)
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except OSError as fault:
        print(f"lỗi: {system_reason(fault)} ({fault.filename or 'hệ thống'}).", file=sys.stderr)
    except Exception as fault:  # a fault of the program; editors get one line of it
        place = traceback.extract_tb(fault.__traceback__)[-1]
        what = f"{type(fault).__name__}: {fault} ({Path(place.filename).name}, dòng {place.lineno})"
        print(f"lỗi: {what}. Hãy báo người giữ cổng.", file=sys.stderr)
    return FAULT


if __name__ == "__main__":
    run_and_exit(main)
