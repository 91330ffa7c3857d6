"""Release folders on this machine, and the symbolic link to the one that is public."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from plugins.files.atomic_write import flush_to_disk
from plugins.files.marked_folder import remove_folder
from plugins.problems.stop_build import StopBuild, system_reason
from plugins.publishing.releases.compare_target import compare_target, damage_in_words, forgery
from plugins.publishing.releases.findings import Findings
from plugins.publishing.releases.folder_contents import FolderContents, folder_contents
from plugins.publishing.releases.last_release import LastRelease, folder_reader, read_last_release
from plugins.publishing.releases.manifest import HEADER, ReleaseHistory
from plugins.publishing.releases.release import Release, write_release
from plugins.publishing.targets.deploy_target import publish_command

RELEASES, CURRENT, UNFINISHED = "releases", "current", ".dang-lam"
_NAME = re.compile(r"(\d{8}T\d{6}Z)-[0-9a-f]{10}")
_OR_BACK = f"Hoặc lùi về một bản lành: {publish_command('…')} --lui-lai"
_STAMP = "%Y%m%dT%H%M%SZ"
_LAST_YEAR = 9999  # after which a later one has no name


def release_name(moment: datetime, digest: str) -> str:
    """
    Return the folder name of a release; names sort by the time of their releases.

    >>> release_name(datetime(2024, 6, 30, 1, tzinfo=UTC), "0123456789abcdef")
    '20240630T010000Z-0123456789'
    """
    return f"{moment.astimezone(UTC):{_STAMP}}-{digest[:10]}"


def next_release_name(names: Sequence[str], moment: datetime, digest: str) -> str:
    """
    Return the name of a new release, which comes after all ``names``, the oldest first, whatever the clock says.

    >>> next_release_name(["20240630T010000Z-0123456789"], datetime(2024, 6, 30, 1, tzinfo=UTC), "0123456789abcdef")
    '20240630T010001Z-0123456789'
    """
    newest = _moment(names[-1]) if names else None
    return release_name(max(moment, newest + timedelta(seconds=1)) if newest else moment, digest)


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
        raise StopBuild(f"{fault} {_OR_BACK}") from fault
    return replace(found, folder=folder if found.manifest else None)


def current_release(root: Path, public_key: Path | None = None) -> LastRelease:
    """Return the public release, as ``public_of`` says it is; raise StopBuild where the link to it is no link."""
    link = root / CURRENT
    if os.path.lexists(link) and not link.is_symlink():
        raise StopBuild(
            f"“{link}” không phải liên kết do công cụ này tạo. Chọn thư mục khác, hoặc dời nó đi."
        )
    return public_of(
        release_names(root),
        public_name(root),
        lambda name: read_release(root / RELEASES / name, public_key),
        str(root),
    )


def public_of(
    names: Sequence[str], public: str, read: Callable[[str], LastRelease], where: str
) -> LastRelease:
    """
    Return the public release; its ledger also has the addresses of newer releases that were rolled back.

    ``names`` are those of the complete releases, the oldest first. Where the link leads elsewhere than to a release of
    ours ("" is ``public``), that is the newest one, and it has no folder: its history counts, and none of its files
    is taken over. Raises StopBuild where it cannot be read.
    """
    if public and public not in names:
        # Its header is gone: whoever took it away does not make a first release of the next one.
        raise StopBuild(f"bản đang công khai ở “{where}/{RELEASES}/{public}” đã mất {HEADER}. {_OR_BACK}")
    last = read(public) if public else LastRelease()
    for name in reversed(names):
        if name == public:
            return last
        with suppress(StopBuild):
            newest = read(name)
            if not public:
                return replace(newest, folder=None)
            ledger = newest.history.ledger.merged(last.history.ledger)
            return replace(last, history=ReleaseHistory(ledger, last.history.retained))
    return last


def public_name(root: Path) -> str:
    """Return the name of the folder that the link leads to, "" where it leads to none beside the releases."""
    place = (root / CURRENT).resolve()
    return place.name if place.is_dir() and place.parent == (root / RELEASES).resolve() else ""


def public_folder(root: Path) -> Path:
    """Return the folder of the public release, where ``root`` holds release folders; a folder of one release is itself that."""
    current = root / CURRENT
    return current if current.exists() else root


def release_names(root: Path) -> list[str]:
    """Return the names of the complete releases, the oldest first."""
    folder = root / RELEASES
    found = folder.iterdir() if folder.is_dir() else ()
    return sorted(path.name for path in found if is_release_name(path.name) and (path / HEADER).is_file())


def add_release(
    root: Path, release: Release, last: FolderContents | None, moment: datetime, *, compress: bool
) -> tuple[Path, int]:
    """
    Write a release beside the others, without making it public; return its folder and how many files were written.

    ``last`` are the contents of the folder of the release before; what is sound there is hard-linked.

    It is written under a name that no server serves, and renamed when complete; what a killed run left there is reused.
    """
    unfinished = root / RELEASES / UNFINISHED
    try:
        if unfinished.is_symlink():
            unfinished.unlink()
        written = write_release(release, unfinished, last, compress=compress)
        place = root / RELEASES / next_release_name(release_names(root), moment, release.manifest.digest)
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


def check_release(last: LastRelease, contents: FolderContents) -> Findings:
    """Return what is not as it was published in the folder of a release."""
    retained = {path: one.file for path, one in last.history.retained.items()}
    files = last.manifest.files if last.manifest else {}
    return compare_target(contents.checksums(), files, retained)


def release_damage(folder: Path, known: Collection[tuple[int, str]]) -> str:
    """
    Return in words what is not as it was published in a release folder, "" where it is sound.

    ``known`` are the numbers and manifest digests of the releases that are remembered.
    """
    try:
        last = read_release(folder)
        return forgery(last, known) or damage_in_words(check_release(last, folder_contents(folder)))
    except StopBuild as fault:
        return str(fault)


def chosen_release(known: Sequence[str], public: str, wanted: str, where: str) -> str:
    """
    Return the release to go back to: the one before the public one, or the one whose name begins with ``wanted``.

    ``known`` are the names of the complete releases, the oldest first. Raises StopBuild where there is none.

    >>> chosen_release(["a", "b", "c"], "c", "", "/srv"), chosen_release(["a", "b", "c"], "b", "c", "/srv")
    ('b', 'c')
    """
    if not known:
        raise StopBuild(f"chưa có bản phát hành nào trong “{where}”.")
    if wanted:
        fitting = [name for name in known if name == wanted] or [
            name for name in known if name.startswith(wanted)
        ]
        if len(fitting) != 1:
            raise StopBuild(f"không có (hay có hơn một) bản “{wanted}”. Các bản: {', '.join(known)}.")
        return fitting[0]
    before = [name for name in known if name < public] if public else list(known)
    if not before:
        raise StopBuild(f"“{public}” là bản cũ nhất còn giữ; không còn bản nào để lùi về.")
    return before[-1]


def refuse_damaged(
    chosen: str, known: Sequence[str], public: str, damage_of: Callable[[str], str], target: str
) -> None:
    """Raise StopBuild where the chosen release is not as it was published, with what to do instead."""
    why = damage_of(chosen)
    if not why:
        return
    others = [name for name in reversed(known) if name < chosen and name != public]
    sound = next((name for name in others if not damage_of(name)), "")
    command = publish_command(target)
    hint = (
        f"Bản lành gần nhất trước đó: {command} --lui-lai {sound}"
        if sound
        else f"Không còn bản cũ nào lành trước đó; dựng lại từ nguồn: {command} --va-lai"
    )
    raise StopBuild(
        f"không lùi về “{chosen}”: bản này không còn như lúc phát hành ({why}). Chưa đổi gì. {hint}"
    )


def switch_back(
    root: Path, wanted: str, target: str, known: Collection[tuple[int, str]] = ()
) -> tuple[str, str]:
    """
    Make the release before the public one public again, or the one whose name begins with ``wanted``.

    Every file of it is read first. Returns both names, from and to. Raises StopBuild where there is no such release,
    or it is not as it was published; ``target`` is named in what to do then, ``known`` are the numbers and manifest
    digests of the releases that are remembered.
    """
    names, public = release_names(root), public_name(root)
    chosen = chosen_release(names, public, wanted, str(root))
    refuse_damaged(chosen, names, public, lambda name: release_damage(root / RELEASES / name, known), target)
    switch_to(root, root / RELEASES / chosen)
    return public or CURRENT, chosen
