"""Files are mended: the difference is shown, a person is asked, and each is written whole or not at all."""

from __future__ import annotations

import difflib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from plugins.category.registry import Sections
from plugins.commands.colours import Paint
from plugins.editors.checks.autofix import Doubt, doubts, with_answers, with_fixes
from plugins.files.atomic_write import write_atomically

Ask = Callable[[str], str]
_YES = frozenset({"c", "co", "có", "y", "yes", "ok"})
_ALL = frozenset({"t", "tat ca", "tất cả", "a", "all"})


@dataclass(frozen=True, slots=True)
class PendingFix:
    """A file and its text as it lies there, and as it should be."""

    path: str
    file: Path
    before: str
    after: str

    @property
    def changes(self) -> bool:
        """Whether there is anything to write."""
        return self.before != self.after


def pending_fix(path: str, file: Path, sections: Sections, zone: tzinfo) -> PendingFix | None:
    """Return a file with what is sure mended, None for one that is no text in UTF-8; ``path`` names it."""
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return PendingFix(path, file, text, with_fixes(path, text, sections, zone))


def questions(draft: PendingFix) -> list[Doubt]:
    """Return what a person should be asked of a draft."""
    return doubts(draft.path, draft.after)


def settled(draft: PendingFix, answered: Sequence[Doubt]) -> PendingFix:
    """Return a draft in which some questions were answered with yes."""
    return PendingFix(draft.path, draft.file, draft.before, with_answers(draft.after, answered))


def difference(draft: PendingFix, paint: Paint) -> Iterator[str]:
    """Yield the lines of a unified diff; spaces at the end of a line, which nobody sees, are shown as dots."""
    before, after = (text.splitlines() for text in (draft.before, draft.after))
    for line in difflib.unified_diff(before, after, draft.path, f"{draft.path} (sẽ thành)", n=1, lineterm=""):
        bare = line.rstrip(" \t\u00a0")
        shown = bare + "·" * (len(line) - len(bare)) if line[:1] in "+-" else line
        if line.startswith(("+++", "---", "@@")):
            yield paint.faint(line)
        else:
            yield paint.red(shown) if line[0] == "-" else paint.green(shown) if line[0] == "+" else line
    if (
        draft.before.replace("\r", "") != draft.before
        and draft.before.splitlines() == draft.after.splitlines()
    ):
        yield paint.faint("(chỉ khác ký tự không nhìn thấy)")


def answers(draft: PendingFix, ask: Ask) -> list[Doubt]:
    """Ask of each doubtful place whether it is to be mended; "tất cả" answers for the rest of the file."""
    found: list[Doubt] = []
    everything = False
    lines = draft.after.splitlines()
    for one in questions(draft):
        if not everything:
            line = lines[one.line - 1] if one.line <= len(lines) else ""
            around = line[max(one.start - 40, 0) : one.end + 30].strip()
            said = ask(
                f"{draft.path}:{one.line}: …{around}…\n  đổi “{one.before}” thành “{one.after}”? [c = có, k = không, t = có tất cả] "
            )
            answer = said.strip().lower()
            everything = answer in _ALL
            if not everything and answer not in _YES:
                continue
        found.append(one)
    return found


def says_yes(answer: str) -> bool:
    """
    Tell whether an answer is a yes; nothing typed is a no.

    >>> says_yes("C"), says_yes("có"), says_yes(""), says_yes("k")
    (True, True, False, False)
    """
    return answer.strip().lower() in _YES | _ALL


def write(draft: PendingFix) -> None:
    """Write a draft over its file, whole or not at all; the file's rights stay, a link stays a link."""
    target = Path(os.path.realpath(draft.file))
    write_atomically(target, draft.after.encode("utf-8"), stat.S_IMODE(target.stat().st_mode))
