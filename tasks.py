#!/usr/bin/env python3
"""
The project's tasks, for a machine that has nothing but Python.

``python3 tasks.py build`` makes ``.venv``, installs the pinned requirements and builds; inside
the environment the same tasks are there as ``invoke build``, as Pelican's users know them.
Only the standard library is imported here, since this file runs before anything is installed.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an old Python must say so, not fail at the first new word
    sys.exit(
        "lỗi: cần Python 3.11 trở lên, máy đang chạy Python {}.{}. "
        "Cài bản mới rồi chạy lại, ví dụ: python3.12 tasks.py build".format(*sys.version_info[:2])
    )

import hashlib
import importlib.util
import json
import os
import subprocess
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

# These modules, too, need nothing but the standard library; tests/test_architecture.py follows the imports.
from plugins.building import tasks as building
from plugins.commands import developer_tasks as developer
from plugins.commands.bundle_task import bundle, stored_packages
from plugins.commands.command_line import parse_task
from plugins.commands.entry_point import run_and_exit
from plugins.commands.exit_codes import FAULT, INTERRUPTED
from plugins.commands.install_faults import explain
from plugins.commands.language import language_of
from plugins.commands.plugin_lock_task import lock_plugins
from plugins.commands.project import Project, child_environment, environment_python
from plugins.commands.task import BUILD_LOCK, PLUGINS_LOCK, TEST_LOCK, Task, TaskFault
from plugins.editors import tasks as editors
from plugins.problems.stop_build import system_reason
from plugins.publishing import tasks as publishing

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "da-cai.json"


# The table of tasks, in the order of the help.


def _all_tasks() -> Iterable[Task]:
    return TASKS.values()


TASKS: dict[str, Task] = {
    task.name: task
    for task in (
        building.build,
        publishing.publish,
        publishing.purge,
        publishing.verify,
        publishing.next_,
        publishing.redirects,
        publishing.hosting,
        publishing.audit,
        publishing.archive,
        publishing.doctor,
        bundle,
        lock_plugins,
        building.clean,
        building.rebuild,
        building.regenerate,
        publishing.serve,
        editors.preview,
        editors.write,
        editors.editor,
        editors.new,
        editors.check,
        editors.status,
        editors.codeowners,
        developer.completion_task(_all_tasks),
        editors.import_,
        editors.convert,
        developer.test,
        developer.prove,
        developer.prove_properties,
        developer.prove_publishing,
        developer.prove_pelican,
        developer.bench,
        developer.pictures,
        developer.specimen,
        developer.lint,
    )
}


# The environment: made once, and again only when the locked requirements or the Python change.


def fingerprint(lock: Path, venv: Path) -> str:
    """Return what an environment must have been made from: the lock file, the Python, the place."""
    parts = (lock.read_bytes(), sys.version.encode(), os.fsencode(venv))
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def installed(stamp: Path) -> dict[str, str]:
    """Return the fingerprints of the lock files that an environment has, by the files' names."""
    try:
        known = json.loads(stamp.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(value) for name, value in known.items()} if isinstance(known, dict) else {}


def _run_quietly(command: Sequence[str | Path], told: Callable[[str], None] = lambda line: None) -> None:
    """Run a step of the installation, telling each line of its output; if it fails, print the last ones and raise TaskFault."""
    lines: list[str] = []
    with subprocess.Popen(
        command, cwd=ROOT, env=child_environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as running:
        for line in running.stdout or ():
            lines.append(line.decode("utf-8", "replace").rstrip())
            told(lines[-1])
    if running.returncode:
        print("\n".join(lines[-8:]).strip(), file=sys.stderr)
        raise TaskFault(explain("\n".join(lines)))


def progress_of(lock_text: str, write: Callable[[str], object]) -> Callable[[str], None]:
    """
    Return what writes, for each line of pip's output, how many of a lock file's packages it has come to.

    >>> shown = progress_of("a==1\\nb==2", print)
    >>> shown("Collecting b==2 (from -r x.txt (line 3))")
      1/2  b==2
    >>> shown("  Downloading b-2.whl (1 kB)")
    """
    total = sum("==" in line for line in lock_text.splitlines())
    done = 0

    def told(line: str) -> None:
        nonlocal done
        if line.startswith("Collecting "):
            done += 1
            write(f"  {min(done, total)}/{total}  {line.split()[1][:40]}")
        elif line.startswith("Installing collected"):
            write("  Đang cài …")

    return told


def _make_environment() -> None:
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise TaskFault("Python này thiếu mô-đun venv. Trên Debian và Ubuntu: sudo apt install python3-venv")
    if VENV.is_symlink():
        # Whoever shares the folder that it leads to still needs what lies there.
        led_to = VENV.readlink()
        VENV.unlink()
        told = f"nhắc: “{VENV}” là liên kết tới “{led_to}”: đã bỏ liên kết, tạo thư mục riêng; thư mục kia giữ nguyên."
        print(told, file=sys.stderr)
    print("Chuẩn bị phần mềm cho lần chạy đầu …", flush=True)
    _run_quietly([sys.executable, "-m", "venv", "--clear", VENV])


def _install(python: Path, lock_names: Sequence[str], stamp: dict[str, str]) -> None:
    """Install the packages of lock files, all of them together so that they fit, then write down what the environment has."""
    # Only what was built and hashed beforehand: a source package runs its own code when it is installed.
    options = [
        "--no-input",
        "--progress-bar=off",
        "--disable-pip-version-check",
        "--require-hashes",
        "--only-binary=:all:",
    ]
    named = [word for name in lock_names for word in ("-r", ROOT / name)]
    command: list[str | Path] = [python, "-m", "pip", "install", *options, *named]
    shown = " và ".join(lock_names)
    if not _install_stored(command, lock_names, shown):
        print(f"Cài các gói trong {shown} (chỉ lần đầu) …", flush=True)
        locked = "\n".join((ROOT / name).read_text("utf-8") for name in lock_names)
        _run_quietly(command, progress_of(locked, _on_one_line))
        _on_one_line("")
    STAMP.write_text(json.dumps(stamp), "utf-8")


def _on_one_line(text: str) -> None:
    """Write over the last line of a terminal; elsewhere nothing is written."""
    if sys.stdout.isatty():
        print(f"{text:<60}", end="\r", flush=True)


def _install_stored(command: Sequence[str | Path], lock_names: Sequence[str], shown: str) -> bool:
    """Install from the packages that ``bundle`` kept beside the sources, where they are there and fit; return whether they did."""
    stores = [stored_packages(ROOT, name) for name in lock_names]
    store = stores[0] if all(stores) else None
    if store is None:
        return False
    print(f"Cài các gói trong {shown} từ {store.name}/, không cần mạng …", flush=True)
    try:
        _run_quietly([*command, "--no-index", "--find-links", store])
    except TaskFault:
        print(
            f"nhắc: {store.name}/ không có đủ gói cho Python này trên máy này; tải từ mạng.", file=sys.stderr
        )
        return False
    return True


def prepare(lock_name: str) -> Path:
    """Return the Python of an environment that has a lock file's packages and the site's plugins; install only what is new."""
    python = environment_python(VENV)
    known = installed(STAMP) if python.exists() else {}
    own = [PLUGINS_LOCK] if (ROOT / PLUGINS_LOCK).is_file() else []
    locks = [BUILD_LOCK] if lock_name == BUILD_LOCK else [BUILD_LOCK, TEST_LOCK]
    wanted = {name: fingerprint(ROOT / name, VENV) for name in (*locks, *own)}
    # A changed lock gets a fresh environment: what it no longer names must not stay.
    if not known or any(name in known and known[name] != wanted.get(name) for name in (*locks, PLUGINS_LOCK)):
        _make_environment()
        known = {}
    if not wanted.items() <= known.items():
        _install(python, [lock_name, *own], {**known, **wanted})
    return python


def add_lock(python: Path, lock_name: str) -> None:
    """Install one more lock file's packages into the environment, unless it has them."""
    known = installed(STAMP)
    wanted = {lock_name: fingerprint(ROOT / lock_name, VENV)}
    if not wanted.items() <= known.items():
        _install(python, [lock_name], {**known, **wanted})


def project_with(python: Path) -> Project:
    """Return this project, whose programs run with an environment's Python."""
    return Project(ROOT, python, partial(add_lock, python))


# The entry points: the command line here, and invoke inside the environment.


def main(words: Sequence[str]) -> int:
    """Prepare the environment, run one task, return its exit code."""
    language, rest = language_of(words, os.environ)
    task, arguments = parse_task(TASKS, rest, language)
    try:
        python = prepare(task.needs) if task.needs else Path(sys.executable)
        return task.run(project_with(python), arguments)
    except TaskFault as fault:
        print(f"lỗi: {fault}", file=sys.stderr)
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except OSError as fault:
        print(f"lỗi: {system_reason(fault)} ({fault.filename or 'hệ thống'}).", file=sys.stderr)
    return FAULT


def __getattr__(name: str) -> Any:
    """Return the collection that invoke asks for; before the installation there is no invoke."""
    if name in ("ns", "namespace"):
        from plugins.commands.invoke_tasks import namespace

        return namespace(TASKS.values(), project_with(Path(sys.executable)))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


if __name__ == "__main__":
    run_and_exit(main)
