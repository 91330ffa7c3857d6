"""A fresh folder beside the output, in which an edition is prepared."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from plugins.building.edition import lock
from plugins.building.edition.folder_exchange import MARKER, put_in_place, remove, restore
from plugins.building.edition.write_file import write_file as write
from plugins.problems.stop_build import StopBuild, system_reason

__all__ = [
    "MARKER",
    "StopBuild",
    "check_output",
    "discard",
    "fresh",
    "locked",
    "put_in_place",
    "staging_of",
    "write",
]


def staging_of(output: Path) -> Path:
    """
    Return where an edition is prepared: a sibling, so that it lies on the same file system.

    >>> staging_of(Path("/cong/output")).as_posix()
    '/cong/.output.moi'
    """
    public = output.resolve()
    return public.parent / f".{public.name}.moi"


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
        foreign = any(real.iterdir()) and not (real / MARKER).is_file()
    except OSError as fault:
        raise StopBuild(f"không đọc được “{output}” ({system_reason(fault)}). Kiểm tra quyền.") from fault
    if foreign:
        raise StopBuild(
            f"thư mục “{output}” không phải do công cụ này tạo (thiếu tệp đánh dấu {MARKER}); "
            "không xóa. Chọn OUTPUT_PATH khác."
        )


@contextmanager
def locked(output: Path) -> Iterator[None]:
    """
    Keep other builds out of an output folder while the block runs.

    What a killed build left is put right first. Raises StopBuild if another build is at work
    or nothing can be written there.
    """
    public = output.resolve()
    with lock.held(public):
        restore(public)
        yield


def discard(output: Path) -> None:
    """Remove what was prepared beside an output folder; what cannot be removed now, the next build removes."""
    with suppress(OSError, StopBuild):
        remove(staging_of(output))


def fresh(output: Path) -> Path:
    """Return a new empty folder beside the output, marked as ours; leftovers there are removed."""
    staging = staging_of(output)
    try:
        remove(staging)
        staging.mkdir(parents=True)
        (staging / MARKER).write_bytes(b"")
    except OSError as fault:
        raise StopBuild(
            f"không ghi được cạnh “{output}” ({system_reason(fault)}). Kiểm tra quyền hoặc ổ đĩa."
        ) from fault
    return staging
