"""Release folders on this machine, and the symbolic link to the one that is public."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from plugins.files.atomic_write import flush_to_disk
from plugins.files.marked_folder import remove_folder
from plugins.problems.stop_build import StopBuild, system_reason
from plugins.publishing.targets.last_release import LastRelease, folder_reader, read_last_release
from plugins.publishing.targets.manifest import HEADER, ReleaseHistory
from plugins.publishing.targets.release import Release, write_release

RELEASES, CURRENT, UNFINISHED = "releases", "current", ".dang-lam"
_NAME = re.compile(r"(\d{8}T\d{6}Z)-[0-9a-f]{10}")
_STAMP = "%Y%m%dT%H%M%SZ"
_LAST_YEAR = 9999  # after which a later one has no name


def release_name(moment: datetime, digest: str) -> str:
    """
    Return the folder name of a release; names sort by the time of their releases.

    >>> release_name(datetime(2024, 6, 30, 1, tzinfo=UTC), "0123456789abcdef")
    '20240630T010000Z-0123456789'
    """
    return f"{moment.astimezone(UTC):{_STAMP}}-{digest[:10]}"


def _after(names: list[str], moment: datetime) -> datetime:
    """Return a release's time: later than those before, also where the clock went back or two share a second."""
    newest = _moment(names[-1]) if names else None
    return max(moment, newest + timedelta(seconds=1)) if newest else moment


def _moment(name: str) -> datetime | None:
    """Return the time in the name of a release; None for a name that no release has."""
    found = _NAME.fullmatch(name)
    try:
        moment = datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC) if found else None
    except ValueError:
        return None
    return moment if moment and moment.year < _LAST_YEAR else None


def is_release_name(name: str) -> bool:
    """
    Tell whether a release folder may have this name.

    >>> is_release_name("20240630T010000Z-0123456789"), is_release_name("20249999T010000Z-0123456789")
    (True, False)
    """
    return _moment(name) is not None


def read_release(folder: Path, public_key: Path | None = None) -> LastRelease:
    """
    Return the release in a folder, an empty one where there is none.

    Raises StopBuild where it cannot be read, or was not signed with the secret key of the ``public_key``.
    """
    try:
        found = read_last_release(folder_reader(folder), str(folder), public_key)
        if found.manifest is None and (folder / HEADER).exists():
            raise StopBuild(f"bản kê trong “{folder}” không khớp danh sách tệp của nó.")
    except StopBuild as fault:
        raise StopBuild(
            f"{fault} Hoặc lùi về một bản lành: python3 tasks.py publish --to … --rollback"
        ) from fault
    return LastRelease(folder if found.manifest else None, found.manifest, found.history)


def current_release(root: Path, public_key: Path | None = None) -> LastRelease:
    """Return the public release; its ledger also has the addresses of newer releases that were rolled back."""
    link = root / CURRENT
    if os.path.lexists(link) and not link.is_symlink():
        raise StopBuild(
            f"“{link}” không phải liên kết do công cụ này tạo. Chọn thư mục khác, hoặc dời nó đi."
        )
    last = read_release(link.resolve(), public_key) if link.exists() else LastRelease()
    newest = next(
        (read_release(root / RELEASES / name, public_key) for name in reversed(release_names(root))), last
    )
    if newest.folder == last.folder:
        return last
    ledger = newest.history.ledger.merged(last.history.ledger)
    return LastRelease(last.folder, last.manifest, ReleaseHistory(ledger, last.history.retained))


def release_names(root: Path) -> list[str]:
    """Return the names of the complete releases, the oldest first."""
    folder = root / RELEASES
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path.name for path in found if is_release_name(path.name) and (path / HEADER).is_file())


def add_release(
    root: Path, release: Release, last: LastRelease, moment: datetime, *, compress: bool
) -> tuple[Path, int]:
    """
    Write a release beside the others, without making it public; return its folder and how many files were written.

    It is written under a name that no server serves, and renamed when complete; what a killed run left there is reused.
    """
    unfinished = root / RELEASES / UNFINISHED
    try:
        if unfinished.is_symlink():
            unfinished.unlink()
        written = write_release(release, unfinished, last.folder, last.files, compress=compress)
        place = root / RELEASES / release_name(_after(release_names(root), moment), release.manifest.digest)
        unfinished.rename(place)
    except OSError as fault:
        raise StopBuild(
            f"không ghi được vào “{root}” ({system_reason(fault)}); bản đang công khai còn nguyên. "
            "Kiểm tra quyền và ổ đĩa rồi chạy lại."
        ) from fault
    return place, written


def switch_to(root: Path, release: Path) -> None:
    """Make a release public, by replacing the link in one step."""
    beside = root / f".{CURRENT}.moi"
    try:
        with suppress(FileNotFoundError):
            beside.unlink()
        beside.symlink_to(Path(RELEASES) / release.name, target_is_directory=True)
        beside.replace(root / CURRENT)
        flush_to_disk(root)
    except OSError as fault:
        raise StopBuild(
            f"không đổi được liên kết “{root / CURRENT}” ({system_reason(fault)}); bản cũ còn nguyên."
        ) from fault


def prune_releases(root: Path, keep: int) -> list[str]:
    """
    Remove all releases but the ``keep`` newest and the public one; return the names of those removed.

    What a killed run left of a release that it was removing goes too: only its name tells what it was.
    """
    public = (root / CURRENT).resolve().name
    complete = release_names(root)
    halves = {path.name for path in (root / RELEASES).glob("2*") if _NAME.fullmatch(path.name)} - {*complete}
    old = [name for name in (*sorted(halves), *complete[:-keep]) if name != public]
    for name in old:
        remove_folder(root / RELEASES / name)
    return old


def roll_back(root: Path, wanted: str = "") -> tuple[str, str]:
    """
    Make the release before the public one public again, or the one whose name begins with ``wanted``.

    Returns both names, from and to. Raises StopBuild where there is no such release.
    """
    known = release_names(root)
    link = root / CURRENT
    if not known or not link.is_symlink():
        raise StopBuild(f"chưa có bản phát hành nào trong “{root}”.")
    public = link.resolve().name
    if wanted:
        fitting = [name for name in known if name == wanted or name.startswith(wanted)]
        if len(fitting) != 1:
            raise StopBuild(f"không có (hay có hơn một) bản “{wanted}”. Các bản: {', '.join(known)}.")
        chosen = fitting[0]
    else:
        before = [name for name in known if name < public]
        if not before:
            raise StopBuild(f"“{public}” là bản cũ nhất còn giữ; không còn bản nào để lùi về.")
        chosen = before[-1]
    switch_to(root, root / RELEASES / chosen)
    return public, chosen
