"""Compare what lies at a target with the release that was published there."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from plugins.files.marked_folder import MARKER
from plugins.problems.printable import printable
from plugins.publishing.releases.compress import COMPRESSED_ENDINGS
from plugins.publishing.releases.findings import Findings
from plugins.publishing.releases.last_release import LastRelease
from plugins.publishing.releases.manifest import METADATA, ManifestEntry
from plugins.publishing.releases.reserved_names import HIDDEN_SERVER_FOLDER, MACHINE_LOCK, TARGET_LOCK

# Names told in one line.
_NAMED = 8
# What publishing leaves at a target beside the files of the release.
_OWN_FILES = re.compile(
    rf"(?:{re.escape(HIDDEN_SERVER_FOLDER)}/(?:[\w-]+\.(?:map|conf)|Caddyfile)"
    rf"|(?:{re.escape(MACHINE_LOCK)}|{re.escape(TARGET_LOCK)})(?:\.json)?|{re.escape(MARKER)})"
)


def is_own_file(path: str) -> bool:
    """
    Tell whether publishing leaves a file of this name at a target, beside the files of the release.

    >>> is_own_file(".khoa-phat-hanh.json"), is_own_file(".khoa-phat-hanh-casino.html")
    (True, False)
    """
    return _OWN_FILES.fullmatch(path) is not None


def compare_target(
    sums: Iterable[tuple[str, str]],
    wanted: Mapping[str, ManifestEntry],
    retained: Mapping[str, ManifestEntry],
) -> Findings:
    """
    Return what differs between the files at a target, given with their SHA-256, and those of its release.

    ``wanted`` have to be there; ``retained``, of earlier releases, may be.
    """
    there = dict(sums)
    found = Findings(seen=set(wanted))
    for path, file in wanted.items():
        if path not in there:
            found.missing[path] = "không có"
        elif there[path] != file.sha256:
            found.differ[path] = "nội dung khác bản kê"
    for path, sha256 in there.items():
        if path in wanted or path in METADATA or is_own_file(path):
            continue
        if path in retained:
            if retained[path].sha256 != sha256:
                found.differ[path] = "nội dung khác bản kê"
        elif not _is_copy(path, wanted, retained):
            found.foreign[f"/{path}"] = "không có trong bản kê"
    return found


def _is_copy(path: str, *files: Mapping[str, object]) -> bool:
    """Tell whether a path is that of a precompressed copy of one of the files."""
    return path.endswith(COMPRESSED_ENDINGS) and any(path[:-3] in one for one in files)


def forgery(last: LastRelease, known: Collection[tuple[int, str]]) -> str:
    """
    Return in words how the records of a kept release betray that somebody else wrote them, "" where they do not.

    ``known`` are the numbers and manifest digests that are remembered; what is older than all of them is not judged.
    """
    if last.manifest is None or last.statement is None or not known:
        return ""
    serial, numbers = last.statement.serial, {number for number, _ in known}
    if (serial, last.manifest.digest) in known or (serial not in numbers and serial < max(numbers)):
        return ""
    return f"bản kê không phải của bản số {serial} đã phát hành"


def named(paths: Collection[str]) -> str:
    """
    Return some names for a message, and how many more there are; what a terminal would obey is written out.

    >>> named(["a", "b\\x1b[2J"])
    'a; b\\\\x1b[2J'
    """
    shown = "; ".join(printable_path(path) for path in sorted(paths)[:_NAMED])
    return f"{shown} … và {len(paths) - _NAMED} tệp nữa" if len(paths) > _NAMED else shown


def printable_path(path: str) -> str:
    """Return the path of a foreign file as a terminal may show it, bytes that are no UTF-8 written out."""
    return printable(path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace"))


def damage_in_words(found: Findings) -> str:
    """
    Return in words what is not as it was published, "" where all is sound.

    >>> damage_in_words(Findings(differ={"index.html": "x"}, foreign={"/shell.php": "x"}))
    'khác: index.html; lạ: /shell.php'
    """
    parts = (("khác", found.differ), ("thiếu", found.missing), ("lạ", found.foreign))
    return "; ".join(f"{title}: {named(some)}" for title, some in parts if some)
