"""The tasks of the keeper of the portal, from ``publish`` to ``doctor``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from plugins.building.options import BUILD_OPTIONS, NOW, OUTPUT, PORT
from plugins.building.tasks import run_build
from plugins.commands.entry_point import as_typed
from plugins.commands.exit_codes import INTERRUPTED
from plugins.commands.option import Arguments, Option, absolute_path, as_words
from plugins.commands.project import Project
from plugins.commands.settings_file import project_cache, task_settings
from plugins.commands.task import ARCHIVE_LOCK, TaskFault, TaskGroup, task
from plugins.files.cache_folder import NEXT_CHANGES
from plugins.problems.stop_build import system_reason
from plugins.publishing.due import UnknownMoment, of_build, of_site
from plugins.publishing.hosting.local_server import local_server
from plugins.publishing.options import (
    ARCHIVE_OPTIONS,
    DOCTOR_OPTIONS,
    HOSTING_OPTIONS,
    NEXT_OPTIONS,
    OLD_HOST,
    PURGE_OPTIONS,
    REDIRECTS_OPTIONS,
    RELEASE_OPTIONS,
    ROLLBACK_OPTIONS,
    VERIFY_OPTIONS,
)
from plugins.publishing.provenance import revision


def _run(project: Project, name: str, arguments: Arguments, options: Sequence[Option], *extra: str) -> int:
    """Run a task of ``python -m plugins.publishing`` with these of the arguments and further words."""
    return project.run_module("plugins.publishing", name, *as_words(options, arguments), *extra)


def _output(project: Project, arguments: Arguments) -> str:
    return f"--output={arguments.output or project.output}"


@task(OUTPUT, *BUILD_OPTIONS, *RELEASE_OPTIONS, *ROLLBACK_OPTIONS, group=TaskGroup.PORTAL)
def publish(project: Project, arguments: Arguments) -> int:
    """
    Dựng bản phát hành vào output/, với địa chỉ thật (publishconf.py); có --dich thì soát rồi đưa lên đích.

    Build what is to be published into output/, with the real address; with --to, audit it and publish it there.
    """
    if not arguments.to:
        return run_build(project, arguments, settings="publishconf.py")
    if arguments.release and not arguments.rollback:
        raise TaskFault(f"không hiểu: {arguments.release}. Muốn lùi về bản này, thêm --lui-lai.")
    known = (*BUILD_OPTIONS, *RELEASE_OPTIONS, *ROLLBACK_OPTIONS)
    return _run(project, "publish", arguments, known, _output(project, arguments))


@task(OUTPUT, *PURGE_OPTIONS, group=TaskGroup.PORTAL)
def purge(project: Project, arguments: Arguments) -> int:
    """
    Xóa hẳn trang, ảnh, văn bản đã gỡ khỏi mọi bản còn giữ ở đích, và chỉ các nơi khác còn bản sao.

    Remove what was taken away from every release that a target keeps, and name the caches that copied it.
    """
    if not arguments.to or not arguments.addresses:
        raise TaskFault(
            f"còn thiếu đích hay địa chỉ. Ví dụ: {as_typed('purge')} --dich may-chu /tin-trong-huyen/2024/bai/"
        )
    return _run(project, "purge", arguments, PURGE_OPTIONS, _output(project, arguments))


@task(*VERIFY_OPTIONS, group=TaskGroup.PORTAL)
def verify(project: Project, arguments: Arguments) -> int:
    """
    So trang đang công khai với bản đã phát hành: tệp nào khác, thiếu, hay không thuộc về cổng.

    Compare the live site with what was published: which files differ, are missing or do not belong.
    """
    if not arguments.where:
        raise TaskFault(
            "còn thiếu nơi cần xem. Ví dụ: python3 tasks.py verify https://thoxuan.thanhhoa.gov.vn"
        )
    return _run(project, "verify", arguments, VERIFY_OPTIONS)


@task(*NEXT_OPTIONS, group=TaskGroup.PORTAL, needs="")
def next_(project: Project, arguments: Arguments) -> int:
    """
    Lúc nào cổng sẽ tự đổi: bài hẹn giờ, hết hạn, đợt lấy ý kiến mở hay đóng.

    When the portal changes by itself: a scheduled article, an expiry, a consultation that opens or closes.
    """
    output = Path(arguments.output or project.output)
    live = arguments.live or (_public_address(project) if arguments.due else "")
    try:
        upcoming = (
            of_site(live, private=arguments.private)
            if live
            else of_build(project_cache(project, output) / NEXT_CHANGES, output)
        )
    except UnknownMoment as fault:
        raise TaskFault(str(fault)) from fault
    print(upcoming)
    if not arguments.due:
        return 0
    if upcoming.is_behind(revision(project.root)):
        print("Bản đang công khai làm từ nguồn khác với ở đây: cần phát hành.")
        return 0
    return int(not upcoming.is_due(datetime.now(UTC)))


def _public_address(project: Project) -> str:
    """Return the address of the live portal; the settings are plain Python, as Pelican reads them."""
    settings = task_settings(
        project.root / "publishconf.py", "Ghi địa chỉ: next --den-han --dang-chay https://…"
    )
    address = str(settings.get("SITEURL", ""))
    if not address.startswith("https://"):
        raise TaskFault(
            "chưa có địa chỉ công khai. Ghi SITEURL trong publishconf.py, hay đặt biến PORTAL_URL."
        )
    return address


@task(OUTPUT, *REDIRECTS_OPTIONS, group=TaskGroup.PORTAL)
def redirects(project: Project, arguments: Arguments) -> int:
    """
    Đếm các địa chỉ cũ, kể từng nơi chúng dẫn tới, và báo chỗ sai.

    Count the old addresses, tell where each leads, and what is wrong with them.
    """
    return _run(project, "redirects", arguments, REDIRECTS_OPTIONS, _output(project, arguments))


@task(*HOSTING_OPTIONS, group=TaskGroup.PORTAL)
def hosting(project: Project, arguments: Arguments) -> int:
    """
    Ghi các tệp cho máy chủ: nginx, Caddy, .htaccess, _headers, _redirects.

    Write the files for hosts: nginx, Caddy, .htaccess, _headers, _redirects.
    """
    words = [_output(project, arguments), f"--root={arguments.root}", arguments.folder]
    return _run(project, "hosting", arguments, (NOW, OLD_HOST), *words)


@task(*ARCHIVE_OPTIONS, group=TaskGroup.PORTAL)
def archive(project: Project, arguments: Arguments) -> int:
    """
    Lưu cả cổng để giữ lâu dài: thư mục mở được từ USB, từng bài thành một tệp, và một tệp WARC.

    Keep the whole portal for good: a folder that opens from a USB stick, articles in one file each, and a WARC file.
    """
    project.install(ARCHIVE_LOCK)
    words = (_output(project, arguments), absolute_path(arguments.folder) or str(project.archive))
    return _run(project, "archive", arguments, ARCHIVE_OPTIONS[1:-1], *words)


@task(*DOCTOR_OPTIONS, group=TaskGroup.PORTAL)
def doctor(project: Project, arguments: Arguments) -> int:
    """
    Khám máy, nguồn, các đích, trang đang công khai, chứng thư, đồng hồ, lịch; nói điều cần làm. Mã 1 nếu có lỗi.

    Look at the machine, the sources, the targets, the live site, certificate, clock and schedule, and say what to do.
    """
    return _run(project, "doctor", arguments, DOCTOR_OPTIONS)


@task(OUTPUT, NOW, group=TaskGroup.PORTAL)
def audit(project: Project, arguments: Arguments) -> int:
    """
    Soát toàn bộ bản dựng: liên kết, mô tả ảnh, chữ còn sót, bài chưa công bố, feed, dung lượng.

    Audit the whole output: links, alt texts, leaked words, unpublished texts, feeds, weight.
    """
    return _run(project, "audit", arguments, (NOW,), _output(project, arguments))


@task(OUTPUT, PORT, group=TaskGroup.PORTAL, needs="")
def serve(project: Project, arguments: Arguments) -> int:
    """
    Mở output/ tại http://127.0.0.1:8000/ trên máy này.

    Serve output/ at http://127.0.0.1:8000/ on this machine.
    """
    folder, port = Path(arguments.output or project.output), arguments.port
    if not (folder / "index.html").exists():
        raise TaskFault(f"chưa có trang nào trong “{folder}”. Chạy trước: {as_typed('build')}")
    try:
        server = local_server(folder, port)
    except OSError as fault:
        raise TaskFault(
            f"không mở được cổng {port} ({system_reason(fault)}). Thử: --cong {port + 1}"
        ) from fault
    with server:
        print(f"Mở http://127.0.0.1:{port}/ (Ctrl-C để dừng)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return INTERRUPTED
    return 0
