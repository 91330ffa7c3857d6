"""Files at a target that no release put there: which they are, and which of them are removed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from fnmatch import fnmatchcase

from plugins.publishing.releases.compare_target import named
from plugins.publishing.releases.last_release import LastRelease
from plugins.publishing.releases.manifest import METADATA
from plugins.publishing.releases.release import compressed_companions
from plugins.publishing.releases.reserved_names import HIDDEN_SERVER_FOLDER, TARGET_LOCK
from plugins.publishing.targets.transport import PublishSession
from plugins.publishing.targets.upload_order import TargetFolder, TargetState

_LOCKS = frozenset({TARGET_LOCK, f"{TARGET_LOCK}.json"})
# What an rsync that was killed leaves at a target (--delay-updates).
_WAITING = ".~tmp~"
# Where foreign files are kept before they are removed; with more of them than this nothing is removed unasked.
_SAVED, _MOST_REMOVED = "tep-la", 50


def is_spared(path: str, session: PublishSession) -> bool:
    """Tell whether a file stays at a target though no release has it: the lock, and what the keeper calls his own."""
    return path in _LOCKS or any(fnmatchcase(path, pattern) for pattern in session.target.own_files)


def foreign_files(
    others: Iterable[str], session: PublishSession, last: LastRelease, ours: Collection[str] = ()
) -> set[str]:
    """
    Return those of other files at a target that neither the last release nor the keeper put there.

    ``ours`` are the files of the new release, and those that a run which was cut off was sending.
    """
    known = {*last.files, *compressed_companions(last.files), *METADATA, *ours}
    return {
        path
        for path in others
        if path not in known
        and _in_its_place(path) not in known
        and not path.startswith(f"{HIDDEN_SERVER_FOLDER}/")
        and not is_spared(path, session)
    }


def _in_its_place(path: str) -> str:
    """
    Return the file that a file at a target was to become: rsync lets new ones wait in a folder until all are there.

    >>> _in_its_place("tin/.~tmp~/index.html"), _in_its_place("tin/index.html")
    ('tin/index.html', 'tin/index.html')
    """
    return "/".join(part for part in path.split("/") if part != _WAITING)


def leave_foreign(
    folder: TargetFolder,
    session: PublishSession,
    foreign: Collection[str],
    there: TargetState,
    *,
    is_first: bool,
) -> set[str]:
    """
    Copy foreign files into the cache, and return those that are to stay at the target; both are told by name.

    They stay where no release was before, where they are many or too large to be copied, unless a repair was asked for.
    """
    if not foreign:
        return set()
    saved = session.cache_folder / _SAVED / f"{datetime.now():%Y%m%dT%H%M%S}"
    left: set[str] = set()
    if not session.options.repair and (is_first or len(foreign) > _MOST_REMOVED):
        left = {*foreign}
    else:
        copied = [path for path in sorted(foreign) if path not in there.barriers and _is_plain(path)]
        saved.mkdir(parents=True, exist_ok=True)
        folder.download(copied[: 10 * _MOST_REMOVED], saved)
        if not session.options.repair:
            left = {path for path in copied if not (saved / path).is_file()}
    if gone := {*foreign} - left:
        session.tell(
            f"Gỡ {len(gone)} tệp lạ khỏi “{session.target.name}”: {named(gone)}. Bản sao để xem lại: {saved}. "
            "Nếu là tệp của bạn: ghi tên vào own_files của đích (publishconf.py) rồi chép lại."
        )
    if left:
        session.tell(
            f"CHÚ Ý: còn {len(left)} tệp lạ ở “{session.target.name}”, chưa gỡ: {named(left)}. "
            "Nếu là tệp của bạn: ghi tên vào own_files của đích (publishconf.py). Nếu không: thêm --va-lai để gỡ."
        )
    return left


def _is_plain(path: str) -> bool:
    """Tell whether a path leads below the folder that it is copied into, and a terminal may show it."""
    return path.isprintable() and not path.startswith("/") and ".." not in path.split("/")
