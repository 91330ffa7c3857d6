"""The folder where builds keep what the next one uses again, and where publishing keeps what it remembers of its targets."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

# The folder in the cache where publishing keeps what it needs; its locks begin with the same word.
PUBLISHING_CACHE = "phat-hanh"
# How many articles the last build had, and when the portal changes next.
ARTICLE_COUNTS, NEXT_CHANGES = "lan-dung-truoc.json", "lan-toi.json"


# What every file system takes as a name and gives back as it was; Windows has devices for some.
_PLAIN_NAME, _LONGEST_NAME = re.compile(r"\w(?:[\w .-]*[\w-])?"), 120
_DEVICE = re.compile(r"con|prn|aux|nul|(?:com|lpt)[0-9\u00b9\u00b2\u00b3]", re.IGNORECASE)


def cache_folder(configured: object, output: Path, root: Path = Path()) -> Path:
    """
    Return the cache folder for the setting ``CACHE_FOLDER`` ("" or None: beside the output folder); a relative one lies in ``root``.

    >>> cache_folder("", Path("/cong/output")).as_posix(), cache_folder("nho", Path("/cong/output"), Path("/cong")).as_posix()
    ('/cong/.cache', '/cong/nho')
    """
    return root / str(configured) if configured else output.parent / ".cache"


def name_in_cache(name: str) -> str:
    """
    Return under which name a folder of the cache belongs to something that people named: another for each, and never a path.

    >>> name_in_cache("may-chu"), name_in_cache("../cong"), name_in_cache("con")
    ('may-chu', 'cong~6e44e0beaed3c609', 'con~1143da2bc54c495c')
    """
    data = name.encode("utf-8", "surrogatepass")
    is_device = _DEVICE.fullmatch(name.partition(".")[0].rstrip())
    if _PLAIN_NAME.fullmatch(name) and len(data) <= _LONGEST_NAME and not is_device:
        return name
    # "~" is in no plain name: what is made here is nobody's own.
    readable = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[-40:]
    return f"{readable}~{hashlib.sha256(data).hexdigest()[:16]}"


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
