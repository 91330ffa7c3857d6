"""What a command line of Pelican's asks of a build and tells its class nothing of: to watch, to be quiet, to be strict."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Verbosity(Enum):
    """How much a build says."""

    QUIET = "errors alone"
    USUAL = "errors, reminders and counts"
    VERBOSE = "what was made, too"


@dataclass(frozen=True, slots=True)
class PelicanFlags:
    """
    The flags of one command line.

    ``watches``: the program goes on after a build, whatever its end, and builds again when a source is saved;
    ``fatal_reminders``: a build with reminders ends with an exit code that is not 0; ``settings`` is the file that is named,
    ``named`` are the settings that the command line gives values of.
    """

    watches: bool = False
    verbosity: Verbosity = Verbosity.USUAL
    fatal_reminders: bool = False
    settings: str = ""
    named: tuple[str, ...] = ()


def flags_in(words: Sequence[str]) -> PelicanFlags:
    """
    Return the flags among the words of a command line; what is none of Pelican's is passed over.

    >>> flags_in(["content", "-lr", "-o", "r"]).watches, flags_in(["-o", "-r"]).watches, flags_in(["-or"]).watches
    (True, False, False)
    >>> flags_in(["-e", 'SLUGIFY_SOURCE="title"', "-q"]).named
    ('SLUGIFY_SOURCE',)
    """
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    for short, long in (("-t", "--theme-path"), ("-o", "--output"), ("-s", "--settings")):
        parser.add_argument(short, long)
    for short, long in (("-p", "--port"), ("-b", "--bind")):
        parser.add_argument(short, long)
    for short, long in (("-d", "--delete-output-directory"), ("-l", "--listen"), ("-r", "--autoreload")):
        parser.add_argument(short, long, action="store_true")
    parser.add_argument("-v", "--verbose", dest="says", action="store_const", const=Verbosity.VERBOSE)
    parser.add_argument("-q", "--quiet", dest="says", action="store_const", const=Verbosity.QUIET)
    parser.add_argument("-D", "--debug", dest="says", action="store_const", const=Verbosity.VERBOSE)
    parser.add_argument("--fatal", default="")
    parser.add_argument("-e", "--extra-settings", nargs="*", action="extend", default=[])
    try:
        found, _ = parser.parse_known_args(words)
    except argparse.ArgumentError:
        # Pelican tells of it.
        return PelicanFlags()
    says = found.says or Verbosity.USUAL
    named = tuple(pair.partition("=")[0] for pair in found.extra_settings)
    return PelicanFlags(found.autoreload, says, found.fatal == "warnings", found.settings or "", named)
