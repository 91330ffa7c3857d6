"""The staging folder beside the output folder: made, locked, and put in the place of the output."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from plugins.building.edition import build_lock
from plugins.building.edition.staging_path import staging_of
from plugins.files.folder_exchange import replace_folder, restore
from plugins.files.marked_folder import MARKER, is_foreign, remove_folder
from plugins.problems.stop_build import StopBuild, system_reason


def check_output(output: Path, content: Path) -> None:
    """Raise StopBuild for an output folder that is not ours to replace."""
    real, source = output.resolve(), content.resolve()
    if real.is_relative_to(source) or source.is_relative_to(real):
        raise StopBuild(f"OUTPUT_PATH “{output}” không được nằm trong hay chứa thư mục “{content}”.")
    if not real.exists():
        return
    if not real.is_dir():
        raise StopBuild(f"OUTPUT_PATH “{output}” là một tệp, không phải thư mục. Chọn OUTPUT_PATH khác.")
    try:
        foreign = is_foreign(real)
    except OSError as fault:
        raise StopBuild(f"không đọc được “{output}” ({system_reason(fault)}). Kiểm tra quyền.") from fault
    if foreign:
        raise StopBuild(
            f"thư mục “{output}” không phải do công cụ này tạo (thiếu tệp đánh dấu {MARKER}); "
            "không xóa. Chọn OUTPUT_PATH khác."
        )


@contextmanager
def locked_output_folder(output: Path) -> Iterator[None]:
    """
    Keep other builds out of an output folder while the block runs.

    An output that a killed build left aside is put back first. Raises StopBuild if another build is at work
    or nothing can be written there.
    """
    public = output.resolve()
    with build_lock.hold_build_lock(public):
        restore(public)
        yield


def discard(output: Path) -> None:
    """Remove the staging folder of an output folder; what cannot be removed now, the next build removes."""
    with suppress(OSError, StopBuild):
        remove_folder(staging_of(output))


def fresh(output: Path) -> Path:
    """Make an empty staging folder, with a marker, and return it; what lies in its place is removed."""
    staging = staging_of(output)
    try:
        remove_folder(staging)
        staging.mkdir(parents=True)
        (staging / MARKER).write_bytes(b"")
    except OSError as fault:
        raise StopBuild(
            f"không ghi được cạnh “{output}” ({system_reason(fault)}). Kiểm tra quyền hoặc ổ đĩa."
        ) from fault
    return staging


def carry_retained(staging: Path, output: Path, retained: Iterable[str]) -> None:
    """
    Move what the old output had of somebody else's, by its names, from the staging folder into the output, unless it has such.

    Called after each exchange, and before each build for what a kill between the two left behind.
    """
    for name in retained:
        if os.path.lexists(staging / name) and output.is_dir() and not os.path.lexists(output / name):
            (staging / name).rename(output / name)


def put_in_place(staging: Path, output: Path, retained: Iterable[str] = ()) -> None:
    """
    Make the staging folder the output; the old output takes its place, but for what is ``retained``, which moves on.

    Raises StopBuild, with the old output as it was, if the folders cannot be exchanged.
    """
    try:
        replace_folder(staging, output.resolve())
        carry_retained(staging, output.resolve(), retained)
    except OSError as fault:
        raise StopBuild(
            f"không thay được “{output}” ({system_reason(fault)}); bản cũ được giữ nguyên. "
            "Kiểm tra quyền của thư mục và chương trình đang mở nó."
        ) from fault
