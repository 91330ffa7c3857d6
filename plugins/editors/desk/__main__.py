"""``python -m plugins.editors.desk new``, ``status`` and ``codeowners``: what the tasks of these names run."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence

from plugins.article.approval import FILE
from plugins.article.registries import Registries
from plugins.building.analysis import SourceAnalysis, analyse
from plugins.building.fault_report import exit_code_of
from plugins.building.pelican_adapter.configuration import settings_for
from plugins.building.sources.read_registries import registries_of
from plugins.category.match import match_section
from plugins.category.registry import Section
from plugins.commands.colours import paint_for
from plugins.commands.entry_point import as_typed, run_and_exit
from plugins.commands.language import language_of
from plugins.commands.option import Arguments, Option
from plugins.commands.parsing import parse_arguments
from plugins.editors.desk import work_list
from plugins.editors.desk.article_titles import article_titles
from plugins.editors.desk.code_owners import code_owners, people_without_account
from plugins.editors.desk.new_article import new_article, numbered_names, one_line, same_titled
from plugins.editors.desk.options import CODE_OWNERS_OPTIONS, NEW_OPTIONS, STATUS_OPTIONS
from plugins.editors.desk.source_statuses import source_statuses
from plugins.files.atomic_write import write_atomically
from plugins.lifecycle.outcome import Outcome
from plugins.media.library import Library
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


# A new article: what was not given as an option is asked for.


def _ask(question: str) -> str:
    """Return what a person types as the answer; raise StopBuild where there is no keyboard."""
    try:
        return one_line(input(question))
    except EOFError as fault:
        print()
        raise StopBuild(
            "không hỏi được (không có bàn phím). Hãy cho biết bằng tùy chọn; xem: tasks.py new --help."
        ) from fault


def _title(arguments: Arguments) -> str:
    title = one_line(arguments.title or " ".join(arguments.tieu_de))
    while not title:
        title = _ask("Tiêu đề: ")
    return title


def _section(arguments: Arguments, registries: Registries) -> Section:
    """Return the section of the new article: chosen by its number in the list, or by any spelling of its name."""
    sections = registries.sections
    if not sections.all:
        raise StopBuild("chưa có chuyên mục nào. Thêm vào content/du-lieu/chuyen-muc.toml.")
    typed = one_line(arguments.section)
    if typed:
        found, problems = match_section(typed, sections, "", 0)
        if found is None:
            raise StopBuild(problems[0].message)
        return found
    print("Chuyên mục:", *numbered_names(sections), sep="\n")
    while True:
        typed = _ask("Chọn số hay gõ tên: ")
        if typed.isdigit() and 0 < int(typed) <= len(sections.all):
            return sections.all[int(typed) - 1]
        found, problems = match_section(typed, sections, "", 0)
        if found:
            return found
        print(
            f"  {problems[0].message if typed and not typed.isdigit() else f'Gõ một số từ 1 đến {len(sections.all)}.'}"
        )


def _author(arguments: Arguments, registries: Registries) -> str:
    """Return the byline of the new article: chosen by its number in the list, or as typed; "" for the portal's own office."""
    if arguments.author or not sys.stdin.isatty():
        return one_line(arguments.author)
    office = registries.own_organisation.name
    known = list(dict.fromkeys(person.name for person in registries.authors.people.values()))
    bylines = [f"{name}, {office}" for name in known]
    if bylines:
        print("Tác giả:", *(f"{number:>4}  {one}" for number, one in enumerate(bylines, 1)), sep="\n")
    typed = _ask(f"Chọn số hay gõ “Họ tên, Cơ quan” (bỏ trống: {office}): ")
    if typed.isdigit() and 0 < int(typed) <= len(bylines):
        return bylines[int(typed) - 1]
    return typed


def new(arguments: Arguments) -> int:
    """Create a new article and print where it lies."""
    settings = settings_for(arguments)
    registries = registries_of(settings)
    title, section = _title(arguments), _section(arguments, registries)
    author = _author(arguments, registries) or registries.own_organisation.name
    library = Library.scan(settings.content)
    for path in same_titled(title, article_titles(settings.content, library.files)):
        print(f"lưu ý: đã có bài cùng tiêu đề: {settings.content.name}/{path}", file=sys.stderr)
    article = new_article(
        title, section, author, settings.now.date(), library.files, summary=one_line(arguments.summary)
    )
    file = settings.content / article.path
    file.parent.mkdir(parents=True, exist_ok=True)
    # Never over a file that was created in the meantime.
    with file.open("x", encoding="utf-8", newline="\n") as handle:
        handle.write(article.text)
    shown = f"{settings.content.name}/{article.path}"
    print(f"\nĐã tạo: {shown}")
    print(f"  Viết:     mở tệp này bằng trình soạn thảo (Notepad, VS Code…), lưu dạng UTF-8: {file}")
    print(f"  Kiểm tra: {as_typed(f'check {_quoted(shown)}')}")
    print(f"  Xem thử:  {as_typed('preview')}")
    print(
        f"  Bài đang là nháp. Viết xong, đổi thành “Trạng thái: chờ duyệt”; khi đăng, địa chỉ là /{article.address}"
    )
    return 0


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path


# The list of work.


def _statuses(analysis: SourceAnalysis) -> list[work_list.SourceStatus]:
    context = analysis.context
    return source_statuses(
        context.settings, context.library, analysis.sources, analysis.problems, context.registries.zone
    )


def status(arguments: Arguments) -> int:
    """Print which articles wait, and for whom."""
    settings = settings_for(arguments)
    found, registries = analyse(settings, lambda analysis: (_statuses(analysis), analysis.context.registries))
    items = work_list.work_items(found, settings.now, registries.approval, arguments.days, registries.authors)
    if arguments.of:
        items = work_list.of_person(items, one_line(arguments.of), registries.authors)
    if arguments.format == "json":
        print(json.dumps([one.as_json() for one in items], ensure_ascii=False, indent=1))
        return 0
    published = sum(one.outcome is Outcome.PUBLISHED for one in found)
    paint = paint_for(sys.stdout, os.environ, forced=arguments.color, off=arguments.no_color)
    print("\n".join(work_list.as_text(items, published, paint)))
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
