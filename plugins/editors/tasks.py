"""The tasks of editors: ``preview``, ``write``, ``editor``, ``new``, ``check``, ``status``, ``codeowners``, ``import`` and ``convert``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from plugins.building.options import CLEAN, NOW, OUTPUT, PORT
from plugins.building.tasks import run_build
from plugins.commands.option import Arguments, Option, absolute_path, words_of
from plugins.commands.project import Project
from plugins.commands.task import IMPORT_LOCK, TaskFault, TaskGroup, task
from plugins.editors.checks.options import CHECK_OPTIONS
from plugins.editors.desk.options import CODE_OWNERS_OPTIONS, NEW_OPTIONS, STATUS_OPTIONS
from plugins.editors.importing.options import (
    CONVERT_OPTIONS,
    IMPORT_OPTIONS,
    reads_more_than_documents,
)

OPEN = Option(("--mo", "--open"), "mở luôn trong trình duyệt", "open it in the browser")
OPEN_NEW = Option(("--mo", "--open"), "mở bài trong phòng viết", "open the article in the writing room")
URL = Option(
    ("--dia-chi", "--url"),
    "địa chỉ mà bản xem thử ấy sẽ nằm, https://…",
    "the address at which that preview will lie, https://…",
    value="ĐỊA_CHỈ",
)


COMMENT_OPTIONS = (
    Option(
        ("--loi-ke", "--comment"),
        "cùng --chi-dung: ghi vào tệp này bản tóm tắt: trang nào mới, đổi, gỡ và còn lỗi gì, cho người duyệt",
        "with --build-only: write into this file which pages are new, changed, removed, and what is wrong, for approvers",
        value="TỆP",
        kind=absolute_path,
    ),
    Option(
        ("--ke-tu", "--since"),
        "cùng --loi-ke: đổi kể từ bản này của git",
        "with --comment: what changed since this revision of git",
        value="BẢN",
        default="origin/main",
    ),
    Option(
        ("--lien-ket", "--link"),
        "cùng --loi-ke: nơi bản xem thử sẽ mở được",
        "with --comment: where the preview can be opened",
        value="ĐỊA_CHỈ",
    ),
)


def _served_or_exported(project: Project, arguments: Arguments, folder: Path) -> tuple[Arguments, str]:
    """Return the arguments of a preview's build, and the word that serves the preview or exports it to a folder."""
    if arguments.build_only:
        return arguments.replace(output=project.preview), f"--export={arguments.output or folder}"
    return arguments.replace(output=arguments.output or project.preview), f"--serve={arguments.port}"


@task(
    *(OUTPUT, NOW, PORT, OPEN),
    Option(
        ("--chi-dung", "--build-only"),
        "chỉ ghi bản xem thử vào --ra-thu-muc cho người khác mở, không ở lại",
        "only write the preview into --output for others to open, do not stay",
    ),
    *(URL, CLEAN, *COMMENT_OPTIONS),
    group=TaskGroup.EDITING,
)
def preview(project: Project, arguments: Arguments) -> int:
    """
    Xem thử cả bài nháp, bài hẹn giờ, bài còn lỗi trên máy này; mỗi lần lưu, trang đang mở tự đổi.

    Preview drafts, scheduled and faulty articles too on this machine; each save is on the open page by itself.
    """
    lenient = arguments.replace(quarantine=True, confirm_fewer=True)
    build, word = _served_or_exported(project, lenient, project.shared_preview)
    extra = [word, *words_of((OPEN, URL, *COMMENT_OPTIONS), arguments)]
    return run_build(project, build, module="plugins.editors.preview", extra=extra)


ONLY_INSTALL = Option(("--chi-cai", "--install-only"), "chỉ cài, không mở", "only set it up")


@task(*(OUTPUT, NOW, PORT, OPEN, ONLY_INSTALL), group=TaskGroup.EDITING)
def write(project: Project, arguments: Arguments) -> int:
    """
    Viết bài trên trình duyệt, trên máy này, như trong Word, kèm bản xem thử. Lần đầu cần mạng để tải bộ soạn thảo.

    Write articles in the browser, on this machine, as in Word, with the preview. Needs the network once.
    """
    module, packages = "plugins.editors.writing", f"--packages={project.editor_packages}"
    if arguments.install_only:
        return project.run_module(module, "--install-only", packages)
    return _writing_room(project, arguments)


def _writing_room(project: Project, arguments: Arguments, *more: str) -> int:
    packages = f"--packages={project.editor_packages}"
    output = getattr(arguments, "output", "") or project.preview
    lenient = arguments.replace(quarantine=True, confirm_fewer=True, output=output)
    extra = [f"--serve={arguments.port}", packages, *words_of((OPEN,), arguments), *more]
    settings = getattr(arguments, "settings", "") or "pelicanconf.py"
    return run_build(project, lenient, settings=settings, module="plugins.editors.writing", extra=extra)


@task(
    *(OUTPUT, NOW, PORT, OPEN, ONLY_INSTALL),
    Option(
        ("--chi-dung", "--build-only"),
        "ghi thành tệp để đặt lên máy chủ, dùng với máy chủ Git",
        "write it as files for a web host, for content on a Git host",
    ),
    group=TaskGroup.EDITING,
)
def editor(project: Project, arguments: Arguments) -> int:
    """
    Cùng --chi-dung: trình soạn thảo cho nội dung ở máy chủ Git (cần npm một lần). Không có tùy chọn ấy: như write.

    With --build-only: the editor for content on a Git host (needs npm once). Without that option: the same as write.
    """
    module, packages = "plugins.editors.hosted", f"--packages={project.editor_packages}"
    if arguments.install_only:
        return project.run_module(module, "--install-only", packages)
    if not arguments.build_only:
        return _writing_room(project, arguments)
    export = f"--export={arguments.output or project.editor_site}"
    return run_build(
        project, arguments.replace(output=project.preview), module=module, extra=[export, packages]
    )


@task(*NEW_OPTIONS, OPEN_NEW, PORT, group=TaskGroup.EDITING)
def new(project: Project, arguments: Arguments) -> int:
    """
    Tạo một bài mới, đúng chỗ, phần đầu đã điền sẵn; điều chưa biết thì hỏi. Có --mo thì mở ngay trong phòng viết.

    Make a new article in its place, its header filled in; what is not known is asked. With --open it is opened in the writing room.
    """
    words = words_of(NEW_OPTIONS, arguments)
    if not arguments.open:
        return project.run_module("plugins.editors.desk", "new", *words)
    return _writing_room(project, arguments, f"--new={json.dumps(words)}")


@task(*CHECK_OPTIONS, group=TaskGroup.EDITING)
def check(project: Project, arguments: Arguments) -> int:
    """
    Kiểm tra bài viết: lỗi, lời nhắc và góp ý; không đụng tới output/.

    Check articles: errors, reminders and advice; output/ is not touched.
    """
    return project.run_module("plugins.editors.checks", *words_of(CHECK_OPTIONS, arguments))


@task(*STATUS_OPTIONS, group=TaskGroup.EDITING)
def status(project: Project, arguments: Arguments) -> int:
    """
    Bài nào đang chờ, chờ ai: chờ duyệt, có lỗi, nháp, hẹn giờ, sắp hết hạn, đang lấy ý kiến.

    Which articles wait, and for whom: in review, faulty, drafts, scheduled, expiring, in consultation.
    """
    return project.run_module("plugins.editors.desk", "status", *words_of(STATUS_OPTIONS, arguments))


@task(*CODE_OWNERS_OPTIONS, group=TaskGroup.EDITING)
def codeowners(project: Project, arguments: Arguments) -> int:
    """
    Viết tệp CODEOWNERS từ danh sách người duyệt, để máy chủ Git bắt buộc đúng người ấy duyệt.

    Write CODEOWNERS from the list of approvers, so that the Git host demands the approval of these people.
    """
    return project.run_module("plugins.editors.desk", "codeowners", *words_of(CODE_OWNERS_OPTIONS, arguments))


@task(*IMPORT_OPTIONS, group=TaskGroup.EDITING)
def import_(project: Project, arguments: Arguments) -> int:
    """
    Nhập tệp Word, PDF, trang của cổng cũ, cả thư mục hay sơ đồ trang thành bài nháp.

    Make draft articles of Word files, PDFs, pages of the old portal, whole folders, site maps.
    """
    if arguments.read_pictures or reads_more_than_documents(arguments.sources):
        try:
            project.install(IMPORT_LOCK)
        except TaskFault as fault:
            print(
                f"{fault}\nVẫn nhập tiếp: chỉ thiếu phần đối chiếu thân bài và phần vẽ trang PDF để nhận dạng.",
                file=sys.stderr,
            )
    return project.run_module("plugins.editors.importing", "import", *words_of(IMPORT_OPTIONS, arguments))


@task(*CONVERT_OPTIONS, group=TaskGroup.EDITING)
def convert(project: Project, arguments: Arguments) -> int:
    """
    Đổi tệp chữ ở mã cũ (TCVN3, VNI, Windows-1258, UTF-16…) sang Unicode; có --ghi mới ghi.

    Convert text in old encodings (TCVN3, VNI, Windows-1258, UTF-16…) to Unicode; --write writes.
    """
    return project.run_module("plugins.editors.importing", "convert", *words_of(CONVERT_OPTIONS, arguments))
