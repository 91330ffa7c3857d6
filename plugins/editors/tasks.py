"""The tasks of editors: ``preview``, ``write``, ``editor``, ``new``, ``check``, ``status``, ``codeowners``, ``import`` and ``convert``."""

from __future__ import annotations

import json
import sys

from plugins.building.options import CLEAN, NOW, ONLY_INSTALL, OPEN, OUTPUT, PACKAGES, PORT, URL
from plugins.building.tasks import run_build
from plugins.commands.option import Arguments, Option, as_words
from plugins.commands.project import Project
from plugins.commands.task import IMPORT_LOCK, TaskFault, TaskGroup, task
from plugins.editors.checks.options import CHECK_OPTIONS
from plugins.editors.desk.options import CODE_OWNERS_OPTIONS, NEW_OPTIONS, STATUS_OPTIONS
from plugins.editors.hosted.options import HOSTED_OPTIONS
from plugins.editors.importing.options import (
    CONVERT_OPTIONS,
    IMPORT_OPTIONS,
    reads_more_than_documents,
)
from plugins.editors.preview.options import COMMENT_OPTIONS, PREVIEW_OPTIONS
from plugins.editors.writing.options import WRITING_OPTIONS

_HOSTED = "plugins.editors.hosted"
_WRITING = "plugins.editors.writing"

OPEN_NEW = Option(("--mo", "--open"), "mở bài trong phòng viết", "open the article in the writing room")


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
    output, export = arguments.output, ""
    if arguments.build_only:
        output, export = "", output or str(project.shared_preview)
    lenient = arguments.replace(quarantine=True, confirm_fewer=True, export=export)
    asked = lenient.replace(output=output or project.preview)
    return run_build(project, asked, URL, *PREVIEW_OPTIONS, module="plugins.editors.preview")


@task(*(OUTPUT, NOW, PORT, OPEN, ONLY_INSTALL), group=TaskGroup.EDITING)
def write(project: Project, arguments: Arguments) -> int:
    """
    Viết bài trên trình duyệt, trên máy này, như trong Word, kèm bản xem thử. Lần đầu cần mạng để tải bộ soạn thảo.

    Write articles in the browser, on this machine, as in Word, with the preview. Needs the network once.
    """
    if arguments.install_only:
        return _only_installed(project, _WRITING)
    return _writing_room(project, arguments)


def _only_installed(project: Project, module: str) -> int:
    """Run a program that only gets the packages that it needs, and return its exit code."""
    words = as_words((PACKAGES, ONLY_INSTALL), Arguments(packages=project.editor_packages, install_only=True))
    return project.run_module(module, *words)


def _writing_room(project: Project, arguments: Arguments, new: str = "") -> int:
    """Open the writing room, where ``new`` holds options of ``new`` as JSON with a new article; return its exit code."""
    lenient = arguments.replace(
        quarantine=True, confirm_fewer=True, packages=project.editor_packages, new=new
    )
    asked = lenient.replace(output=getattr(arguments, "output", "") or project.preview)
    settings = getattr(arguments, "settings", "") or "pelicanconf.py"
    return run_build(project, asked, *WRITING_OPTIONS, settings=settings, module=_WRITING)


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
    if arguments.install_only:
        return _only_installed(project, _HOSTED)
    if not arguments.build_only:
        return _writing_room(project, arguments)
    export = arguments.output or project.editor_site
    asked = arguments.replace(output=project.preview, export=export, packages=project.editor_packages)
    return run_build(project, asked, *HOSTED_OPTIONS, module=_HOSTED)


@task(*NEW_OPTIONS, OPEN_NEW, PORT, group=TaskGroup.EDITING)
def new(project: Project, arguments: Arguments) -> int:
    """
    Tạo một bài mới, đúng chỗ, phần đầu đã điền sẵn; điều chưa biết thì hỏi. Có --mo thì mở ngay trong phòng viết.

    Make a new article in its place, its header filled in; what is not known is asked. With --open it is opened in the writing room.
    """
    words = as_words(NEW_OPTIONS, arguments)
    if not arguments.open:
        return project.run_module("plugins.editors.desk", "new", *words)
    return _writing_room(project, arguments, json.dumps(words))


@task(*CHECK_OPTIONS, group=TaskGroup.EDITING)
def check(project: Project, arguments: Arguments) -> int:
    """
    Kiểm tra bài viết: lỗi, lời nhắc và gợi ý; không đụng tới output/.

    Check articles: errors, reminders and advice; output/ is not touched.
    """
    return project.run_module("plugins.editors.checks", *as_words(CHECK_OPTIONS, arguments))


@task(*STATUS_OPTIONS, group=TaskGroup.EDITING)
def status(project: Project, arguments: Arguments) -> int:
    """
    Bài nào đang chờ, chờ ai: chờ duyệt, có lỗi, nháp, hẹn giờ, sắp hết hạn, đang lấy ý kiến.

    Which articles wait, and for whom: in review, faulty, drafts, scheduled, expiring, in consultation.
    """
    return project.run_module("plugins.editors.desk", "status", *as_words(STATUS_OPTIONS, arguments))


@task(*CODE_OWNERS_OPTIONS, group=TaskGroup.EDITING)
def codeowners(project: Project, arguments: Arguments) -> int:
    """
    Viết tệp CODEOWNERS từ danh sách người duyệt, để máy chủ Git bắt buộc đúng người ấy duyệt.

    Write CODEOWNERS from the list of approvers, so that the Git host demands the approval of these people.
    """
    return project.run_module("plugins.editors.desk", "codeowners", *as_words(CODE_OWNERS_OPTIONS, arguments))


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
    return project.run_module("plugins.editors.importing", "import", *as_words(IMPORT_OPTIONS, arguments))


@task(*CONVERT_OPTIONS, group=TaskGroup.EDITING)
def convert(project: Project, arguments: Arguments) -> int:
    """
    Đổi tệp chữ ở mã cũ (TCVN3, VNI, Windows-1258, UTF-16…) sang Unicode; có --ghi mới ghi.

    Convert text in old encodings (TCVN3, VNI, Windows-1258, UTF-16…) to Unicode; --write writes.
    """
    return project.run_module("plugins.editors.importing", "convert", *as_words(CONVERT_OPTIONS, arguments))
