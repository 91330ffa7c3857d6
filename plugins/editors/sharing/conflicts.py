"""What two people changed in the same place: kept beside the checkout until somebody has chosen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plugins.editors.sharing.checkout import Checkout
from plugins.files.atomic_write import write_atomically

_FILE = "cong-hai-ban.json"
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Conflict:
    """
    A file that was changed here and on the server; ``path`` is below the checkout.

    ``here`` and ``there`` are the two texts, None where the file is gone; ``commit`` is the server's.
    """

    path: str
    here: bytes | None
    there: bytes | None
    commit: str


def open_conflicts(checkout: Checkout) -> list[Conflict]:
    """Return the conflicts that nobody has settled yet, by path."""
    found = []
    for path, commit in sorted(_read(checkout).items()):
        file = checkout.top / path
        here = file.read_bytes() if file.is_file() and not file.is_symlink() else None
        there = checkout.blob(commit, path)
        if here != there:
            found.append(Conflict(path, here, there, commit))
    return found


def remember_conflicts(checkout: Checkout, paths: Iterable[str], commit: str) -> None:
    """Keep which files are to be settled, beside those that are already."""
    _write(checkout, {**_read(checkout), **dict.fromkeys(paths, commit)})


def mark_settled(checkout: Checkout, path: str) -> None:
    """Take a file off the list: what it now holds is what was chosen."""
    _write(checkout, {name: commit for name, commit in _read(checkout).items() if name != path})


def _read(checkout: Checkout) -> dict[str, str]:
    """Return the commit of each file to be settled; what is no such list counts as empty."""
    try:
        known = json.loads(checkout.private_file(_FILE).read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(known, dict):
        return {}
    return {path: commit for path, commit in known.items() if _is_commit(commit)}


def _is_commit(value: object) -> bool:
    return isinstance(value, str) and len(value) in (40, 64) and _HEX.issuperset(value)


def _write(checkout: Checkout, known: Mapping[str, str]) -> None:
    place = checkout.private_file(_FILE)
    if known:
        write_atomically(place, json.dumps(known, ensure_ascii=False).encode("utf-8"))
    else:
        place.unlink(missing_ok=True)
