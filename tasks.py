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
from plugins.commands.language import language_of
from plugins.commands.project import Project, child_environment
from plugins.commands.task import BUILD_LOCK, TEST_LOCK, Task, TaskFault
from plugins.editors import tasks as editors
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
        developer.prove_publishing,
        developer.bench,
        developer.pictures,
        developer.specimen,
        developer.lint,
    )
}


# The environment: made once, and again only when the locked requirements or the Python change.


def environment_python(venv: Path) -> Path:
    """Return an environment's own Python."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


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


def explain(output: str) -> str:
    """
    Return what a failed installation means and what to do.

    >>> explain("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES")[:25]
    'gói tải về khác với bản đ'
    """
    text = output.lower()
    if "do not match the hashes" in text or "hash mismatch" in text:
        return (
            "gói tải về khác với bản đã khóa (mã băm không khớp). Thử lại; nếu vẫn vậy, báo người giữ cổng."
        )
    if "no space left" in text:
        return "ổ đĩa đã đầy. Dọn bớt rồi chạy lại."
    if "permission denied" in text:
        return "không có quyền ghi vào thư mục dự án. Kiểm tra quyền của thư mục ấy."
    offline = (
        "name resolution",
        "newconnectionerror",
        "unreachable",
        "timed out",
        "max retries",
        "proxyerror",
    )
    if "no matching distribution" in text and not any(word in text for word in offline):
        return (
            "có gói chưa được dựng sẵn cho Python hay máy này, nên không cài (gói nguồn chạy mã của nó lúc cài). "
            "Dùng Python 3.11 đến 3.13, hoặc kiểm tra mạng rồi chạy lại."
        )
    if any(word in text for word in offline):
        return "không tải được các gói: máy chưa có mạng, hay tường lửa chặn. Nối mạng rồi chạy lại."
    return "không cài được các gói. Chi tiết ở các dòng trên."


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
    print("Chuẩn bị phần mềm cho lần chạy đầu …", flush=True)
    _run_quietly([sys.executable, "-m", "venv", "--clear", VENV])


def _install(python: Path, lock_name: str, stamp: dict[str, str]) -> None:
    """Install the packages of a lock file, then write down what the environment has."""
    # Only what was built and hashed beforehand: a source package runs its own code when it is installed.
    options = [
        "--no-input",
        "--progress-bar=off",
        "--disable-pip-version-check",
        "--require-hashes",
        "--only-binary=:all:",
    ]
    command: list[str | Path] = [python, "-m", "pip", "install", *options, "-r", ROOT / lock_name]
    if not _install_stored(command, lock_name):
        print(f"Cài các gói trong {lock_name} (chỉ lần đầu) …", flush=True)
        _run_quietly(command, progress_of((ROOT / lock_name).read_text("utf-8"), _on_one_line))
        _on_one_line("")
    STAMP.write_text(json.dumps(stamp), "utf-8")


def _on_one_line(text: str) -> None:
    """Write over the last line of a terminal; elsewhere nothing is written."""
    if sys.stdout.isatty():
        print(f"{text:<60}", end="\r", flush=True)


def _install_stored(command: Sequence[str | Path], lock_name: str) -> bool:
    """Install from the packages that ``bundle`` kept beside the sources, where they are there and fit; return whether they did."""
    store = stored_packages(ROOT, lock_name)
    if store is None:
        return False
    print(f"Cài các gói trong {lock_name} từ {store.name}/, không cần mạng …", flush=True)
    try:
        _run_quietly([*command, "--no-index", "--find-links", store])
    except TaskFault:
        print(
            f"nhắc: {store.name}/ không có đủ gói cho Python này trên máy này; tải từ mạng.", file=sys.stderr
        )
        return False
    return True


def prepare(lock_name: str) -> Path:
    """Return the Python of an environment that has a lock file's packages; install only what is new."""
    python = environment_python(VENV)
    known = installed(STAMP) if python.exists() else {}
    locks = [BUILD_LOCK] if lock_name == BUILD_LOCK else [BUILD_LOCK, TEST_LOCK]
    wanted = {name: fingerprint(ROOT / name, VENV) for name in locks}
    if wanted.items() <= known.items():
        return python
    # A changed lock gets a fresh environment: what it no longer names must not stay.
    if known.get(BUILD_LOCK) != wanted[BUILD_LOCK] or lock_name in known:
        _make_environment()
        known = {}
    _install(python, lock_name, {**known, **wanted})
    return python


def add_lock(python: Path, lock_name: str) -> None:
    """Install one more lock file's packages into the environment, unless it has them."""
    known = installed(STAMP)
    wanted = {lock_name: fingerprint(ROOT / lock_name, VENV)}
    if not wanted.items() <= known.items():
        _install(python, lock_name, {**known, **wanted})


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
        print(f"lỗi: {fault.strerror or fault} ({fault.filename or 'hệ thống'}).", file=sys.stderr)
    return FAULT


def __getattr__(name: str) -> Any:
    """Return the collection that invoke asks for; before the installation there is no invoke."""
    if name in ("ns", "namespace"):
        from plugins.commands.invoke_tasks import namespace

        return namespace(TASKS.values(), project_with(Path(sys.executable)))
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


if __name__ == "__main__":
    run_and_exit(main)
