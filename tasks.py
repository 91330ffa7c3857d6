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
import inspect
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from plugins.commands.completion import SHELLS, Command
from plugins.commands.entry_point import as_typed, run_and_exit
from plugins.commands.language import Language, language_of
from plugins.commands.option import Arguments, Option, a_path, words_of
from plugins.commands.parsing import did_you_mean, parse_arguments

# These rooms need nothing but Python either.
from plugins.editors.checks import options as checks
from plugins.editors.desk import options as editing
from plugins.editors.importing import options as importing
from plugins.publishing.hosting.headers import headers_of

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "da-cai.json"
BUILD_LOCK = "requirements.txt"
TEST_LOCK = "requirements-dev.txt"
BENCH_LOCK = "requirements-bench.txt"
OUTPUT_FOLDER = ROOT / "output"
PREVIEW, SHARED, EDITOR = ROOT / "output-xem-thu", ROOT / "output-chia-se", ROOT / "output-bien-tap"
EDITOR_PACKAGES = ROOT / ".editor"
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


# The tasks. Each is a function below @task, which gets a Python that has what it needs, and what
# was asked for; it returns an exit code. Its docstring is the help: Vietnamese, then English.

Run = Callable[[Path, Arguments], int]
TASKS: dict[str, "Task"] = {}
EDITING, PORTAL, CODE = "editing", "portal", "code"
GROUPS: dict[str, dict[Language, str]] = {
    EDITING: {"vi": "Viết, kiểm tra và xem thử bài", "en": "Writing, checking and previewing articles"},
    PORTAL: {"vi": "Dựng cổng và đưa lên mạng", "en": "Building and publishing the portal"},
    CODE: {"vi": "Cho người giữ mã nguồn", "en": "For who keeps the code"},
}


@dataclass(frozen=True)
class Task:
    """
    One thing that can be asked for.

    ``needs`` is the lock file of the packages it needs ("" for none); what is no option of a task
    that ``passes`` goes on to the program behind it.
    """

    name: str
    run: Run
    options: tuple[Option, ...]
    group: str
    needs: str
    passes: bool

    def told(self, language: Language) -> str:
        """Return what it does: the first paragraph of its docstring in Vietnamese, the last in English."""
        paragraphs = inspect.cleandoc(self.run.__doc__ or "").split("\n\n")
        return " ".join(paragraphs[-1 if language == "en" else 0].split())


def task(
    *options: Option, group: str = PORTAL, needs: str = BUILD_LOCK, passes: bool = False
) -> Callable[[Run], Run]:
    """Return what makes a function a task of its own name, with these options."""

    def note(run: Run) -> Run:
        name = run.__name__.strip("_").replace("_", "-")
        TASKS[name] = Task(name, run, options, group, needs, passes)
        return run

    return note


NOW = Option(
    ("--now",),
    "thời điểm dựng, ví dụ 2024-06-30T08:00+07:00",
    "the build's instant, such as 2024-06-30T08:00+07:00",
    value="LÚC",
)
OUTPUT = Option(
    ("--output",), "dựng vào thư mục khác", "build into another folder", value="THƯ_MỤC", kind=a_path
)
PORT = Option(
    ("--port",),
    "cổng của máy chủ trên máy này",
    "port of the server on this machine",
    value="SỐ",
    kind=int,
    default=8000,
)
QUARANTINE = Option(
    ("--quarantine",),
    "để bài lỗi sang một bên, dựng các bài còn lại",
    "leave out articles that have errors, build the others",
)
CONFIRM_FEWER = Option(
    ("--confirm-fewer",), "xác nhận số bài giảm mạnh là đúng ý", "far fewer articles than last time are meant"
)
CLEAN = Option(
    ("--clean",),
    "dựng từ đầu, không dùng điều đã nhớ (không cần tới)",
    "build from nothing, as if no build had been before (never needed)",
)
OPEN = Option(("--open",), "mở luôn trong trình duyệt", "open it in the browser")
BUILD_ONLY = Option(
    ("--build-only",),
    "chỉ ghi bản xem thử vào --output cho người khác mở, không ở lại",
    "only write the preview into --output for others to open, do not stay",
)
URL = Option(
    ("--url",),
    "địa chỉ mà bản xem thử ấy sẽ nằm, https://…",
    "the address at which that preview will lie, https://…",
    value="ĐỊA_CHỈ",
)
# What a build is told by these words, as they stand.
BUILDING = (
    *(NOW, QUARANTINE, CONFIRM_FEWER, CLEAN, OPEN, URL),
    Option(("--stay",), "ở lại", "stay"),
    Option(("--preview",), "hiện cả bài chưa công bố", "show what is not public too"),
    Option(("--serve",), "mở tại cổng này", "answer at this port", value="SỐ", kind=int),
    Option(("--export",), "ghi cho người khác mở", "write for others to open", value="THƯ_MỤC"),
    Option(("--packages",), "gói của trình soạn thảo", "the editor's package", value="THƯ_MỤC"),
)


def _call(command: Sequence[str | Path]) -> int:
    """Run a program in the project's folder and return its exit code; Ctrl-C is 130. Who ends this, ends the program."""
    with subprocess.Popen(command, cwd=ROOT, env=_surroundings()) as child:
        before = signal.signal(signal.SIGTERM, lambda number, _: child.send_signal(number))
        try:
            code = child.wait()
        except KeyboardInterrupt:
            # The child was told too; it puts its house in order before it ends.
            child.wait()
            return INTERRUPTED
        finally:
            signal.signal(signal.SIGTERM, before)
    return INTERRUPTED if code in (-2, INTERRUPTED) else abs(code)


def _build(
    python: Path,
    arguments: Arguments,
    settings: str = "pelicanconf.py",
    output: Path = OUTPUT_FOLDER,
    module: str = "plugins.building",
) -> int:
    target = getattr(arguments, "output", "") or output
    options = ["-o", target, *words_of(BUILDING, arguments)]
    return _call([python, "-m", module, "content", "-s", settings, *options, *arguments.rest])


@task(OUTPUT, NOW, QUARANTINE, CONFIRM_FEWER, CLEAN)
def build(python: Path, arguments: Arguments) -> int:
    """
    Dựng cổng vào output/.

    Build the portal into output/.
    """
    return _build(python, arguments)


TO = Option(
    ("--to",),
    "đích trong TARGETS của publishconf.py, hoặc một thư mục: dựng, soát, rồi phát hành tới đó",
    "a target in TARGETS of publishconf.py, or a folder: build, audit, then publish there",
    value="ĐÍCH",
)
# What publishing is told by these words, as they stand.
PUBLISHING = (
    TO,
    Option(("--dry-run",), "chỉ xem sẽ đổi gì, không phát hành", "only tell what would change"),
    Option(("--first",), "lần phát hành đầu tiên tới đích này", "the first release to this target"),
    Option(
        ("--history",),
        "lấy sổ địa chỉ đã công bố ở nơi khác (khi chuyển máy chủ)",
        "read the record of published addresses elsewhere (when moving hosts)",
        value="NƠI",
    ),
    Option(
        ("--wait",),
        "đợi lần phát hành khác bao nhiêu giây",
        "seconds to wait for another run",
        value="SỐ",
        default="60",
    ),
)
ROLLBACK = Option(("--rollback",), "lùi ngay về bản trước", "go back to the release before, at once")
RELEASE = Option(
    ("release",),
    "bản muốn lùi về, cùng --rollback",
    "the release to go back to, with --rollback",
    value="BẢN",
)


def _keep(
    python: Path, name: str, arguments: Arguments, *options: Option, more: Sequence[str | Path] = ()
) -> int:
    """Let the keeper's room do a task, with the words of these options as they stand."""
    return _call([python, "-m", "plugins.publishing", name, *words_of(options, arguments), *more])


def _folder(arguments: Arguments) -> list[str]:
    return [f"--output={arguments.output or OUTPUT_FOLDER}"]


@task(OUTPUT, NOW, QUARANTINE, CONFIRM_FEWER, CLEAN, *PUBLISHING, ROLLBACK, RELEASE)
def publish(python: Path, arguments: Arguments) -> int:
    """
    Dựng bản phát hành vào output/, với địa chỉ thật (publishconf.py); có --to thì soát rồi đưa lên đích.

    Build what is to be published into output/, with the real address; with --to, audit it and publish it there.
    """
    if not arguments.to:
        return _build(python, arguments, "publishconf.py")
    if arguments.release and not arguments.rollback:
        raise Fault(f"không hiểu: {arguments.release}. Muốn lùi về bản này, thêm --rollback.")
    back = [f"--rollback={arguments.release}"] if arguments.rollback else []
    return _keep(python, "publish", arguments, *BUILDING, *PUBLISHING, more=[*_folder(arguments), *back])


@task(
    Option(
        ("where",), "địa chỉ công khai https://…, hoặc tên đích", "the public address https://…, or a target"
    ),
    Option(
        ("--against",),
        "so với thư mục này (bản dựng, bản phát hành)",
        "compare with this folder (an output, a release)",
        value="THƯ_MỤC",
    ),
    Option(("--public-key",), "khóa công khai để kiểm chữ ký", "public key of the signature", value="TỆP"),
    Option(
        ("--requests",),
        "nhiều nhất bao nhiêu lượt hỏi",
        "at most so many requests",
        value="SỐ",
        default="20000",
    ),
    Option(("--minutes",), "nhiều nhất bao nhiêu phút", "at most so many minutes", value="SỐ", default="10"),
)
def verify(python: Path, arguments: Arguments) -> int:
    """
    So trang đang công khai với bản đã phát hành: tệp nào khác, thiếu, hay không thuộc về cổng.

    Compare the live site with what was published: which files differ, are missing or do not belong.
    """
    if not arguments.where:
        raise Fault("còn thiếu nơi cần xem. Ví dụ: python3 tasks.py verify https://thoxuan.thanhhoa.gov.vn")
    return _keep(python, "verify", arguments, *TASKS["verify"].options)


@task(
    Option(
        ("--live",),
        "hỏi trang đang công khai ở địa chỉ này",
        "ask the live site at this address",
        value="ĐỊA_CHỈ",
    ),
    Option(
        ("--due",),
        "mã 0 nếu đã tới lúc dựng lại, 1 nếu chưa",
        "exit code 0 if it is time to build again, 1 if not",
    ),
    OUTPUT,
    needs="",
)
def _next(python: Path, arguments: Arguments) -> int:
    """
    Lúc nào cổng sẽ tự đổi: bài hẹn giờ, hết hạn, đợt lấy ý kiến mở hay đóng.

    When the portal changes by itself: a scheduled article, an expiry, a consultation that opens or closes.
    """
    from datetime import UTC, datetime

    from plugins.publishing.due import UnknownMoment, of_build, of_site

    folder = Path(arguments.output or OUTPUT_FOLDER)
    try:
        coming = (
            of_site(arguments.live)
            if arguments.live
            else of_build(folder.parent / ".cache" / "lan-toi.json", folder)
        )
    except UnknownMoment as fault:
        raise Fault(str(fault)) from fault
    print(coming)
    return int(not coming.is_due(datetime.now(UTC))) if arguments.due else 0


@task(
    OUTPUT,
    NOW,
    TO,
    Option(("--all",), "kể từng địa chỉ và nơi nó dẫn tới", "tell each address and where it leads"),
    Option(("--save",), "ghi sổ địa chỉ vào content/du-lieu/", "write the record into content/du-lieu/"),
)
def redirects(python: Path, arguments: Arguments) -> int:
    """
    Đếm các địa chỉ cũ, kể từng nơi chúng dẫn tới, và báo chỗ sai.

    Count the old addresses, tell where each leads, and what is wrong with them.
    """
    return _keep(python, "redirects", arguments, *TASKS["redirects"].options[1:], more=_folder(arguments))


@task(
    Option(("folder",), "ghi vào thư mục này", "write into this folder", default="may-chu"),
    Option(
        ("--root",),
        "thư mục mà máy chủ sẽ đọc",
        "the folder that the server will read",
        value="THƯ_MỤC",
        default="/srv/cong/current",
    ),
    OUTPUT,
    NOW,
)
def hosting(python: Path, arguments: Arguments) -> int:
    """
    Ghi các tệp cho máy chủ: nginx, Caddy, .htaccess, _headers, _redirects.

    Write the files for hosts: nginx, Caddy, .htaccess, _headers, _redirects.
    """
    words = [f"--root={arguments.root}", arguments.folder]
    return _keep(python, "hosting", arguments, NOW, more=[*_folder(arguments), *words])


@task(OUTPUT, NOW)
def audit(python: Path, arguments: Arguments) -> int:
    """
    Soát toàn bộ bản dựng: liên kết, mô tả ảnh, chữ còn sót, bài chưa công bố, feed, dung lượng.

    Audit the whole output: links, alt texts, leaked words, unpublished texts, feeds, weight.
    """
    return _keep(python, "audit", arguments, NOW, more=_folder(arguments))


def _remove_output(folder: Path) -> None:
    if not folder.exists():
        return
    if any(folder.iterdir()) and not (folder / MARKER).exists():
        raise Fault(f"thư mục “{folder}” không phải do công cụ này tạo (thiếu tệp {MARKER}); không xóa.")
    shutil.rmtree(folder)


@task(OUTPUT, needs="")
def clean(python: Path, arguments: Arguments) -> int:
    """
    Xóa output/, bản xem thử và bộ nhớ đệm.

    Remove output/, the preview and the cache.
    """
    for folder in (Path(arguments.output or OUTPUT_FOLDER), PREVIEW, SHARED, EDITOR):
        _remove_output(folder)
        _remove_output(folder.with_name(f".{folder.name}.moi"))
    shutil.rmtree(CACHE, ignore_errors=True)
    print("Đã dọn sạch.")
    return 0


@task(OUTPUT, NOW, QUARANTINE, CONFIRM_FEWER)
def rebuild(python: Path, arguments: Arguments) -> int:
    """
    Bỏ bộ nhớ đệm rồi dựng lại từ đầu; output/ cũ còn nguyên tới khi bản mới xong.

    Forget the cache and build from nothing; the old output/ stays until the new one is done.
    """
    shutil.rmtree(CACHE / "anh", ignore_errors=True)
    return _build(python, arguments.but(clean=True))


@task(OUTPUT, NOW, QUARANTINE, CONFIRM_FEWER, CLEAN)
def regenerate(python: Path, arguments: Arguments) -> int:
    """
    Dựng lại mỗi khi nội dung, giao diện hay cài đặt thay đổi.

    Build again whenever content, theme or settings change.
    """
    return _build(python, arguments.but(stay=True))


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

    def end_headers(self) -> None:
        """Send the headers that every host sends, so that a page which they would break is seen here first."""
        # Nothing is kept by a browser: what is previewed changes all the time.
        told = {**headers_of(urlsplit(getattr(self, "path", "/")).path), "Cache-Control": "no-store"}
        for name, value in told.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing for each request."""


def server(folder: Path, port: int) -> ThreadingHTTPServer:
    """Return a server of a folder for this machine alone; raise Fault if the port is taken."""
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), partial(_Visitors, directory=str(folder)))
    except OSError as fault:
        raise Fault(f"không mở được cổng {port} ({fault.strerror}). Thử: --port {port + 1}") from fault


@task(OUTPUT, PORT, needs="")
def serve(python: Path, arguments: Arguments) -> int:
    """
    Mở output/ tại http://127.0.0.1:8000/ trên máy này.

    Serve output/ at http://127.0.0.1:8000/ on this machine.
    """
    folder = Path(arguments.output or OUTPUT_FOLDER)
    if not (folder / "index.html").exists():
        raise Fault(f"chưa có trang nào trong “{folder}”. Chạy trước: {as_typed('build')}")
    with server(folder, arguments.port) as host:
        print(f"Mở http://127.0.0.1:{arguments.port}/ (Ctrl-C để dừng)", flush=True)
        try:
            host.serve_forever()
        except KeyboardInterrupt:
            return INTERRUPTED
    return 0


def _preview(python: Path, arguments: Arguments) -> int:
    lenient = arguments.but(quarantine=True, confirm_fewer=True)
    if arguments.build_only:
        lenient = lenient.but(output=PREVIEW, export=arguments.output or SHARED)
    else:
        lenient = lenient.but(output=arguments.output or PREVIEW, serve=arguments.port)
    return _build(python, lenient, module="plugins.editors.preview")


@task(OUTPUT, NOW, PORT, OPEN, BUILD_ONLY, URL, CLEAN, group=EDITING)
def preview(python: Path, arguments: Arguments) -> int:
    """
    Xem thử cả bài nháp, bài hẹn giờ, bài còn lỗi trên máy này; mỗi lần lưu, trang đang mở tự đổi.

    Preview drafts, scheduled and faulty articles too on this machine; each save is on the open page by itself.
    """
    return _preview(python, arguments)


@task(
    *(OUTPUT, NOW, PORT, OPEN),
    Option(("--install-only",), "chỉ cài, không mở", "only set it up"),
    Option(
        ("--build-only",),
        "ghi thành tệp để đặt lên máy chủ, dùng với máy chủ Git",
        "write it as files for a web host, for content on a Git host",
    ),
    group=EDITING,
)
def editor(python: Path, arguments: Arguments) -> int:
    """
    Viết bài trong trình duyệt, trên máy này, không cần tài khoản; kèm bản xem thử. Lần đầu cần npm để cài.

    Write articles in the browser, on this machine and without an account; with the preview. Needs npm once.
    """
    module = "plugins.editors.writing"
    if arguments.install_only:
        return _call([python, "-m", module, "--install-only", "--packages", EDITOR_PACKAGES])
    wanted = arguments.but(packages=EDITOR_PACKAGES)
    if arguments.build_only:
        wanted = wanted.but(output=PREVIEW, export=arguments.output or EDITOR)
    else:
        wanted = wanted.but(
            quarantine=True, confirm_fewer=True, output=arguments.output or PREVIEW, serve=arguments.port
        )
    return _build(python, wanted, module=module)


@task(*editing.NEW, group=EDITING)
def new(python: Path, arguments: Arguments) -> int:
    """
    Tạo một bài mới, đúng chỗ, phần đầu đã điền sẵn; điều chưa biết thì hỏi.

    Make a new article in its place, its header filled in; what is not known is asked.
    """
    return _call([python, "-m", "plugins.editors.desk", "new", *words_of(editing.NEW, arguments)])


@task(*checks.OPTIONS, group=EDITING)
def check(python: Path, arguments: Arguments) -> int:
    """
    Kiểm tra bài viết: lỗi, lời nhắc và góp ý; không đụng tới output/.

    Check articles: errors, reminders and advice; output/ is not touched.
    """
    return _call([python, "-m", "plugins.editors.checks", *words_of(checks.OPTIONS, arguments)])


@task(*editing.STATUS, group=EDITING)
def status(python: Path, arguments: Arguments) -> int:
    """
    Bài nào đang chờ, chờ ai: chờ duyệt, có lỗi, nháp, hẹn giờ, sắp hết hạn, đang lấy ý kiến.

    Which articles wait, and for whom: in review, faulty, drafts, scheduled, expiring, in consultation.
    """
    return _call([python, "-m", "plugins.editors.desk", "status", *words_of(editing.STATUS, arguments)])


@task(
    Option(
        ("shell",),
        "bash, zsh, fish hay powershell",
        "bash, zsh, fish or powershell",
        value="SHELL",
        choices=tuple(SHELLS),
    ),
    group=EDITING,
    needs="",
)
def completion(python: Path, arguments: Arguments) -> int:
    """
    In ra đoạn mã để bấm Tab là có gợi ý, và lệnh ngắn “cong” chạy từ thư mục nào cũng được.

    Print a script that makes Tab complete tasks and options, and a short command, “cong”, for every folder.
    """
    if not arguments.shell:
        raise Fault(f"thiếu tên shell ({', '.join(SHELLS)}). Ví dụ: {as_typed('completion bash')}")
    commands = [Command(one.name, one.told("vi"), one.options) for one in TASKS.values()]
    print(SHELLS[arguments.shell](commands, ROOT / "tasks.py"), end="")
    return 0


@task(*importing.IMPORTING, group=EDITING)
def import_(python: Path, arguments: Arguments) -> int:
    """
    Nhập tệp Word, trang của cổng cũ, cả thư mục hay sơ đồ trang thành bài nháp.

    Make draft articles of Word files, pages of the old portal, whole folders, site maps.
    """
    return _call(
        [python, "-m", "plugins.editors.importing", "import", *words_of(importing.IMPORTING, arguments)]
    )


@task(*importing.CONVERTING, group=EDITING)
def convert(python: Path, arguments: Arguments) -> int:
    """
    Đổi tệp chữ ở mã cũ (TCVN3, VNI, Windows-1258, UTF-16…) sang Unicode; có --write mới ghi.

    Convert text in old encodings (TCVN3, VNI, Windows-1258, UTF-16…) to Unicode; --write writes.
    """
    return _call(
        [python, "-m", "plugins.editors.importing", "convert", *words_of(importing.CONVERTING, arguments)]
    )


@task(group=CODE, needs=TEST_LOCK, passes=True)
def test(python: Path, arguments: Arguments) -> int:
    """
    Chạy mọi phép thử, mỗi bộ xử lý một phần; tham số thêm được chuyển cho một pytest duy nhất.

    Run all tests, a part on each core; more words go to one pytest.
    """
    if arguments.rest:
        return _call([python, "-m", "pytest", *arguments.rest])
    shared = ["-n", "auto", "--maxprocesses", "4", "--dist", "worksteal", "-m", "not (browser or alone)"]
    code = _call([python, "-m", "pytest", *shared])
    if code == INTERRUPTED:
        return code
    return max(code, _call([python, "-m", "pytest", "-m", "browser or alone"]))


@task(
    Option(("--steps",), "bao nhiêu bước", "how many steps", value="SỐ", kind=int, default=5000),
    Option(
        ("--seed",),
        "hạt giống khác, đường đi khác",
        "another seed, another walk",
        value="SỐ",
        kind=int,
        default=1,
    ),
    group=CODE,
    needs=TEST_LOCK,
)
def prove(python: Path, arguments: Arguments) -> int:
    """
    Thử dựng lại qua nhiều bước ngẫu nhiên, so từng byte với bản dựng từ đầu.

    Walk through random steps of building again, each compared byte by byte with a build from nothing.
    """
    os.environ |= {"PROOF_STEPS": str(arguments.steps), "PROOF_SEED": str(arguments.seed)}
    return _call([python, "-m", "pytest", "-n", "auto", "tests/whole/test_incremental.py"])


@task(
    Option(
        ("--publishes",), "phát hành bao nhiêu lần", "how many publishes", value="SỐ", kind=int, default=50
    ),
    Option(("--kills",), "giết bao nhiêu lần", "how many kills", value="SỐ", kind=int, default=10),
    Option(("--seed",), "hạt giống khác", "another seed", value="SỐ", kind=int, default=1),
    group=CODE,
    needs=TEST_LOCK,
    passes=True,
)
def prove_publishing(python: Path, arguments: Arguments) -> int:
    """
    Phát hành nhiều lần, giết giữa chừng, trong khi wrk đọc: không lượt nào hỏng, không trang nào thiếu tệp.

    Publish many times, be killed midway, while wrk reads: no request fails, no page lacks a file.
    """
    os.environ |= {
        "PROOF_PUBLISHES": str(arguments.publishes),
        "PROOF_KILLS": str(arguments.kills),
        "PROOF_SEED": str(arguments.seed),
    }
    return _call([python, "-m", "pytest", "-s", "tests/publishing/test_proof_under_load.py", *arguments.rest])


@task(group=CODE, needs=TEST_LOCK, passes=True)
def bench(python: Path, arguments: Arguments) -> int:
    """
    Đo tốc độ cạnh Pelican gốc và Hugo (--articles, --runs, --only, --steps, --write).

    Measure speed beside stock Pelican and Hugo (--articles, --runs, --only, --steps, --write).
    """
    known = installed(STAMP)
    wanted = {BENCH_LOCK: fingerprint(ROOT / BENCH_LOCK, VENV)}
    if not wanted.items() <= known.items():
        print(f"Cài các gói trong {BENCH_LOCK} (chỉ lần đầu) …", flush=True)
        _run_quietly([python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", ROOT / BENCH_LOCK])
        STAMP.write_text(json.dumps({**known, **wanted}), "utf-8")
    return _call([python, ROOT / "tests" / "bench", *arguments.rest])


@task(group=CODE, needs=TEST_LOCK, passes=True)
def pictures(python: Path, arguments: Arguments) -> int:
    """
    Chụp các trang của cổng mẫu vào docs/pictures/, ở một thời điểm cố định (--now, --output).

    Take pictures of the sample portal's pages into docs/pictures/, at a fixed instant (--now, --output).
    """
    return _call([python, ROOT / "tests" / "pictures", *arguments.rest])


@task(group=CODE, needs=TEST_LOCK)
def lint(python: Path, arguments: Arguments) -> int:
    """
    Kiểm tra mã nguồn bằng ruff và mypy.

    Check the code with ruff and mypy.
    """
    steps = (["ruff", "check", "."], ["mypy"])
    return max(_call([python, "-m", *step]) for step in steps)


# The two doors: the command line here, and invoke inside the environment.


def overview(language: Language) -> str:
    """Return what can be asked for, grouped by who asks."""
    english = language == "en"
    lines = [
        "The portal's tasks." if english else "Các việc của cổng thông tin.",
        "",
        f"Usage: {as_typed('<task> [options]')}"
        if english
        else f"Cách dùng: {as_typed('<việc> [tùy chọn]')}",
    ]
    width = max(map(len, TASKS))
    for group, title in GROUPS.items():
        rows = [
            f"  {one.name:<{width}}  {one.told(language)}" for one in TASKS.values() if one.group == group
        ]
        lines += ["", f"{title[language]}:", *rows]
    more = f"Options of a task: {as_typed('<task> --help')}"
    xem = f"Tùy chọn của một việc: {as_typed('<việc> --help')}. In English: --lang en"
    return "\n".join([*lines, "", more if english else xem])


def parse_task(words: Sequence[str], language: Language = "vi") -> tuple[str, Arguments]:
    """
    Return the task and the wishes that a command line holds; ends where there is none to run.

    >>> name, arguments = parse_task(["build", "--quarantine"])
    >>> name, arguments.quarantine, arguments.now
    ('build', True, '')
    """
    if not words or words[0] in ("-h", "--help", "help"):
        print(overview(language))
        raise SystemExit(0 if words else FAULT)
    name = words[0]
    one = TASKS.get(name)
    if one is None:
        hint = did_you_mean(name, list(TASKS), language)
        english = f"error: no task “{name}”.{hint}\nAll tasks: {as_typed('--help')}"
        told = f"lỗi: không có việc “{name}”.{hint}\nXem mọi việc: {as_typed('--help')}"
        print(english if language == "en" else told, file=sys.stderr)
        raise SystemExit(FAULT)
    prog = f"tasks.py {name}"
    return name, parse_arguments(
        words[1:], one.options, prog, one.told(language), language, passes=one.passes
    )


def main(words: Sequence[str]) -> int:
    """Prepare the environment, run one task, return its exit code."""
    language, asked = language_of(words, os.environ)
    name, arguments = parse_task(asked, language)
    one = TASKS[name]
    try:
        return one.run(prepare(one.needs) if one.needs else Path(sys.executable), arguments)
    except Fault as fault:
        print(f"lỗi: {fault}", file=sys.stderr)
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except OSError as fault:
        print(f"lỗi: {fault.strerror or fault} ({fault.filename or 'hệ thống'}).", file=sys.stderr)
    return FAULT


def _namespace() -> Any:
    """Return the same tasks as invoke knows tasks; their options are the parameters of what it calls."""
    from invoke.collection import Collection
    from invoke.exceptions import Exit
    from invoke.tasks import Task as InvokeTask

    def told(one: Task) -> Any:
        def body(context: Any, **given: Any) -> None:
            wished = {
                option.name: tuple(map(option.kind, value))
                if option.many
                else option.kind(value)
                if value and option.value
                else value
                for option in one.options
                for value in [given[option.name]]
            }
            try:
                code = one.run(Path(sys.executable), Arguments(**wished))
            except Fault as fault:
                raise Exit(f"lỗi: {fault}", FAULT) from fault
            if code:
                raise Exit(code=code)

        kinds = inspect.Parameter
        parameters = [kinds("context", kinds.POSITIONAL_OR_KEYWORD)]
        parameters += [
            kinds(option.name, kinds.POSITIONAL_OR_KEYWORD, default=[] if option.many else option.unset)
            for option in one.options
        ]
        body.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        body.__doc__ = one.told("vi")
        return InvokeTask(
            body,
            name=one.name,
            positional=(),
            iterable=[option.name for option in one.options if option.many],
            help={option.name.replace("_", "-"): option.vi for option in one.options},
        )

    return Collection(*(told(one) for one in TASKS.values()))


def __getattr__(name: str) -> Any:
    """Make the tasks for invoke only when invoke asks: before the installation there is none."""
    if name in ("ns", "namespace"):
        return _namespace()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


if __name__ == "__main__":
    run_and_exit(main)
