"""Apply fixes to files: show the difference, ask a person, and write each file as a whole or not at all."""

from __future__ import annotations

import difflib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from plugins.article.reading_habits import ReadingHabits
from plugins.article.registries import Registries
from plugins.commands.colours import Paint
from plugins.commands.typed_answer import means_yes
from plugins.editors.checks.autofix import (
    UncertainFix,
    uncertain_fixes,
    with_confirmed,
    with_fixes,
    with_slug,
)
from plugins.files.atomic_write import write_atomically

Ask = Callable[[str], str]
_ALL = frozenset({"t", "tat ca", "tất cả", "a", "all"})


@dataclass(frozen=True, slots=True)
class PendingFix:
    """A file with its text on the disk and its fixed text; ``path`` is the path that problems name, ``habits`` how the portal reads it."""

    path: str
    file: Path
    before: str
    after: str
    habits: ReadingHabits

    @property
    def changes(self) -> bool:
        """Whether there is anything to write."""
        return self.before != self.after


def pending_fix(path: str, file: Path, registries: Registries, slug: str = "") -> PendingFix | None:
    """
    Return a file with its certain fixes, None for one that is no text in UTF-8; ``path`` is the path that problems name.

    ``slug`` is written into the header of an article whose address another one has.
    """
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    fixed = with_fixes(path, text, registries)
    return PendingFix(path, file, text, with_slug(path, fixed, slug) if slug else fixed, registries.habits)


def questions(fix: PendingFix) -> list[UncertainFix]:
    """Return the fixes of a file that a person has to confirm."""
    return uncertain_fixes(fix.path, fix.after, fix.habits)


def with_confirmed_fixes(fix: PendingFix, confirmed: Sequence[UncertainFix]) -> PendingFix:
    """Return a file with some uncertain fixes added."""
    return replace(fix, after=with_confirmed(fix.after, confirmed))


def difference(fix: PendingFix, paint: Paint) -> Iterator[str]:
    """Yield the lines of a unified diff, in which spaces at the end of a line are shown as dots."""
    before, after = (text.splitlines() for text in (fix.before, fix.after))
    for line in difflib.unified_diff(before, after, fix.path, f"{fix.path} (sẽ thành)", n=1, lineterm=""):
        bare = line.rstrip(" \t\u00a0")
        shown = bare + "·" * (len(line) - len(bare)) if line[:1] in "+-" else line
        if line.startswith(("+++", "---", "@@")):
            yield paint.faint(line)
        else:
            yield paint.red(shown) if line[0] == "-" else paint.green(shown) if line[0] == "+" else line
    if fix.before.replace("\r", "") != fix.before and fix.before.splitlines() == fix.after.splitlines():
        yield paint.faint("(chỉ khác ký tự không nhìn thấy)")


def ask_about(fix: PendingFix, ask: Ask) -> list[UncertainFix]:
    """Ask a person about each uncertain fix of a file, and return the confirmed ones; "tất cả" confirms all that follow."""
    confirmed: list[UncertainFix] = []
    confirm_all = False
    lines = fix.after.splitlines()
    for one in questions(fix):
        if not confirm_all:
            line = lines[one.line - 1] if one.line <= len(lines) else ""
            context = line[max(one.start - 40, 0) : one.end + 30].strip()
            answer = ask(
                f"{fix.path}:{one.line}: …{context}…\n  đổi “{one.before}” thành “{one.after}”? [c = có, k = không, t = có tất cả] "
            )
            confirm_all = answer.strip().lower() in _ALL
            if not (confirm_all or means_yes(answer)):
                continue
        confirmed.append(one)
    return confirmed


def write_fix(fix: PendingFix) -> None:
    """Replace a file by its fixed text in one step; its permissions stay, and a symbolic link stays a link."""
    target = Path(os.path.realpath(fix.file))
    write_atomically(target, fix.after.encode("utf-8"), stat.S_IMODE(target.stat().st_mode))
