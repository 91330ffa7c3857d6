"""No small input stalls a build: whatever reads an editor's text takes time that grows no faster than the text."""

from __future__ import annotations

import importlib
import inspect
import os
import pkgutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from cProfile import Profile
from math import inf
from types import CodeType, FrameType

import pytest
from hostile_texts import HOSTILE_TEXTS
from text_readers import READERS, TextReader

import plugins

# Characters. Steps are counted on short texts; regular expressions take none, so their time is measured on long ones.
SHORT, LONG = 300, 4_000
# What the steps of a text twice as long may be to those of the text; fewer steps than these are no matter.
DOUBLED, FEW = 2.3, 3_000
# Seconds of the processor. Where a long text takes more, half of it must not take less than a third, nor its half of that.
NOTED, SLOW, STALLED, GROWTH = 0.01, 0.15, 20.0, 3.0
# An eighth of all pairs, other texts for each function in turn; 1 tries them all, for ten minutes.
SHARE = int(os.environ.get("HOSTILE_SHARE", "16"))


class Stalled(BaseException):
    """A function did not come to an end in time."""


@contextmanager
def stopped_after(seconds: float) -> Iterator[None]:
    """Raise Stalled in what runs longer; only time of this process counts."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise Stalled

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


@contextmanager
def counted() -> Iterator[Profile]:
    """Count what is called: in C, since a function of ours that counts takes longer than most functions that are counted."""
    before, counter = sys.getprofile(), Profile(subcalls=False)
    counter.enable()
    try:
        yield counter
    finally:
        counter.disable()
        sys.setprofile(before)


def steps(read: Callable[[str], object], text: str) -> int:
    """Return how many functions are called while a text is read."""
    with counted() as counter:
        read(text)
    return sum(entry.callcount for entry in counter.getstats())


def seconds(read: Callable[[str], object], text: str) -> float:
    """Return how long a text takes to be read, in seconds of the processor."""
    began = time.process_time()
    read(text)
    return time.process_time() - began


def shortest(read: Callable[[str], object], text: str, enough: float = 0.0) -> float:
    """
    Return how long a text takes to be read, the least of three measures; no other once one is short enough.

    On a busy machine a measure may be too long, never too short.
    """
    taken = inf
    for _ in range(3):
        taken = min(taken, seconds(read, text))
        if taken <= enough:
            break
    return taken


def grows_too_fast(read: Callable[[str], object], of_length: Callable[[int], str]) -> bool:
    """Tell whether a text takes long, far more than twice as long as half of it, and that more than twice its half."""
    taken = seconds(read, of_length(LONG))
    if taken <= NOTED:
        return False
    length = LONG
    if taken <= SLOW:
        # Patterns are fast: where twice the text takes far more, a longer one shows it.
        if seconds(read, of_length(2 * LONG)) <= GROWTH * taken:
            return False
        length = 4 * LONG
    quarter = shortest(read, of_length(length // 4))
    # What is known of the whole text already may tell that it did not grow so fast twice.
    if length == LONG and taken <= GROWTH * GROWTH * quarter:
        return False
    half = shortest(read, of_length(length // 2), GROWTH * quarter)
    if half <= GROWTH * quarter:
        return False
    limit = max(SLOW, GROWTH * half)
    return shortest(read, of_length(length), limit) > limit


def fault_of(reader: TextReader, of_length: Callable[[int], str]) -> str:
    """Return what is wrong with the way in which a function reads a kind of text, "" if nothing is."""
    try:
        with stopped_after(STALLED):
            counts = [steps(reader.read, of_length(length)) for length in (SHORT, 2 * SHORT)]
            if counts[1] > DOUBLED * counts[0]:
                # It may be that the longer text has reached a limit, of which there is more to say: only once, then.
                counts.append(steps(reader.read, of_length(4 * SHORT)))
                if counts[2] > DOUBLED * counts[1] and counts[2] > FEW:
                    return " → ".join(f"{count} steps" for count in counts)
            if grows_too_fast(reader.read, of_length):
                return "time grows too fast"
    except Stalled:
        return "does not come to an end"
    return ""


@pytest.mark.slow
@pytest.mark.parametrize(("place", "reader"), list(enumerate(READERS)), ids=str)
def test_time_grows_no_faster_than_the_text(place: int, reader: TextReader) -> None:
    """Of twice the text, no function makes more than about twice the work."""
    reader.read("Xã họp dân, bàn việc đồng áng.")
    texts = HOSTILE_TEXTS[place % SHARE :: SHARE]
    faults = {str(text): fault for text in texts if (fault := fault_of(reader, text.of_length))}

    assert not faults


# A little of all that an article may hold, so that every function has something to do.
OF_ALL_KINDS = (
    'Sáng **nay** [a](b.md) ![x](y.jpg)\n(Ảnh: Lê Hải)\n\n|a|b|\n|-|-|\n|1|2|\n\n<b>x</b> 29/11/2023 153/QĐ-TTg "a" - b 1,200 hộ',
    "```\nx\n```\n> a[^1]\n\n10<sup>3</sup>\n\n-\u00a0b\n\n[^1]: b\n\n[a](b < c\n\n> ```\n> x",
    '[a, "b"]',
    "draft: true",
    "Xu©n huyÖn Thá»\u008d XuÃ¢n",
    "<table><tr><td>a</td></tr></table>",
    "[ " * 150,
    "# A\n" * 1_100,
    "a\n# b\n" * 30,
    "Số căn cước 038203001234. <u>a</u>",
)
# What is given a text that no editor wrote, or only a word of his, or what has a limit of its own (drawings, the keeper's files).
NOT_COUNTED = frozenset(
    {
        *(
            "fill_body",
            "page_head",
            "share_links",
            "badge_html",
            "text_response",
            "edit_address",
            "facet",
            "is_false",
        ),
        *(
            "is_linked_data",
            "is_suspicious",
            "is_suspicious_tag",
            "audited_build",
            "parameter_pattern",
            "quoted",
        ),
        *("query_encodings", "read_rules", "load_settings", "authority_problems", "new_article"),
        *(
            "absolute_html",
            "dataset",
            "legislation",
            "is_allowed",
            "reference_in",
            "disk_page",
            "well",
            "remind",
            "ill",
        ),
    }
)
TEXTS = frozenset(
    {"text", "line", "lines", "html", "written", "block", "value", "source", "body", "title", "caption"}
)


def functions_given_a_text() -> Iterator[tuple[CodeType, str]]:
    """Yield the functions of the program with a parameter that is a text, and their names."""
    for found in pkgutil.walk_packages(plugins.__path__, "plugins."):
        if found.name.endswith("__main__"):
            continue
        module = importlib.import_module(found.name)
        for name, made in vars(module).items():
            function = inspect.unwrap(made) if callable(made) else made
            if (
                name.startswith("_")
                or not inspect.isfunction(function)
                or function.__module__ != module.__name__
            ):
                continue
            given = inspect.signature(function).parameters.values()
            if any(
                one.name in TEXTS and str(one.annotation) in ("str", "Sequence[str]", "list[str]")
                for one in given
            ):
                yield function.__code__, f"{module.__name__}.{name}"


@pytest.mark.slow
def test_every_function_that_is_given_a_text_is_in_the_table() -> None:
    """Another one is seen here until it has a row, or is called by what has one."""
    with counted() as counter:
        for reader in READERS:
            for text in OF_ALL_KINDS:
                reader.read(text)
    called = {entry.code for entry in counter.getstats()}
    left = {name for code, name in functions_given_a_text() if code not in called}
    assert {name for name in left if name.rpartition(".")[2] not in NOT_COUNTED} == set()


def test_the_test_sees_what_grows_too_fast() -> None:
    """A function that calls by the square, and a pattern that backtracks, are found out."""
    by_square = TextReader("square", lambda text: [letter.lower() for _ in text for letter in text])
    backtracking = TextReader("pattern", lambda text: __import__("re").search(r"(?:a*a*)b", text))

    def is_found_slow(reader: TextReader, of_length: Callable[[int], str]) -> bool:
        """On a busy machine half a text may seem to take as long as the whole: once in five times is enough."""
        return any("time" in fault_of(reader, of_length) for _ in range(5))

    assert "steps" in fault_of(by_square, lambda length: "a" * (length // 5))
    assert is_found_slow(backtracking, lambda length: "a" * (length * 3 // 10))
    looking_ahead = TextReader("pattern", lambda text: __import__("re").search(r"\[[^\]]*\]", text))
    assert is_found_slow(looking_ahead, lambda length: "[" * (length * 3))
