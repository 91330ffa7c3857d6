"""Recognise the copies that sync programs and file managers make of a file, by their names, and name the original."""

from __future__ import annotations

import posixpath
import re

from plugins.vietnamese.letters import nfc

# What stands for the name of the original is the only group of each pattern.
_COPIES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # Dropbox, Nextcloud, Seafile, Linux: “bai (conflicted copy 2024-01-01)”, “bai (bản sao 2)”, “bai (3rd copy)”.
        r"(.+?)[ _]*\((?:[^()]*\s)?(?:conflicted copy|case conflict|conflict|sfconflict|xung đột|bản sao|sao chép|copy)\b[^()]*\)",
        # Browsers and Windows: “bai (1)”; macOS and Windows: “bai copy 2”, “bai - Copy (2)”, “bai - Bản sao”.
        r"(.+?)[ _]*\(\d{1,2}\)",
        r"(.+?)(?:\s+[-–]\s*|_)(?:copy|bản sao|ban sao|sao chép|sao chep)(?: ?\(?\d{1,2}\)?)?",
        r"(.+?) copy(?: \d{1,2})?",
        r"(?:copy(?: ?\(\d{1,2}\))? of|bản sao(?: ?\(\d{1,2}\))? của|ban sao cua) (.+)",
        # OneDrive adds the name of the machine; Syncthing and ownCloud the time.
        r"(.+?)-(?-i:DESKTOP|LAPTOP|PC|WIN)-(?-i:[A-Z0-9]{5,15})(?:-\d{1,2})?",
        r"(.+?)[._]sync-conflict-\d{8}-\d{6}(?:-[a-z0-9]+)?",
        r"(.+?)_conflict-\d{8}-\d{6}",
    )
)
_BACKUP = re.compile(r"(.+)\.(?:bak|old|orig|rej|backup|save)(?:\.?\d{1,2})?", re.IGNORECASE)


def original_of(name: str) -> str:
    """
    Return the name of the file that one is a copy of by its own name, "" for a name that no program gives to copies.

    >>> original_of("bai (conflicted copy 2024-01-01).md"), original_of("Bản sao của bai.md"), original_of("bai (phần 1).md")
    ('bai.md', 'bai.md', '')
    """
    stem, ending = posixpath.splitext(nfc(name))
    if not re.fullmatch(r"\.[A-Za-z0-9]{1,8}", ending):
        # The dot of a folder's or a sync program's name begins no ending.
        stem, ending = nfc(name), ""
    found = ""
    # A copy may be copied again: “bai - Copy (2) (1).md”.
    while shorter := _without_mark(stem):
        found = stem = shorter
    return f"{found}{ending}" if found else ""


def _without_mark(stem: str) -> str:
    return next((found[1].strip() for pattern in _COPIES if (found := pattern.fullmatch(stem))), "")


def backed_up(name: str) -> str:
    """
    Return the name of the file that a text editor's or a merge's backup was made of, "" for any other name.

    >>> backed_up("bai.md.bak"), backed_up("bai.bak"), backed_up("bai.md")
    ('bai.md', 'bai', '')
    """
    found = _BACKUP.fullmatch(name)
    return found[1] if found else ""
