"""A new article from the command line: what was not given as an option is asked for."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from plugins.article.registries import Registries
from plugins.building.source_settings import settings_for
from plugins.building.sources.read_registries import SECTIONS, registries_of
from plugins.category.match import match_section
from plugins.category.registry import Section
from plugins.commands.entry_point import as_typed
from plugins.commands.option import Arguments
from plugins.commands.typed_answer import means_yes
from plugins.date.parse import DateFault, parse_date
from plugins.editors.desk.article_kinds import KINDS, KindOfForm, find_kind, numbered_kinds
from plugins.editors.desk.article_titles import article_titles
from plugins.editors.desk.new_article import WantedArticle, new_article, numbered_names, one_line, same_titled
from plugins.header.fields import BY_NAME, ValueKind, label
from plugins.media.library import Library
from plugins.problems.stop_build import StopBuild


@dataclass(frozen=True, slots=True)
class CreatedArticle:
    """
    An article that was just created: its file, the path by which people name it, its address once it is public, its kind.

    ``content`` is the content folder in which it lies.
    """

    content: Path
    file: Path
    shown: str
    address: str
    kind: str


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


def _section(arguments: Arguments, registries: Registries, content: str) -> Section:
    """Return the section of the new article: chosen by its number in the list, or by any spelling of its name."""
    sections = registries.sections
    if not sections.all:
        raise StopBuild(f"chưa có chuyên mục nào. Thêm vào {content}/{SECTIONS}.")
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
    """Return the byline of the new article: chosen by its number in the list, or as typed; "" for the portal's own organisation."""
    if arguments.author or not sys.stdin.isatty():
        return one_line(arguments.author)
    organisation = registries.own_organisation.name
    known = list(dict.fromkeys(person.name for person in registries.authors.people.values()))
    bylines = [f"{name}, {organisation}" for name in known]
    if bylines:
        print("Tác giả:", *(f"{number:>4}  {one}" for number, one in enumerate(bylines, 1)), sep="\n")
    typed = _ask(f"Chọn số hay gõ “Họ tên, Cơ quan” (bỏ trống: {organisation}): ")
    if typed.isdigit() and 0 < int(typed) <= len(bylines):
        return bylines[int(typed) - 1]
    return typed


def _kind(arguments: Arguments) -> KindOfForm:
    """Return the kind of the new article: as typed, chosen in the list, or plain news where nobody can be asked."""
    typed = one_line(arguments.kind)
    if typed:
        found = find_kind(typed)
        if found is None:
            raise StopBuild(f"không có loại bài “{typed}”. Có: {', '.join(kind.name for kind in KINDS)}.")
        return found
    if not sys.stdin.isatty():
        return KINDS[0]
    print("Loại bài:", *numbered_kinds(), sep="\n")
    while True:
        typed = _ask("Chọn số hay gõ tên (bỏ trống: Tin): ")
        if found := find_kind(typed) if typed else KINDS[0]:
            return found
        print(f"  Gõ một số từ 1 đến {len(KINDS)}.")


def _own_fields(kind: KindOfForm, registries: Registries) -> dict[str, str]:
    """Return the fields by which a kind is known, as typed; "" for one that is filled in later."""
    if not sys.stdin.isatty() or not kind.signs:
        return dict.fromkeys(kind.signs, "")
    print("Riêng của loại này (bỏ trống: điền sau):")
    return {name: _field(name, registries) for name in kind.signs}


def _field(name: str, registries: Registries) -> str:
    """Return what is typed for a field; a day that cannot be read is asked again."""
    while True:
        typed = _ask(f"  {label(name)}: ")
        if not typed or BY_NAME[name].kind is not ValueKind.DATE:
            return typed
        try:
            parse_date(typed, registries.zone)
        except DateFault as fault:
            print(f"  {fault}")
        else:
            return typed


def _agreed(same: list[str]) -> bool:
    """Tell of the articles of the same title; return whether another one is wanted, which is so where nobody can be asked."""
    for path in same:
        print(f"lưu ý: đã có bài cùng tiêu đề: {path}", file=sys.stderr)
    if not same or not sys.stdin.isatty():
        return True
    return means_yes(_ask("Vẫn tạo bài mới? (c: có, bỏ trống: không) "))


def created(arguments: Arguments) -> CreatedArticle:
    """Create a new article; raises StopBuild where it cannot be, or is not wanted any more."""
    settings = settings_for(arguments)
    registries = registries_of(settings)
    kind, title = _kind(arguments), _title(arguments)
    library = Library.scan(settings.content)
    same = same_titled(title, article_titles(settings.content, library.files))
    if not _agreed([f"{settings.content.name}/{path}" for path in same]):
        raise StopBuild("không tạo bài mới; hãy sửa bài đã có.")
    section = _section(arguments, registries, settings.content.name)
    author = _author(arguments, registries) or registries.own_organisation.name
    wanted = WantedArticle(
        title,
        section,
        author,
        settings.now.date(),
        summary=one_line(arguments.summary),
        fields=_own_fields(kind, registries),
    )
    article = new_article(wanted, library.files, registries.habits.news_folder)
    file = settings.content / article.path
    file.parent.mkdir(parents=True, exist_ok=True)
    # Never over a file that was created in the meantime.
    with file.open("x", encoding="utf-8", newline="\n") as handle:
        handle.write(article.text)
    return CreatedArticle(
        settings.content, file, f"{settings.content.name}/{article.path}", article.address, kind.name
    )


def tell(made: CreatedArticle) -> None:
    """Print where a new article lies, and what comes next."""
    print(f"\nĐã tạo: {made.shown}")
    print(
        f"  Viết:     {as_typed('write --mo')}, hay mở tệp này bằng trình soạn thảo (lưu dạng UTF-8): {made.file}"
    )
    print(f"  Kiểm tra: {as_typed(f'check {_quoted(made.shown)}')}")
    print(f"  Xem thử:  {as_typed('preview')}")
    print(
        f"  Bài đang là nháp. Viết xong, đổi thành “Trạng thái: chờ duyệt”; khi đăng, địa chỉ là /{made.address}"
    )


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path
