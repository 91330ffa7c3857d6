"""What GitHub demands of a workflow beyond its schema: words, contexts of expressions, references among jobs and steps."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

# docs.github.com: “Events that trigger workflows”, “Workflow syntax”, “Contexts reference: context availability”.
EVENTS = frozenset(
    [
        "push",
        "pull_request",
        "schedule",
        "workflow_dispatch",
        "workflow_call",
        "workflow_run",
        "release",
        "issues",
        "issue_comment",
        "merge_group",
        "repository_dispatch",
        "create",
        "delete",
        "page_build",
    ]
)
PERMISSIONS = frozenset(
    [
        "actions",
        "attestations",
        "checks",
        "contents",
        "deployments",
        "discussions",
        "id-token",
        "issues",
        "models",
        "packages",
        "pages",
        "pull-requests",
        "repository-projects",
        "security-events",
        "statuses",
    ]
)
WORKFLOW_KEYS = frozenset(["name", "run-name", "on", "permissions", "env", "defaults", "concurrency", "jobs"])
JOB_KEYS = frozenset(
    [
        "name",
        "permissions",
        "needs",
        "if",
        "runs-on",
        "environment",
        "concurrency",
        "outputs",
        "env",
        "defaults",
        "steps",
        "timeout-minutes",
        "strategy",
        "continue-on-error",
        "container",
        "services",
        "uses",
        "with",
        "secrets",
    ]
)
STEP_KEYS = frozenset(
    [
        "id",
        "if",
        "name",
        "uses",
        "run",
        "working-directory",
        "shell",
        "with",
        "env",
        "continue-on-error",
        "timeout-minutes",
    ]
)
CONTEXTS = {
    "env": "github secrets inputs vars",
    "concurrency": "github inputs vars",
    "job.concurrency": "github needs strategy matrix inputs vars",
    "job.if": "github needs vars inputs",
    "job.name": "github needs strategy matrix vars inputs",
    "job.env": "github needs strategy matrix vars secrets inputs",
    "job.environment": "github needs strategy matrix vars inputs",
    "job.environment.url": "github needs strategy matrix job runner env vars steps inputs",
    "job.outputs": "github needs strategy matrix job runner env vars secrets steps inputs",
    "step.if": "github needs strategy matrix job runner env vars steps inputs",
    "step": "github needs strategy matrix job runner env vars secrets steps inputs",
}
EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
CONTEXT = re.compile(
    r"(?<![\w.'])(github|needs|strategy|matrix|job|runner|env|vars|secrets|steps|inputs)\.[\w-]+"
)
CRON = (range(60), range(24), range(1, 32), range(1, 13), range(7))


def faults(workflow: Mapping[str, Any]) -> Iterator[str]:
    """Yield why GitHub would refuse a workflow, or do something else than it says."""
    for key in {*workflow} - WORKFLOW_KEYS:
        yield f"unknown {key}"
    events = workflow.get("on", {})
    named = [events] if isinstance(events, str) else [*events]
    yield from (f"on: unknown {one}" for one in named if one not in EVENTS)
    if isinstance(events, Mapping):
        for row in events.get("schedule") or []:
            yield from _cron(str(row.get("cron", "")))
        for event in ("push", "pull_request"):
            given = {*(events.get(event) or {})}
            if {"paths", "paths-ignore"} <= given or {"branches", "branches-ignore"} <= given:
                yield f"on: {event}: both of a pair that excludes itself"
    yield from _permissions("workflow", workflow.get("permissions"))
    yield from _concurrency("workflow", workflow.get("concurrency"))
    yield from _texts("env", workflow.get("env", {}), "env")
    jobs = workflow["jobs"]
    for name, job in jobs.items():
        yield from (f"{name}: {why}" for why in _job(name, job, jobs))


def _job(name: str, job: Mapping[str, Any], jobs: Mapping[str, Any]) -> Iterator[str]:
    if not re.fullmatch(r"[A-Za-z_][\w-]*", name, re.ASCII):
        yield "a name of other characters"
    for key in {*job} - JOB_KEYS:
        yield f"unknown {key}"
    if "runs-on" not in job and "uses" not in job:
        yield "no runs-on"
    yield from _permissions("permissions", job.get("permissions"))
    yield from _concurrency("concurrency", job.get("concurrency"), "job.concurrency")
    needs = job.get("needs", [])
    needs = [needs] if isinstance(needs, str) else needs
    yield from (f"needs {one}, which is no job" for one in needs if one not in jobs)
    if _needs_itself(name, jobs):
        yield "needs itself"
    yield from _texts("if", f"${{{{ {job.get('if', 'true')} }}}}", "job.if")
    environment = job.get("environment", {})
    if isinstance(environment, Mapping):
        yield from _texts("environment", environment.get("name", ""), "job.environment")
        yield from _texts("environment", environment.get("url", ""), "job.environment.url")
    yield from _texts("outputs", job.get("outputs", {}), "job.outputs")
    yield from _texts("env", job.get("env", {}), "job.env")
    text = repr(job)
    for needed, output in re.findall(r"needs\.([\w-]+)\.(?:outputs\.([\w-]+)|result)", text):
        if needed not in needs:
            yield f"reads {needed}, which it does not need"
        elif output and output not in jobs[needed].get("outputs", {}):
            yield f"reads {needed}.{output}, which is no output"
    identifiers: set[str] = set()
    for step in job.get("steps", []):
        yield from _step(step, identifiers)
        if identifier := step.get("id"):
            if identifier in identifiers:
                yield f"two steps {identifier}"
            identifiers.add(identifier)
    for used in re.findall(r"steps\.([\w-]+)\.", repr(job.get("outputs", {}))):
        if used not in identifiers:
            yield f"outputs: no step {used}"


def _step(step: Mapping[str, Any], before: set[str]) -> Iterator[str]:
    for key in {*step} - STEP_KEYS:
        yield f"step: unknown {key}"
    if ("run" in step) == ("uses" in step):
        yield "step: one of run and uses"
    if "run" in step and "with" in step:
        yield "step: with beside run"
    if "uses" in step and not re.fullmatch(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}", step["uses"]):
        yield f"step: {step['uses']} is not pinned to a commit"
    if "run" in step and EXPRESSION.search(step["run"]):
        yield "step: an expression inside a script; give it as env"
    yield from _texts("step", f"${{{{ {step.get('if', 'true')} }}}}", "step.if")
    yield from _texts("step", {key: step[key] for key in ("with", "env", "name") if key in step}, "step")
    for used in re.findall(r"steps\.([\w-]+)\.", repr({**step, "run": ""})):
        if used not in before:
            yield f"step: no step {used} before it"


def _texts(where: str, value: object, place: str) -> Iterator[str]:
    """Yield the contexts that an expression at a place may not use."""
    allowed = {*CONTEXTS[place].split()}
    for expression in EXPRESSION.findall(repr(value) if not isinstance(value, str) else value):
        bare = re.sub(r"'[^']*'", "''", expression)
        yield from (
            f"{where}: no {one} in an expression here" for one in CONTEXT.findall(bare) if one not in allowed
        )
        if bare.count("(") != bare.count(")"):
            yield f"{where}: brackets"


def _permissions(where: str, value: object) -> Iterator[str]:
    if value is None or value in ("read-all", "write-all"):
        return
    assert isinstance(value, Mapping)
    for name, right in value.items():
        if name not in PERMISSIONS:
            yield f"{where}: unknown permission {name}"
        if right not in ("read", "write", "none") or (name == "id-token" and right == "read"):
            yield f"{where}: {name}: {right}"


def _concurrency(where: str, value: object, kind: str = "concurrency") -> Iterator[str]:
    if isinstance(value, Mapping):
        if {*value} - {"group", "cancel-in-progress"} or not value.get("group"):
            yield f"{where}: concurrency"
        yield from _texts(where, value, kind)


def _cron(text: str) -> Iterator[str]:
    fields = text.split()
    if len(fields) != len(CRON):
        yield f"cron: {text}"
        return
    for field, allowed in zip(fields, CRON, strict=True):
        for part in field.split(","):
            span, _, step = part.partition("/")
            numbers = [] if span == "*" else span.split("-")
            if not all(one.isdigit() and int(one) in allowed for one in numbers) or (
                step and not step.isdigit()
            ):
                yield f"cron: {text}"
    if fields[0].startswith("*/") and int(fields[0][2:] or 0) < 5:
        yield "cron: GitHub runs nothing more often than every five minutes"


def _needs_itself(name: str, jobs: Mapping[str, Any]) -> bool:
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        needs = jobs.get(waiting.pop(), {}).get("needs", [])
        for one in [needs] if isinstance(needs, str) else needs:
            if one == name:
                return True
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return False
