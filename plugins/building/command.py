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

from plugins.building.without_pelican import ReadSettings, build_plain, read_settings_file, silence_noted
from plugins.commands.exit_codes import FAULT, INTERRUPTED
from plugins.problems.stop_build import StopBuild

# Pelican's class has no types: ``portal`` is ``plugins.building.wiring.Portal``.
Run = Callable[[Any, argparse.Namespace], int]
Decision = Callable[[argparse.Namespace], bool]


def build_parser(description: str) -> argparse.ArgumentParser:
    """Return a parser of the options that every build has; what it does not know is Pelican's."""
    parser = argparse.ArgumentParser(description=description, allow_abbrev=False)
    parser.add_argument("--quarantine", action="store_true", help="dựng các bài còn lại khi có bài lỗi")
    parser.add_argument("--now", default="", help="thời điểm dựng, ví dụ 2024-06-30T08:00+07:00")
    parser.add_argument("--confirm-fewer", action="store_true", help="xác nhận số bài giảm mạnh")
    parser.add_argument("--clean", action="store_true", help="dựng lại từ đầu; không bao giờ cần")
    parser.add_argument("--preview", action="store_true", help="hiện cả bài nháp, bài hẹn giờ, bài còn lỗi")
    parser.add_argument("--url", default="", help="địa chỉ của bản dựng")
    parser.add_argument("--json", default="", help="ghi kết quả ra tệp JSON")
    return parser


def _with_settings(words: Sequence[str], settings: Mapping[str, object]) -> list[str]:
    """Return Pelican's command line with settings added as ``-e NAME=value``; empty ones are left out."""
    extra = [f"{name}={json.dumps(value)}" for name, value in settings.items() if value]
    return [*words, *(["-e", *extra] if extra else [])]


def _settings(ours: argparse.Namespace) -> dict[str, object]:
    return {
        "NOW": ours.now,
        "QUARANTINE": ours.quarantine,
        "CONFIRM_FEWER": ours.confirm_fewer,
        "CLEAN": ours.clean,
        "PREVIEW": ours.preview,
        "SITEURL": ours.url,
        "REPORT": str(Path(ours.json).resolve()) if ours.json else "",
    }


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

    settings = read_settings(None, override={**read.values, **pelican.get_config(arguments)})
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


def run_portal(
    parser: argparse.ArgumentParser, run: Run, *, builds_once: Decision = lambda ours: False
) -> int:
    """
    Make an instance of Pelican's class from the command line, call ``run`` with it, and return an exit code.

    Where ``builds_once`` tells that ``run`` is a build and nothing else, and Pelican is known to have nothing to do and to say, the
    same build is made without it.

    The code is what ``run`` returns, 1 (articles rejected), 2 (a fault of configuration, data, theme,
    plugin or disk, printed in one line) or 130 (interrupted).
    """
    ours, rest = parser.parse_known_args()
    words = _with_settings(rest, _settings(ours))
    try:
        read = read_settings_file(rest, _settings(ours))
        plain = read.plain if read and builds_once(ours) else None
        if plain and plain.are_known:
            return build_plain(plain)
        import pelican

        pelicans = pelican.parse_arguments(words)
        _set_logging(pelicans)
        if pelicans.listen or pelicans.autoreload:
            pelican.main(words)
            return 0
        # Not pelican.main: it turns every fault into a traceback and exit code 1.
        ours.settings = pelicans.settings
        with silence_noted() as was_silent:
            portal = _instance(pelicans, read)
            is_plain = plain and portal.reads_the_same(plain.build) and was_silent()
        try:
            return run(portal, ours)
        finally:
            if plain and is_plain:
                plain.remember()
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


def saved_files(portal: Any, settings: str) -> Iterator[frozenset[Path]]:
    """Yield the files of a portal's content, theme, settings and our own code that were saved, each time some were."""
    from plugins.building.file_watcher import changes

    own_code = Path(__file__).resolve().parents[1]
    chosen = Path(settings or "pelicanconf.py").resolve()
    folders = [Path(portal.path).resolve(), Path(portal.theme).resolve(), own_code]
    return changes([*folders, *chosen.parent.glob("*.py")])


def start_again(module: str) -> None:
    """Replace this process by a new one of the same command, since it runs code that has changed."""
    words = [word for word in sys.argv[1:] if word != "--open"]
    os.execv(sys.executable, [sys.executable, "-m", module, *words])
