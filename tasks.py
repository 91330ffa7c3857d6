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

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "da-cai.json"
BUILD_LOCK = "requirements.txt"
TEST_LOCK = "requirements-dev.txt"
BENCH_LOCK = "requirements-bench.txt"
OUTPUT = ROOT / "output"
PREVIEW = ROOT / "output-xem-thu"
CACHE = ROOT / ".cache"
MARKER = ".site-output"
FAULT, INTERRUPTED = 2, 130


class Fault(Exception):
    """What keeps a task from starting, in words for the person at the machine."""


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
        return "không có quyền ghi vào thư mục .venv. Kiểm tra quyền của thư mục dự án."
    offline = (
        "name resolution",
        "newconnectionerror",
        "unreachable",
        "timed out",
        "max retries",
        "proxyerror",
    )
    if any(word in text for word in offline) or "no matching distribution" in text:
        return "không tải được các gói: máy chưa có mạng, hay tường lửa chặn. Nối mạng rồi chạy lại."
    return "không cài được các gói. Chi tiết ở các dòng trên."


def _run_quietly(command: Sequence[str | Path]) -> None:
    """Run a step of the installation; raise Fault, after printing the end of what it said, if it fails."""
    done = subprocess.run(
        command, cwd=ROOT, env=_surroundings(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        said = done.stdout.decode("utf-8", "replace")
        print("\n".join(said.strip().splitlines()[-8:]), file=sys.stderr)
        raise Fault(explain(said))


def _surroundings() -> dict[str, str]:
    """Return the environment of child processes: UTF-8 everywhere, nobody else's Python path."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONHOME", "PYTHONPATH")}
    return {**kept, "PYTHONUTF8": "1"}


def _make_environment() -> None:
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise Fault("Python này thiếu mô-đun venv. Trên Debian và Ubuntu: sudo apt install python3-venv")
    print("Tạo môi trường .venv …", flush=True)
    _run_quietly([sys.executable, "-m", "venv", "--clear", VENV])


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
    print(f"Cài các gói trong {lock_name} (chỉ lần đầu) …", flush=True)
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--require-hashes"]
    _run_quietly([python, "-m", "pip", "install", *options, "-r", ROOT / lock_name])
    STAMP.write_text(json.dumps({**known, **wanted}), "utf-8")
    return python


# The tasks. Each gets a Python that has what it needs and returns an exit code.


@dataclass(frozen=True)
class Wishes:
    """What was asked for on the command line."""

    output: str = ""
    now: str = ""
    quarantine: bool = False
    confirm_fewer: bool = False
    clean: bool = False
    port: int = 8000
    rest: tuple[str, ...] = field(default=())
    stay: bool = False


def _call(command: Sequence[str | Path]) -> int:
    """Run a program in the project's folder and return its exit code; Ctrl-C is 130."""
    with subprocess.Popen(command, cwd=ROOT, env=_surroundings()) as child:
        try:
            code = child.wait()
        except KeyboardInterrupt:
            # The child was told too; it puts its house in order before it ends.
            child.wait()
            return INTERRUPTED
    return INTERRUPTED if code in (-2, INTERRUPTED) else abs(code)


def _build(python: Path, wishes: Wishes, settings: str = "pelicanconf.py", output: Path = OUTPUT) -> int:
    target = Path(wishes.output).absolute() if wishes.output else output
    options: list[str | Path] = ["-o", target]
    options += ["--quarantine"] if wishes.quarantine else []
    options += ["--now", wishes.now] if wishes.now else []
    options += ["--confirm-fewer"] if wishes.confirm_fewer else []
    options += ["--clean"] if wishes.clean else []
    options += ["--stay"] if wishes.stay else []
    return _call([python, "-m", "plugins.build", "content", "-s", settings, *options, *wishes.rest])


def build(python: Path, wishes: Wishes) -> int:
    """Dựng cổng vào output/."""
    return _build(python, wishes)


def publish(python: Path, wishes: Wishes) -> int:
    """Dựng bản phát hành vào output/, với địa chỉ thật (publishconf.py)."""
    return _build(python, wishes, "publishconf.py")


def _remove_output(folder: Path) -> None:
    if not folder.exists():
        return
    if any(folder.iterdir()) and not (folder / MARKER).exists():
        raise Fault(f"thư mục “{folder}” không phải do công cụ này tạo (thiếu tệp {MARKER}); không xóa.")
    shutil.rmtree(folder)


def clean(python: Path, wishes: Wishes) -> int:
    """Xóa output/, bản xem thử và bộ nhớ đệm."""
    for folder in (Path(wishes.output).absolute() if wishes.output else OUTPUT, PREVIEW):
        _remove_output(folder)
        _remove_output(folder.with_name(f".{folder.name}.moi"))
    shutil.rmtree(CACHE, ignore_errors=True)
    print("Đã dọn sạch.")
    return 0


def rebuild(python: Path, wishes: Wishes) -> int:
    """Bỏ bộ nhớ đệm rồi dựng lại từ đầu; output/ cũ còn nguyên tới khi bản mới xong."""
    shutil.rmtree(CACHE / "anh", ignore_errors=True)
    return _build(python, replace(wishes, clean=True))


def regenerate(python: Path, wishes: Wishes) -> int:
    """Dựng lại mỗi khi nội dung, giao diện hay cài đặt thay đổi."""
    return _build(python, replace(wishes, stay=True))


class _Visitors(SimpleHTTPRequestHandler):
    """Serves the portal as a web host would, with its own page for addresses that do not exist."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        data = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing for each request."""


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """Return a server of a folder for this machine alone; raise Fault if the port is taken."""
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), partial(_Visitors, directory=str(folder)))
    except OSError as fault:
        raise Fault(f"không mở được cổng {port} ({fault.strerror}). Thử: --port {port + 1}") from fault


def serve(python: Path, wishes: Wishes) -> int:
    """Mở output/ tại http://127.0.0.1:8000/ trên máy này."""
    folder = Path(wishes.output).absolute() if wishes.output else OUTPUT
    if not (folder / "index.html").exists():
        raise Fault(f"chưa có trang nào trong “{folder}”. Chạy trước: python3 tasks.py build")
    with server(folder, wishes.port) as host:
        print(f"Mở http://127.0.0.1:{wishes.port}/ (Ctrl-C để dừng)", flush=True)
        try:
            host.serve_forever()
        except KeyboardInterrupt:
            return INTERRUPTED
    return 0


def preview(python: Path, wishes: Wishes) -> int:
    """Xem thử: dựng mọi bài không lỗi vào output-xem-thu/, mở trên máy này, dựng lại khi sửa."""
    import threading

    folder = Path(wishes.output).absolute() if wishes.output else PREVIEW
    lenient = Wishes(
        str(folder), wishes.now, quarantine=True, confirm_fewer=True, stay=True, rest=wishes.rest
    )
    with server(folder, wishes.port) as host:
        threading.Thread(target=host.serve_forever, daemon=True).start()
        print(f"Mở http://127.0.0.1:{wishes.port}/", flush=True)
        return _build(python, lenient)


def check(python: Path, wishes: Wishes) -> int:
    """Kiểm tra mọi bài và trang, không đụng tới output/."""
    with tempfile.TemporaryDirectory(prefix="kiem-tra-") as folder:
        tried = Wishes(str(Path(folder) / "output"), wishes.now, True, wishes.confirm_fewer, rest=wishes.rest)
        return _build(python, tried)


def test(python: Path, wishes: Wishes) -> int:
    """Chạy các phép thử; tham số thêm được chuyển cho pytest."""
    return _call([python, "-m", "pytest", *wishes.rest])


def prove(python: Path, wishes: Wishes) -> int:
    """Thử dựng lại qua nhiều bước ngẫu nhiên, so từng byte với bản dựng từ đầu (--steps, --seed)."""
    asked = argparse.ArgumentParser(prog="tasks.py prove")
    asked.add_argument("--steps", default="5000")
    asked.add_argument("--seed", default="1")
    wanted = asked.parse_args(wishes.rest)
    os.environ |= {"PROOF_STEPS": wanted.steps, "PROOF_SEED": wanted.seed}
    return _call([python, "-m", "pytest", "-n", "auto", "tests/whole/test_incremental.py"])


def bench(python: Path, wishes: Wishes) -> int:
    """Đo tốc độ cạnh Pelican gốc và Hugo (--articles, --runs, --only, --steps, --write)."""
    known = installed(STAMP)
    wanted = {BENCH_LOCK: fingerprint(ROOT / BENCH_LOCK, VENV)}
    if not wanted.items() <= known.items():
        print(f"Cài các gói trong {BENCH_LOCK} (chỉ lần đầu) …", flush=True)
        _run_quietly([python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", ROOT / BENCH_LOCK])
        STAMP.write_text(json.dumps({**known, **wanted}), "utf-8")
    return _call([python, ROOT / "tests" / "bench", *wishes.rest])


def lint(python: Path, wishes: Wishes) -> int:
    """Kiểm tra mã nguồn bằng ruff và mypy."""
    steps = (["ruff", "check", "."], ["mypy"])
    return max(_call([python, "-m", *step]) for step in steps)


TASKS: dict[str, Callable[[Path, Wishes], int]] = {
    one.__name__: one
    for one in (build, test, clean, rebuild, regenerate, serve, preview, publish, check, lint, prove, bench)
}
NEEDS_NOTHING = frozenset({"clean", "serve"})
NEEDS_TESTS = frozenset({"test", "lint", "prove", "bench"})


# The two doors: the command line here, and invoke inside the environment.


def arguments(words: Sequence[str]) -> tuple[str, Wishes]:
    """
    Return the task and the wishes that a command line holds.

    >>> arguments(["build", "--quarantine"])
    ('build', Wishes(output='', now='', quarantine=True, confirm_fewer=False, clean=False, port=8000, rest=(), stay=False))
    """
    parser = argparse.ArgumentParser(prog="tasks.py", description="Các việc của cổng thông tin.")
    tasks = parser.add_subparsers(dest="task", required=True, metavar="việc")
    for name, task in TASKS.items():
        # Words that are not ours belong to pytest, whole: "-x" must not be taken for a short "--…".
        sub = tasks.add_parser(name, help=task.__doc__, description=task.__doc__, allow_abbrev=False)
        if name in NEEDS_TESTS:
            continue
        sub.add_argument("--output", default="", metavar="THƯ_MỤC", help="dựng vào thư mục khác")
        sub.add_argument("--now", default="", metavar="LÚC", help="thời điểm dựng: 2024-06-30T08:00+07:00")
        sub.add_argument(
            "--quarantine", action="store_true", help="để bài lỗi sang một bên, dựng các bài còn lại"
        )
        sub.add_argument(
            "--clean", action="store_true", help="dựng từ đầu, không dùng điều đã nhớ (không cần tới)"
        )
        sub.add_argument("--confirm-fewer", action="store_true", help="xác nhận số bài giảm mạnh là đúng ý")
        sub.add_argument("--port", type=int, default=8000, help="cổng của máy chủ xem thử")
    found, rest = parser.parse_known_args(words)
    values = vars(found)
    name = values.pop("task")
    if rest and name not in NEEDS_TESTS:
        parser.error(f"không hiểu: {' '.join(rest)}")
    return name, Wishes(**values, rest=tuple(rest))


def main(words: Sequence[str]) -> int:
    """Prepare the environment, run one task, return its exit code."""
    name, wishes = arguments(words)
    try:
        if name in NEEDS_NOTHING:
            return TASKS[name](Path(sys.executable), wishes)
        return TASKS[name](prepare(TEST_LOCK if name in NEEDS_TESTS else BUILD_LOCK), wishes)
    except Fault as fault:
        print(f"lỗi: {fault}", file=sys.stderr)
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu.", file=sys.stderr)
        return INTERRUPTED
    except OSError as fault:
        print(f"lỗi: {fault.strerror or fault} ({fault.filename or 'hệ thống'}).", file=sys.stderr)
    return FAULT


def _namespace() -> Any:
    """Return the same tasks as invoke knows tasks."""
    from invoke.collection import Collection
    from invoke.exceptions import Exit
    from invoke.tasks import Task

    def told(task: Callable[[Path, Wishes], int]) -> Any:
        def body(
            context: Any,
            output: str = "",
            now: str = "",
            quarantine: bool = False,
            confirm_fewer: bool = False,
            clean: bool = False,
            port: int = 8000,
        ) -> None:
            wishes = Wishes(output, now, quarantine, confirm_fewer, clean, port)
            try:
                code = task(Path(sys.executable), wishes)
            except Fault as fault:
                raise Exit(f"lỗi: {fault}", FAULT) from fault
            if code:
                raise Exit(code=code)

        body.__doc__ = task.__doc__
        return Task(body, name=task.__name__)

    return Collection(*(told(task) for task in TASKS.values()))


def __getattr__(name: str) -> Any:
    """Make the tasks for invoke only when invoke asks: before the installation there is none."""
    if name in ("ns", "namespace"):
        return _namespace()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        # A Windows console that is not UTF-8 would stop at the first Vietnamese letter.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
