"""``python -m plugins.editors.desk new``, ``status`` and ``codeowners``: what the tasks of these names run."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence

from plugins.article.approval import FILE
from plugins.building.analysis import SourceAnalysis, analyse
from plugins.building.fault_report import exit_code_of
from plugins.building.source_settings import settings_as_published, settings_for
from plugins.building.sources.read_registries import registries_of
from plugins.commands.colours import paint_for
from plugins.commands.entry_point import run_and_exit
from plugins.commands.language import language_of
from plugins.commands.option import Arguments, Option
from plugins.commands.parsing import parse_arguments
from plugins.editors.desk import work_list
from plugins.editors.desk.article_dialog import created, tell
from plugins.editors.desk.code_owners import code_owners, people_without_account
from plugins.editors.desk.new_article import one_line
from plugins.editors.desk.options import CODE_OWNERS_OPTIONS, NEW_OPTIONS, STATUS_OPTIONS
from plugins.editors.desk.source_statuses import source_statuses
from plugins.files.atomic_write import write_atomically
from plugins.lifecycle.outcome import Outcome
from plugins.problems.stop_build import StopBuild

# Where GitHub and GitLab look for it.
CODE_OWNERS_FOLDERS = (".github", ".gitlab")
ABOUT = {
    "new": {
        "vi": "Tạo một bài mới, đúng chỗ, phần đầu đã điền sẵn.",
        "en": "Make a new article in its place, its header filled in.",
    },
    "status": {"vi": "Bài nào đang chờ, chờ ai.", "en": "Which articles wait, and for whom."},
    "codeowners": {
        "vi": "Viết tệp CODEOWNERS từ danh sách người duyệt.",
        "en": "Write CODEOWNERS from the list of approvers.",
    },
}


def new(arguments: Arguments) -> int:
    """Create a new article and print where it lies."""
    tell(created(arguments))
    return 0


# The list of work.


def _statuses(analysis: SourceAnalysis) -> list[work_list.SourceStatus]:
    context = analysis.context
    return source_statuses(
        context.settings, context.library, analysis.sources, analysis.problems, context.registries.zone
    )


def status(arguments: Arguments) -> int:
    """Print which articles wait, and for whom."""
    settings = settings_as_published(arguments)
    found, registries = analyse(settings, lambda analysis: (_statuses(analysis), analysis.context.registries))
    items = work_list.work_items(found, settings.now, registries.approval, arguments.days, registries.authors)
    if arguments.of:
        items = work_list.of_person(items, one_line(arguments.of), registries.authors)
    if arguments.format == "json":
        print(json.dumps([one.as_json() for one in items], ensure_ascii=False, indent=1))
        return 0
    published = sum(one.outcome is Outcome.PUBLISHED for one in found)
    paint = paint_for(sys.stdout, os.environ, forced=arguments.color, off=arguments.no_color)
    print("\n".join(work_list.work_list_lines(items, published, paint)))
    return 0


# The file of code owners.


def codeowners(arguments: Arguments) -> int:
    """Print the file of code owners, or write it where GitHub and GitLab look for it."""
    settings = settings_for(arguments)
    registries = registries_of(settings)
    text = code_owners(registries.approval, registries.authors, settings.content.name)
    missing = people_without_account(registries.approval, registries.authors)
    if not text:
        raise StopBuild(
            f"chưa người duyệt nào có tài khoản. Thêm vào {settings.content.name}/{FILE}: "
            '[tai-khoan], rồi mỗi người một dòng "Họ tên" = "@tai-khoan".'
        )
    if missing:
        print(f"Chưa có tài khoản: {', '.join(missing)}.", file=sys.stderr)
    if not arguments.write:
        print(text, end="")
        return 0
    for folder in CODE_OWNERS_FOLDERS:
        path = settings.content.parent / folder / "CODEOWNERS"
        path.parent.mkdir(exist_ok=True)
        write_atomically(path, text.encode("utf-8"))
        print(f"Đã ghi: {folder}/CODEOWNERS")
    return 0


TASKS: dict[str, tuple[Callable[[Arguments], int], Sequence[Option]]] = {
    "new": (new, NEW_OPTIONS),
    "status": (status, STATUS_OPTIONS),
    "codeowners": (codeowners, CODE_OWNERS_OPTIONS),
}


def main(words: Sequence[str]) -> int:
    """Run one of the tasks; return 0, 2 (it could not be done) or 130 (interrupted)."""
    language, rest = language_of(words, os.environ)
    name = rest[0] if rest and rest[0] in TASKS else "status"
    run, options = TASKS[name]
    arguments = parse_arguments(rest[1:], options, f"tasks.py {name}", ABOUT[name][language], language)
    interrupted = "\nĐã dừng theo yêu cầu; không tạo gì."
    return exit_code_of(lambda: run(arguments), interrupted=interrupted)


if __name__ == "__main__":
    run_and_exit(main)
