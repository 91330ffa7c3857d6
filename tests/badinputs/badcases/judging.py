"""Compare what came of a bad input with what was wanted."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from badcases.building import Outcome, ReportedProblem
from badcases.case import Action, Case
from badcases.site import CONTROLS

Tree = Mapping[str, str]


def tree(folder: Path, leave_out: Callable[[str], bool] = lambda path: False) -> Tree:
    """
    Return all files of a folder with a digest of each; links by what they say.

    ``leave_out`` tells of the path of a file, or of a folder with a slash behind it, that it is not looked at.
    """
    found: dict[str, str] = {}
    for top, folders, names in os.walk(folder):
        above = f"{top}/"[len(f"{folder}/") :]
        links = [name for name in folders if os.path.islink(f"{top}/{name}")]
        folders[:] = [name for name in folders if not leave_out(f"{above}{name}/")]
        for name in [*names, *links]:
            if not leave_out(above + name):
                found[above + name] = hashlib.sha256(_content(f"{top}/{name}")).hexdigest()
    return found


def _content(path: str) -> bytes:
    if os.path.islink(path):
        return os.readlink(path).encode()
    with open(path, "rb") as file:
        return file.read()


def sources(site: Path, output: str) -> Tree:
    """Return what a build must not touch: all of a site but its output and the build's own dot folders."""
    return tree(site, lambda path: path.startswith((".", f"{output}/")) or "__pycache__" in path)


def plain(text: str) -> str:
    """Return text as it is compared: composed, and without capitals."""
    return unicodedata.normalize("NFC", text).casefold()


def at(problems: tuple[ReportedProblem, ...], places: tuple[str, ...]) -> list[ReportedProblem]:
    """Return the problems that stand at one of some files."""
    wanted = [plain(place.removeprefix("content/")) for place in places]
    return [one for one in problems if any(plain(one.path).endswith(place) for place in wanted)]


def whole(output: Path) -> bytes:
    """Return what all files of an output hold, one after the other; no-break spaces are spaces."""
    files = (file for file in output.rglob("*") if file.is_file())
    return b"\0".join(file.read_bytes().replace(b"\xc2\xa0", b" ") for file in files)


def holds(output: Path, text: str) -> bool:
    """Return whether a text stands in any file of an output; no-break spaces count as spaces."""
    return text.encode() in whole(output)


def public(case: Case, output: Path, shown: bytes) -> Iterator[str]:
    """Yield what is wrong with the output of a build that published, of which ``shown`` is the whole."""
    for control in CONTROLS:
        if control.encode() not in shown:
            yield f"{control} is lost"
    for text in case.shows:
        if text.encode() not in shown:
            yield f"not shown: {text}"
    for text in case.hides:
        if text.encode() in shown:
            yield f"public: {text}"
    if case.check:
        try:
            case.check(output)
        except (AssertionError, OSError) as fault:
            yield f"{case.check.__name__}: {fault or case.check.__doc__}"


def missing_words(case: Case, reported: list[ReportedProblem]) -> Iterator[str]:
    """Yield the words that no problem holds."""
    text = plain("\n".join(one.text for one in reported))
    for word in case.says:
        if plain(word) not in text:
            yield f"missing: {word} (reported: {[one.text for one in reported]})"


def judge_published(case: Case, outcome: Outcome, output: Path) -> Iterator[str]:
    """Yield what is wrong after an input that must not stop the build."""
    reported = at(outcome.problems, case.places)
    warnings = [one for one in reported if one.level == "warning"]
    if outcome.exit != 0:
        all_reported = [(one.path, one.text) for one in outcome.problems]
        yield f"exit {outcome.exit}, wanted 0: {all_reported} {outcome.printed[-2000:]}"
        return
    if case.action is Action.OK and reported:
        yield f"reported for nothing: {[one.text for one in reported]}"
    if case.action in {Action.WARN, Action.REPAIR_WARN}:
        if not warnings:
            yield f"no warning at {case.places}"
        yield from missing_words(case, warnings)
    shown = whole(output)
    if case.mark and (case.mark.encode() in shown) == case.unpublished:
        yield "published" if case.unpublished else "lost"
    yield from public(case, output, shown)


def judge_rejected(case: Case, outcome: Outcome, before: Tree, after: Tree) -> Iterator[str]:
    """Yield what is wrong after an ordinary build with an input that must be rejected."""
    reported = [one for one in at(outcome.problems, case.places) if one.level == "error"]
    if outcome.exit != 1:
        texts = [one.text for one in outcome.problems]
        yield f"exit {outcome.exit}, wanted 1: {texts} {outcome.printed[-2000:]}"
    if not reported:
        yield f"no error at {case.places}: {[(one.path, one.text) for one in outcome.problems]}"
    yield from missing_words(case, reported)
    if before != after:
        yield "the last good output was changed"


def judge_quarantined(case: Case, outcome: Outcome, output: Path) -> Iterator[str]:
    """Yield what is wrong after a build that publishes all but the rejected."""
    if outcome.exit not in {0, 1}:
        yield f"exit {outcome.exit} with --quarantine: {outcome.printed[-2000:]}"
    shown = whole(output)
    if case.mark and case.mark.encode() in shown:
        yield "the rejected article is public"
    yield from public(case, output, shown)


def judge_stopped(case: Case, outcome: Outcome, before: Tree, after: Tree) -> Iterator[str]:
    """Yield what is wrong after a fault of configuration, theme, plugin or disk."""
    if outcome.exit != 2:
        yield f"exit {outcome.exit}, wanted 2: {outcome.printed[-2000:]}"
    text = plain("\n".join([outcome.printed, *(one.text for one in outcome.problems)]))
    for word in case.says:
        if plain(word) not in text:
            yield f"missing: {word} (printed: {outcome.printed[-2000:]})"
    if "traceback (most recent call last)" in text:
        yield f"a traceback was shown: {outcome.printed[-2000:]}"
    if before != after:
        yield "the last good output was changed"
