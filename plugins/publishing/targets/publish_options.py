"""What is said of one run of publishing, beside what is published and where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PublishOptions:
    """
    The options of one run: seconds to ``wait`` for another run, only a ``dry_run``, the ``first`` release of a target.

    With ``repair`` every file at the target is read and foreign ones are removed, also where nothing is new.
    ``history`` are sites and folders whose ledgers are taken over: behind "=" a place names the folder below which its
    addresses are known from now on. With ``restore`` the target's own records are lost or damaged.
    ``key`` is the file of the key to sign with; with a ``public_key`` nothing of a target's records is used that was not
    signed with the secret one. With ``set_aside`` old addresses that have a problem lead nowhere, and the rest is
    published. ``private`` says that the portal lies in an inner network, ``overwrite`` that newer edits of others which
    are public may be lost; the sources lie in ``project``.
    """

    wait: float = 60.0
    dry_run: bool = False
    first: bool = False
    history: tuple[str, ...] = ()
    restore: bool = False
    key: Path | None = None
    public_key: Path | None = None
    set_aside: bool = False
    repair: bool = False
    private: bool = False
    project: Path = Path()
    overwrite: bool = False
