"""Release folders on this machine, and the one link that says which of them the public reads."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from plugins.files.atomic_write import flush_to_disk
from plugins.files.marked_folder import remove_folder
from plugins.problems.stop_build import StopBuild, system_reason
from plugins.publishing.targets.manifest import (
    BOOK,
    FILES,
    HEADER,
    BadManifest,
    Book,
    Manifest,
    ManifestEntry,
    read_book,
    read_manifest,
)
from plugins.publishing.targets.release import Release, lay_down

RELEASES, CURRENT, UNFINISHED = "releases", "current", ".dang-lam"
LOCK = ".khoa"
_NAME = re.compile(r"(\d{8}T\d{6}Z)-[0-9a-f]{10}")
_STAMP = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True, slots=True)
class Last:
    """The release that is public: where it lies, its manifest and its book; all None and empty where there is none."""

    folder: Path | None = None
    manifest: Manifest | None = None
    book: Book = field(default_factory=Book)

    @property
    def files(self) -> dict[str, ManifestEntry]:
        """Every file that it holds: its own, and those that it keeps of releases before."""
        kept = {path: one.file for path, one in self.book.kept.items()}
        return {**kept, **(self.manifest.files if self.manifest else {})}


def release_name(moment: datetime, digest: str) -> str:
    """
    Return the folder name of a release: names sort as releases follow each other.

    >>> release_name(datetime(2024, 6, 30, 1, tzinfo=UTC), "0123456789abcdef")
    '20240630T010000Z-0123456789'
    """
    return f"{moment.astimezone(UTC):{_STAMP}}-{digest[:10]}"


def _after(names: list[str], moment: datetime) -> datetime:
    """Return a release's moment: later than those before it, also where a clock went back or a second was too long."""
    if not names or not (found := _NAME.fullmatch(names[-1])):
        return moment
    newest = datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC)
    return max(moment, newest + timedelta(seconds=1))


def read_last(folder: Path) -> Last:
    """Return what a folder says of the release in it; raise StopBuild where it says something that is none."""
    try:
        manifest = read_manifest((folder / HEADER).read_bytes(), (folder / FILES).read_bytes())
        return Last(folder, manifest, read_book((folder / BOOK).read_bytes()))
    except FileNotFoundError:
        return Last()
    except (BadManifest, OSError) as fault:
        raise StopBuild(
            f"không đọc được bản phát hành trong “{folder}” ({fault}). "
            "Lùi về một bản lành: python3 tasks.py publish --to … --rollback"
        ) from fault


def current(root: Path) -> Last:
    """Return the release that the public reads; the record of addresses is also that of newer ones that were left."""
    link = root / CURRENT
    if os.path.lexists(link) and not link.is_symlink():
        raise StopBuild(
            f"“{link}” không phải liên kết do công cụ này tạo. Chọn thư mục khác, hoặc dời nó đi."
        )
    last = read_last(link.resolve()) if link.exists() else Last()
    newest = next((read_last(root / RELEASES / name) for name in reversed(names(root))), last)
    if newest.folder == last.folder:
        return last
    record = newest.book.record.merged(last.book.record)
    return Last(last.folder, last.manifest, Book(record, last.book.kept))


def names(root: Path) -> list[str]:
    """Return the releases that lie there whole, the oldest first."""
    folder = root / RELEASES
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path.name for path in found if _NAME.fullmatch(path.name) and (path / HEADER).is_file())


def add(root: Path, release: Release, last: Last, moment: datetime, *, compress: bool) -> tuple[Path, int]:
    """
    Lay a release down beside the others and return its folder and how many files were written; nothing is switched.

    What a killed run left is finished: it lies under a name that no server is told of.
    """
    unfinished = root / RELEASES / UNFINISHED
    try:
        written = lay_down(release, unfinished, last.folder, last.files, compress=compress)
        place = root / RELEASES / release_name(_after(names(root), moment), release.manifest.digest)
        unfinished.rename(place)
    except OSError as fault:
        raise StopBuild(
            f"không ghi được vào “{root}” ({system_reason(fault)}); bản đang công khai còn nguyên. "
            "Kiểm tra quyền và ổ đĩa rồi chạy lại."
        ) from fault
    return place, written


def switch(root: Path, release: Path) -> None:
    """Make a release the one that the public reads, in one step."""
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


def prune(root: Path, keep: int) -> list[str]:
    """Remove the oldest releases but for so many and the public one; return their names."""
    public = (root / CURRENT).resolve().name
    old = [name for name in names(root)[:-keep] if name != public]
    for name in old:
        remove_folder(root / RELEASES / name)
    return old


def roll_back(root: Path, wanted: str = "") -> tuple[str, str]:
    """
    Make the release before the public one public again, or the one that is named; return both names, from and to.

    Raises StopBuild where there is none such.
    """
    known = names(root)
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
    switch(root, root / RELEASES / chosen)
    return public, chosen
