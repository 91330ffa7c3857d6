"""
Build without Pelican, which takes as long to import as a small build takes, where it would do nothing and say nothing.

Pelican is needed for its plugins, its readers, and themes made for it. Where a portal has none of these, it does no more than read
the settings and check them. What it made of them once, without a word, holds for as long as they are the same.
"""

from __future__ import annotations

import argparse
import io
import logging
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Any

from plugins.building.edition import last_build
from plugins.building.edition.result import Result
from plugins.building.options import DEFAULT_SETTINGS
from plugins.building.pelican_adapter.configuration import MARKDOWN_ONLY, settings_of
from plugins.building.progress import Progress
from plugins.building.quarantine_question import wants_quarantine
from plugins.building.report import print_result
from plugins.building.run import build
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.settings import BuildSettings
from plugins.commands.settings_file import settings_values
from plugins.memory.code_version import running_version
from plugins.memory.digest import value_digest

_KNOWN = "cai-dat.json"  # file in the cache folder
_NEEDED = ("PATH", "OUTPUT_PATH", "THEME", "TIMEZONE")
_FOLDERS = ("PATH", "OUTPUT_PATH", "THEME", "CACHE_PATH")
_OUR_CLASS = "plugins.Portal"


@dataclass(frozen=True, slots=True)
class SettingsWithoutPelican:
    """
    The settings of a build without plugins, whose articles are all Markdown and whose theme is ours.

    ``values`` are those of the settings file and the command line, ``build`` is what the build needs of them, and ``mark`` a
    digest of all that reading and checking them hangs on.
    """

    values: Mapping[str, Any]
    build: BuildSettings
    mark: str

    @property
    def are_known(self) -> bool:
        """Whether Pelican made the same of these settings when they were read last, and had nothing to say."""
        return last_build.known_settings(self.build.cache / _KNOWN, self.build.output) == self.mark

    def remember(self) -> None:
        """Remember that Pelican makes the same of these settings, and has nothing to say; a build that left no cache is not remembered."""
        if self.build.cache.is_dir():
            with suppress(OSError):
                last_build.remember_settings(self.build.cache / _KNOWN, self.build.output, self.mark)


@dataclass(frozen=True, slots=True)
class ReadSettings:
    """
    A settings file that was executed: its settings, with folders as they are meant, and what it printed.

    ``without_pelican`` are those of the build where Pelican may have nothing to do, None where it is needed.
    """

    values: Mapping[str, Any]
    printed: str
    without_pelican: SettingsWithoutPelican | None


def read_settings_file(words: Sequence[str], ours: Mapping[str, object]) -> ReadSettings | None:
    """
    Execute the settings file of a command line, given by its words for Pelican and our own settings, and return what it says.

    None where only Pelican can tell which file is meant, or meets a fault in it: then nothing is known of it here.
    """
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("path", nargs="?", default="")
    parser.add_argument("-s", "--settings", default=DEFAULT_SETTINGS)
    parser.add_argument("-o", "--output", default="")
    try:
        chosen, rest = parser.parse_known_args(words)
        if rest:
            return None
        values, printed, is_quiet = _values_in(Path(chosen.settings))
    except (Exception, SystemExit):
        # Pelican meets the same fault, and the command tells of it.
        return None
    folders = {"PATH": chosen.path, "OUTPUT_PATH": chosen.output}
    known = {name: os.path.abspath(os.path.expanduser(path)) for name, path in folders.items() if path}
    known |= {name: value for name, value in ours.items() if value}
    alone = None
    # Whatever is odd about these settings, Pelican reads them as it would have, and tells of it.
    with suppress(Exception):
        asked = {**values, **known}
        alone = (
            _settings_without_pelican(asked, Path(chosen.settings))
            if is_quiet and _need_no_pelican(asked)
            else None
        )
    return ReadSettings(values, printed, alone)


def _values_in(file: Path) -> tuple[dict[str, Any], str, bool]:
    """Return the settings of a file, what it printed, and whether executing it did no more than that, and printed nothing."""
    had_pelican, printed = "pelican" in sys.modules, io.StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        values = settings_values(file)
    is_quiet = not printed.getvalue() and ("pelican" in sys.modules) == had_pelican
    return _with_folders(values, file), printed.getvalue(), is_quiet


def _with_folders(values: Mapping[str, Any], file: Path) -> dict[str, Any]:
    """Return settings whose folders are meant from the file's own folder, as Pelican means them; a theme may be a name."""
    folder = os.path.dirname(os.path.abspath(file))
    meant: dict[str, Any] = {
        name: os.path.abspath(os.path.join(folder, values[name]))
        for name in _FOLDERS
        if isinstance(values.get(name), str | PurePath)
    }
    if not os.path.exists(meant.get("THEME", "")):
        meant.pop("THEME", None)
    paths = values.get("PLUGIN_PATHS")
    if isinstance(paths, list | tuple):
        meant["PLUGIN_PATHS"] = [os.path.abspath(os.path.join(folder, path)) for path in paths]
    return {**values, **meant}


def _need_no_pelican(values: Mapping[str, Any]) -> bool:
    """Tell whether settings ask for nothing that is Pelican's to do, and say all of themselves in their ``repr``."""
    return (
        values.get("PLUGINS") == []
        and not values.get("TEMPLATE_PAGES")
        and values.get("PELICAN_CLASS") == _OUR_CLASS
        and values.get("READERS") == MARKDOWN_ONLY
        and all(isinstance(values.get(name), str) for name in _NEEDED)
        and all(map(_says_all, values.values()))
    )


def _says_all(value: object) -> bool:
    if isinstance(value, dict):
        return all(map(_says_all, (*value.keys(), *value.values())))
    if isinstance(value, list | tuple):
        return all(map(_says_all, value))
    return value is None or isinstance(value, str | int | float | PurePath)


def _settings_without_pelican(values: Mapping[str, Any], file: Path) -> SettingsWithoutPelican | None:
    build = settings_of(values)
    if build.pelican_theme:
        return None
    # An instant that cannot be read is a fault above; any other makes no difference to how settings are read.
    told = sorted((name, repr(value)) for name, value in values.items() if name != "NOW")
    templates = sorted(path.name for path in (build.theme / "templates").glob("*.html"))
    return SettingsWithoutPelican(
        values, build, value_digest((running_version(), str(file.absolute()), told, templates))
    )


@contextmanager
def silence_noted() -> Iterator[Callable[[], bool]]:
    """Give a function that tells whether nothing was logged since the block began."""
    make, made = logging.getLogRecordFactory(), []

    def noted(*parts: Any, **more: Any) -> logging.LogRecord:
        made.append(True)
        return make(*parts, **more)

    logging.setLogRecordFactory(noted)
    try:
        yield lambda: not made
    finally:
        logging.setLogRecordFactory(make)


def build_without_pelican(settings: SettingsWithoutPelican) -> int:
    """Build as Pelican's class does without plugins, print the result, and return the exit code."""
    result = _built(settings.build, settings.values)
    can_be_asked = result.exit == 1 and not result.fault and not settings.build.quarantine
    if can_be_asked and wants_quarantine(result.problems):
        values = {**settings.values, "QUARANTINE": True}
        result = _built(settings_of(values), values)
    return result.exit


@dataclass(frozen=True, slots=True)
class _Shown(BuildListener):
    """Shows the progress of a build."""

    progress: Progress

    def progressed(self, stage: str, done: int, total: int) -> None:
        self.progress.step(stage, done, total)


def _built(settings: BuildSettings, values: Mapping[str, Any]) -> Result:
    progress = Progress(sys.stderr)
    try:
        result = build(settings, _Shown(progress))
    finally:
        progress.close()
    print_result(result, values.get("REPORT"))
    return result


def same_build(one: BuildSettings, other: BuildSettings) -> bool:
    """Tell whether two settings make the same build, but for its instant."""
    return replace(one, now=other.now) == other
