"""The folder where builds keep what the next one uses again, and where publishing keeps what it remembers of its targets."""

from __future__ import annotations

import shutil
from pathlib import Path

# The folder in the cache where publishing keeps what it needs; its locks begin with the same word.
PUBLISHING_CACHE = "phat-hanh"
# How many articles the last build had, and when the portal changes next.
ARTICLE_COUNTS, NEXT_CHANGES = "lan-dung-truoc.json", "lan-toi.json"


def cache_folder(configured: object, output: Path, root: Path = Path()) -> Path:
    """
    Return the cache folder for the setting ``CACHE_FOLDER`` ("" or None: beside the output folder); a relative one lies in ``root``.

    >>> cache_folder("", Path("/cong/output")).as_posix(), cache_folder("nho", Path("/cong/output"), Path("/cong")).as_posix()
    ('/cong/.cache', '/cong/nho')
    """
    return root / str(configured) if configured else output.parent / ".cache"


def empty_cache(folder: Path) -> bool:
    """
    Remove from a cache folder what can be made again, and return whether anything stays.

    What publishing remembers stays: which releases this machine made (a forged one is known by it), what a lost ledger is made
    from again, and copies of foreign files that were removed from a target.
    """
    if not folder.is_dir():
        return False
    for entry in folder.iterdir():
        if entry.name.startswith(PUBLISHING_CACHE):
            continue
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)
    if any(folder.iterdir()):
        return True
    folder.rmdir()
    return False
