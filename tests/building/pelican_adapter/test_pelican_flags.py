"""The flags of Pelican's command are read as Pelican reads them."""

from __future__ import annotations

import logging

import pelican
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.building.pelican_adapter.pelican_flags import PelicanFlags, Verbosity, flags_in

WORDS = [
    "-r",
    "-l",
    "-lr",
    "-rl",
    "-q",
    "-v",
    "-vr",
    "-D",
    "content",
    "--autoreload",
    "--quiet",
    "--verbose",
    "-or",
]
PAIRS = [("-o", "r"), ("-s", "q.py"), ("-p", "8000"), ("-b", "::1"), ("-t", "v"), ("--fatal", "warnings")]
LEVELS = {
    None: Verbosity.USUAL,
    logging.INFO: Verbosity.VERBOSE,
    logging.DEBUG: Verbosity.VERBOSE,
    logging.CRITICAL: Verbosity.QUIET,
}


@given(st.lists(st.sampled_from(WORDS) | st.sampled_from(PAIRS), max_size=5))
def test_flags_are_read_as_pelicans_parser_reads_them(parts: list[str | tuple[str, str]]) -> None:
    """In any order and joined to one another; a value of an option is no flag."""
    words = [word for part in parts for word in ([part] if isinstance(part, str) else part)]
    if words.count("content") > 1:
        return
    found = pelican.parse_arguments(words)

    given = words[-1 - words[::-1].index("-s") + 1] if "-s" in words else ""
    assert flags_in(words) == PelicanFlags(
        found.autoreload, LEVELS[found.verbosity], found.fatal == "warnings", given
    )


@pytest.mark.parametrize("words", [["-o"], ["--quarantine"], ["-r=3", "-o"], []])
def test_what_cannot_be_read_is_left_to_pelican(words: list[str]) -> None:
    """It tells of the mistake; our own options are none of its flags."""
    assert flags_in(words) == PelicanFlags()
