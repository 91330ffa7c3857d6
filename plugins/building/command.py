"""The command line of every program that builds: Pelican's own options, ours beside them, and the exit codes."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from plugins.building.options import DEFAULT_SETTINGS, OPEN, SETTING_OF
from plugins.building.pelican_adapter.setting_fault import placed_faults
from plugins.building.pelican_adapter.setting_kinds import refuse_wrong_kinds
from plugins.building.without_pelican import (
    ReadSettings,
    build_without_pelican,
    read_settings_file,
    silence_noted,
)
from plugins.commands.exit_codes import FAULT, INTERRUPTED
from plugins.commands.option import Arguments, Option
from plugins.commands.parsing import parse_arguments
from plugins.problems.stop_build import StopBuild

# Pelican's class has no types: ``portal`` is ``plugins.building.portal.Portal``.
Program = Callable[[Any, Arguments], int]


def build_arguments(words: Sequence[str], module: str, about: str, *options: Option) -> Arguments:
    """
    Return the arguments of a program that builds, which has ``options`` beside those of every build.

    ``rest`` are the words that are Pelican's. Raises SystemExit as ``parse_arguments`` does.
    """
    return parse_arguments(words, (*SETTING_OF, *options), f"python -m {module}", about, pass_through=True)


def settings_of_options(arguments: Arguments) -> dict[str, object]:
    """Return the settings that the options of a build give values; an option that a program does not have gives none."""
    return {name: getattr(arguments, option.name, option.unset) for option, name in SETTING_OF.items()}


def _with_settings(words: Sequence[str], settings: Mapping[str, object]) -> list[str]:
    """Return Pelican's command line with settings added as ``-e NAME=value``; empty ones are left out."""
    extra = [f"{name}={json.dumps(value)}" for name, value in settings.items() if value]
    return [*words, *(["-e", *extra] if extra else [])]


def make_portal(words: Sequence[str], settings: Mapping[str, object]) -> Any:
    """Return an instance of Pelican's class for a command line of Pelican's own options, with settings added."""
    import pelican

    return _instance(
        pelican.parse_arguments(_with_settings(words, settings)), read_settings_file(words, settings)
    )


def _instance(arguments: argparse.Namespace, read: ReadSettings | None) -> Any:
    """Return an instance of the class that the settings name; the settings file is executed only where it was not yet."""
    import pelican

    if read is None:
        return pelican.get_instance(arguments)[0]
    if read.printed:
        print(read.printed, end="")
    from pelican.settings import read_settings

    values = {**read.values, **pelican.get_config(arguments)}
    # Pelican would tell of some of them as a fault of Python's.
    with placed_faults(Path(arguments.settings or DEFAULT_SETTINGS), arguments.overrides):
        refuse_wrong_kinds(values)
    settings = read_settings(None, override=values)
    chosen = settings["PELICAN_CLASS"]
    if isinstance(chosen, str):
        module, _, name = chosen.rpartition(".")
        chosen = getattr(importlib.import_module(module), name)
    return chosen(settings)


def _set_logging(arguments: argparse.Namespace) -> None:
    """Let Pelican's own messages be as many, and as grave, as its command line says."""
    import pelican

    if arguments.verbosity or arguments.fatal:
        handler = pelican.LOG_HANDLERS[arguments.log_handler]
        pelican.init_logging(
            level=arguments.verbosity, fatal=arguments.fatal, name="pelican", handler=handler
        )


def run_portal(arguments: Arguments, run: Program, *, builds_once: bool = False) -> int:
    """
    Make an instance of Pelican's class for the arguments, call ``run`` with both, and return an exit code.

    Where ``builds_once`` tells that ``run`` is a build and nothing else, and Pelican is known to have nothing to do and to say, the
    same build is made without it. ``run`` finds the settings file among the arguments, as ``settings``.

    The code is what ``run`` returns, 1 (articles rejected), 2 (a fault of configuration, data, theme,
    plugin or disk, printed in one line) or 130 (interrupted).
    """
    try:
        return _run(arguments, run, builds_once=builds_once)
    except SyntaxError as fault:
        name = Path(fault.filename or "").name
        print(f"lỗi: lỗi cú pháp trong {name} dòng {fault.lineno}. Sửa tệp này rồi dựng lại.")
        return FAULT
    except StopBuild as fault:
        print(f"lỗi: {fault}")
        return FAULT
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu; không phát hành.")
        return INTERRUPTED
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FAULT
    except Exception as fault:
        place = traceback.extract_tb(fault.__traceback__)[-1]
        where = f"{Path(place.filename).name}, dòng {place.lineno}"
        print(f"lỗi: {type(fault).__name__}: {fault} ({where}). Bản cũ được giữ nguyên.")
        return FAULT


def _run(arguments: Arguments, run: Program, *, builds_once: bool) -> int:
    settings = settings_of_options(arguments)
    words = _with_settings(arguments.rest, settings)
    read = read_settings_file(arguments.rest, settings)
    alone = read.without_pelican if read and builds_once else None
    if alone and alone.are_known:
        return build_without_pelican(alone)
    import pelican

    pelicans = pelican.parse_arguments(words)
    _set_logging(pelicans)
    if pelicans.listen or pelicans.autoreload:
        pelican.main(words)
        return 0
    # Not pelican.main: it turns every fault into a traceback and exit code 1.
    with silence_noted() as was_silent:
        portal = _instance(pelicans, read)
        is_enough = alone and portal.reads_the_same(alone.build) and was_silent()
    try:
        return run(portal, arguments.replace(settings=pelicans.settings))
    finally:
        if alone and is_enough:
            alone.remember()


def saved_files(portal: Any, settings: str) -> Iterator[frozenset[Path]]:
    """Yield the files of a portal's content, theme, settings and our own code that were saved, each time some were."""
    from plugins.building.file_watcher import changes

    own_code = Path(__file__).resolve().parents[1]
    chosen = Path(settings or DEFAULT_SETTINGS).resolve()
    folders = [Path(portal.path).resolve(), Path(portal.theme).resolve(), own_code]
    return changes([*folders, *chosen.parent.glob("*.py")])


def start_again(module: str) -> None:
    """Replace this process by a new one of the same command, since it runs code that has changed."""
    words = [word for word in sys.argv[1:] if word not in OPEN.names]
    os.execv(sys.executable, [sys.executable, "-m", module, *words])
