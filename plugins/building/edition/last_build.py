"""Remember of the last build of an output folder how many articles it had, and when the portal changes next."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from plugins.files.atomic_write import write_atomically
from plugins.lifecycle.next_change import NextChange
from plugins.problems.stop_build import StopBuild


def _counts(record: Path) -> dict[str, int]:
    """Return the article counts of a record by output folder."""
    return {name: number for name, number in _known(record).items() if type(number) is int}


def last_article_count(record: Path, output: Path) -> int:
    """Return how many articles the last build of an output folder had, 0 if unknown."""
    return _counts(record).get(str(output.resolve()), 0)


def remember_article_count(record: Path, output: Path, found: int) -> None:
    """Write to ``record`` how many articles the build of an output folder had."""
    _write(record, {**_counts(record), str(output.resolve()): found})


def remember_next_change(record: Path, output: Path, next_change: NextChange | None) -> None:
    """Write to ``record`` when the portal in an output folder changes by itself, and why, for ``tasks.py next``."""
    entry = {
        "luc": next_change.moment.isoformat() if next_change else None,
        "vi": next_change.why if next_change else "",
    }
    _write(record, {**_known(record), str(output.resolve()): entry})


def known_settings(record: Path, output: Path) -> str:
    """Return the mark of the settings that the last build of an output folder was made with, "" if unknown."""
    return str(_known(record).get(str(output.resolve()), ""))


def remember_settings(record: Path, output: Path, mark: str) -> None:
    """Write to ``record`` the mark of the settings that a build of an output folder is made with."""
    _write(record, {**_known(record), str(output.resolve()): mark})


def _known(record: Path) -> dict[str, Any]:
    """Return what a record says of each output folder; one that is broken is as good as none."""
    try:
        read = json.loads(record.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _write(record: Path, known: dict[str, Any]) -> None:
    write_atomically(record, json.dumps(known, ensure_ascii=False).encode())


def check_article_count(content: Path, found: int, before: int, confirmed: bool = False) -> None:
    """
    Raise StopBuild if there is no article, or fewer than half of last time, and nobody confirmed it.

    >>> check_article_count(Path("content"), 20, 40)
    """
    if confirmed:
        return
    if found == 0:
        raise StopBuild(f"0 bài trong “{content}” (lần trước {before}). Kiểm tra lại thư mục; không dựng.")
    if found * 2 < before:
        raise StopBuild(
            f"chỉ còn {found} bài (lần trước {before}). Nếu đúng ý, thêm --bot-bai-la-dung; không dựng."
        )
