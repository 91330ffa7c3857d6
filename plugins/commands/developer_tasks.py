"""The tasks for who keeps the code: tests, proofs, measurements, pictures, the page of all components, lint; and the completion of all tasks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

from plugins.commands.completion import SHELLS
from plugins.commands.entry_point import as_typed
from plugins.commands.exit_codes import INTERRUPTED
from plugins.commands.memory_disk import memory_disk, work_folder
from plugins.commands.option import Arguments, Option
from plugins.commands.project import Project
from plugins.commands.task import BENCH_LOCK, TEST_LOCK, Task, TaskFault, TaskGroup, task

# Two processes a core: half of the time they wait for browsers, servers and programs; each takes memory too.
_IN_PARALLEL = ("-n", str(min(2 * (os.cpu_count() or 1), 6)), "--dist", "worksteal")
# Compiled code is kept, also where the machine says otherwise: tests start Python by the hundred, and each would compile all anew.
_COMPILED_ONCE = {"PYTHONDONTWRITEBYTECODE": ""}
# Bytes that tests may need in memory at once: several times what they were seen to.
_ROOM = 6 << 30
# Where tests lie that measure time: who asks for these alone need not look for them everywhere.
_MEASURING = "tests/browser"


def completion_task(all_tasks: Callable[[], Iterable[Task]]) -> Task:
    """Return the task that prints completion scripts for all tasks; they are asked for when it runs."""

    @task(
        Option(
            ("shell",),
            "bash, zsh, fish hay powershell",
            "bash, zsh, fish or powershell",
            value="SHELL",
            choices=tuple(SHELLS),
        ),
        group=TaskGroup.EDITING,
        needs="",
    )
    def completion(project: Project, arguments: Arguments) -> int:
        """
        In ra đoạn mã để bấm Tab là có gợi ý, và lệnh ngắn “cong” chạy từ thư mục nào cũng được.

        Print a script that makes Tab complete tasks and options, and a short command, “cong”, for every folder.
        """
        if not arguments.shell:
            raise TaskFault(f"thiếu tên shell ({', '.join(SHELLS)}). Ví dụ: {as_typed('completion bash')}")
        print(SHELLS[arguments.shell](list(all_tasks()), project.root / "tasks.py"), end="")
        return 0

    return completion


@task(
    Option(
        ("--nhanh", "--quick"),
        "chỉ chạy các phép thử nhanh, khoảng một phút",
        "only the quick tests, about a minute",
    ),
    group=TaskGroup.CODE,
    needs=TEST_LOCK,
    pass_through=True,
)
def test(project: Project, arguments: Arguments) -> int:
    """
    Chạy mọi phép thử, mỗi bộ xử lý một phần; tham số thêm được chuyển cho một pytest duy nhất.

    Run all tests, a part on each core; more words go to one pytest.
    """
    if arguments.quick:
        quick = "not (browser or alone or slow)"
        words = (*_IN_PARALLEL, "-m", quick, *arguments.rest)
        return project.run_module("pytest", *words, environment=_COMPILED_ONCE)
    if arguments.rest:
        return project.run_module("pytest", *arguments.rest)
    return _all_tests(project)


def _all_tests(project: Project) -> int:
    """
    Run all tests in a folder of their own, in memory where there is room; return the worse of two exit codes.

    They make and remove folders by the ten thousand, for which a disk takes ten times as long. What measures time is a run of
    its own, one test after the other, to which all others give way. Both runs find in the folder the portals that are built
    once; what a test leaves there goes when it has passed, all else at the end.
    """
    disk = memory_disk(_ROOM)
    passing = [] if disk is None else ["--override-ini=tmp_path_retention_policy=failed"]
    with work_folder(disk) as folder:
        environment = {"TMPDIR": str(folder), "SHARED_PORTALS": str(folder), **_COMPILED_ONCE}
        printed = folder / "measured.txt"
        measure: list[str | Path] = [project.python, "-m", "pytest", _MEASURING, *passing, "-m", "alone"]
        with project.beside(measure, printed, environment) as measured:
            words = (*_IN_PARALLEL, *passing, "-m", "not alone")
            code = project.run_module("pytest", *words, environment={**environment, "GIVE_WAY": "1"})
            if code != INTERRUPTED:
                code = max(code, measured())
        print(printed.read_text("utf-8", "replace"), end="")
    return code


@task(
    Option(("--so-buoc", "--steps"), "bao nhiêu bước", "how many steps", value="SỐ", kind=int, default=5000),
    Option(
        ("--hat-giong", "--seed"),
        "hạt giống khác, đường đi khác",
        "another seed, another walk",
        value="SỐ",
        kind=int,
        default=1,
    ),
    group=TaskGroup.CODE,
    needs=TEST_LOCK,
)
def prove(project: Project, arguments: Arguments) -> int:
    """
    Thử dựng lại qua nhiều bước ngẫu nhiên, so từng byte với bản dựng từ đầu.

    Walk through random steps of building again, each compared byte by byte with a build from nothing.
    """
    environment = {"PROOF_STEPS": str(arguments.steps), "PROOF_SEED": str(arguments.seed)}
    return project.run_module(
        "pytest", "-n", "auto", "tests/building/incremental/test_incremental.py", environment=environment
    )


@task(
    Option(("--so-luot", "--runs"), "chạy bao nhiêu lượt", "how many runs", value="SỐ", kind=int, default=10),
    Option(
        ("--hat-giong", "--seed"),
        "hạt giống của lượt đầu",
        "seed of the first run",
        value="SỐ",
        kind=int,
        default=1,
    ),
    group=TaskGroup.CODE,
    needs=TEST_LOCK,
    pass_through=True,
)
def prove_properties(project: Project, arguments: Arguments) -> int:
    """
    Thử các tính chất (hypothesis) với những ví dụ mới, mỗi lượt một hạt giống; dừng ở lượt đầu tiên có lỗi.

    Try the properties (hypothesis) on new examples, another seed in each run; stop after the first run that fails.
    """
    words = (*_IN_PARALLEL, "-m", "hypothesis", "--hypothesis-profile=new examples", *arguments.rest)
    for seed in range(arguments.seed, arguments.seed + arguments.runs):
        code = project.run_module("pytest", *words, f"--hypothesis-seed={seed}")
        if code:
            return code
    return 0


@task(
    Option(
        ("--so-lan-phat-hanh", "--publishes"),
        "phát hành bao nhiêu lần",
        "how many publishes",
        value="SỐ",
        kind=int,
        default=50,
    ),
    Option(
        ("--so-lan-giet", "--kills"), "giết bao nhiêu lần", "how many kills", value="SỐ", kind=int, default=10
    ),
    Option(("--hat-giong", "--seed"), "hạt giống khác", "another seed", value="SỐ", kind=int, default=1),
    group=TaskGroup.CODE,
    needs=TEST_LOCK,
    pass_through=True,
)
def prove_publishing(project: Project, arguments: Arguments) -> int:
    """
    Phát hành nhiều lần, giết giữa chừng, trong khi wrk đọc: không lượt nào hỏng, không trang nào thiếu tệp.

    Publish many times, be killed midway, while wrk reads: no request fails, no page lacks a file.
    """
    environment = {
        "PROOF_PUBLISHES": str(arguments.publishes),
        "PROOF_KILLS": str(arguments.kills),
        "PROOF_SEED": str(arguments.seed),
    }
    words = ("-s", "tests/publishing/test_proof_under_load.py", *arguments.rest)
    return project.run_module("pytest", *words, environment=environment)


@task(group=TaskGroup.CODE, needs=TEST_LOCK, pass_through=True)
def prove_pelican(project: Project, arguments: Arguments) -> int:
    """
    Chạy các phép thử về Pelican với bản cũ nhất được hỗ trợ và bản mới nhất, kể cả bản sắp ra (--pelican BẢN).

    Run the tests about Pelican with its oldest supported version and its newest, release candidates among them (--pelican VERSION).
    """
    return project.run([project.python, project.root / "tests" / "other_pelicans", *arguments.rest])


@task(group=TaskGroup.CODE, needs=TEST_LOCK, pass_through=True)
def bench(project: Project, arguments: Arguments) -> int:
    """
    Đo tốc độ cạnh Pelican gốc và Hugo (--articles, --runs, --only, --steps, --write).

    Measure speed beside stock Pelican and Hugo (--articles, --runs, --only, --steps, --write).
    """
    project.install(BENCH_LOCK)
    return project.run([project.python, project.root / "tests" / "bench", *arguments.rest])


@task(group=TaskGroup.CODE, needs=TEST_LOCK, pass_through=True)
def pictures(project: Project, arguments: Arguments) -> int:
    """
    Chụp các trang của cổng mẫu vào docs/pictures/, ở một thời điểm cố định (--now, --output).

    Take pictures of the sample portal's pages into docs/pictures/, at a fixed instant (--now, --output).
    """
    return project.run([project.python, project.root / "tests" / "pictures", *arguments.rest])


@task(group=TaskGroup.CODE)
def specimen(project: Project, arguments: Arguments) -> int:
    """
    Dựng vào output-mau/ một trang bày mọi thành phần giao diện ở mọi tình trạng; trang này không bao giờ được phát hành.

    Write into output-mau/ one page on which every component of the theme stands in all its states; nobody publishes it.
    """
    return project.run([project.python, project.root / "tests" / "component_specimen", project.specimen])


@task(group=TaskGroup.CODE, needs=TEST_LOCK)
def lint(project: Project, arguments: Arguments) -> int:
    """
    Kiểm tra mã nguồn bằng ruff và mypy.

    Check the code with ruff and mypy.
    """
    return max(project.run_module("ruff", "check", "."), project.run_module("mypy"))
