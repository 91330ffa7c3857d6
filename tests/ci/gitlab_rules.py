"""
What GitLab itself demands of .gitlab-ci.yml beyond its schema, read from its own validations (lib/gitlab/ci/config/entry).

A file that follows the schema may still be refused whole: no pipeline starts, and nobody is told but in the web interface.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Any

ROOT_KEYS = frozenset(
    [
        "default",
        "include",
        "before_script",
        "image",
        "services",
        "after_script",
        "variables",
        "stages",
        "cache",
        "workflow",
        "spec",
    ]
)
DEFAULT_KEYS = frozenset(
    [
        "before_script",
        "after_script",
        "image",
        "services",
        "cache",
        "interruptible",
        "retry",
        "timeout",
        "tags",
        "artifacts",
        "hooks",
        "id_tokens",
    ]
)
JOB_KEYS = frozenset(
    [
        "tags",
        "script",
        "image",
        "services",
        "start_in",
        "artifacts",
        "cache",
        "dependencies",
        "before_script",
        "after_script",
        "environment",
        "coverage",
        "retry",
        "parallel",
        "interruptible",
        "timeout",
        "release",
        "secrets",
        "extends",
        "stage",
        "only",
        "except",
        "rules",
        "variables",
        "inherit",
        "allow_failure",
        "when",
        "needs",
        "resource_group",
        "id_tokens",
        "pages",
        "publish",
        "hooks",
        "trigger",
    ]
)
RULE_KEYS = frozenset(
    ["if", "changes", "exists", "when", "start_in", "allow_failure", "variables", "needs", "interruptible"]
)
ARTIFACT_KEYS = frozenset(
    ["name", "untracked", "paths", "reports", "when", "expire_in", "expose_as", "exclude", "public", "access"]
)
CACHE_KEYS = frozenset(["key", "untracked", "paths", "policy", "when", "fallback_keys", "unprotect"])
WHEN = frozenset(["on_success", "on_failure", "always", "manual", "delayed", "never"])
# Ruby's \w is ASCII's alone.
EXPOSE_AS = re.compile(r"[A-Za-z0-9_][-A-Za-z0-9_ ]{0,99}")
ENVIRONMENT = re.compile(r"[A-Za-z0-9_${}. -](?:[A-Za-z0-9_/${}. -]*[A-Za-z0-9_${}. -])?")
DURATION = re.compile(
    r"never|\d+(?:\s*(?:s|sec|min|m|h|hr|hour|d|day|w|week|month|mo|y|year)[a-z]*)?(?:\s+\d+\s*[a-z]+)*"
)
TOKEN = re.compile(
    r"\s*(?:(?P<variable>\$\w+)|(?P<text>\"[^\"]*\"|'[^']*')|(?P<pattern>/(?:\\.|[^/\\])+/[ismU]*)|(?P<null>null)"
    r"|(?P<sign>==|!=|=~|!~|&&|\|\||\(|\)))"
)
# Jobs that a pipeline needs may be this many (Gitlab::Ci::Config::Entry::Needs).
MOST_NEEDS, MOST_CACHES, MOST_KEY_FILES, DEEPEST_SCRIPT = 50, 4, 2, 10


def is_job(name: str, value: object) -> bool:
    """Tell whether a key of the file is a job; those that begin with a dot are none."""
    return name not in ROOT_KEYS and not name.startswith(".") and isinstance(value, Mapping)


def faults(config: Mapping[str, Any]) -> Iterator[str]:
    """Yield why GitLab would refuse a file, or one of the pipelines that a sound file makes."""
    found = [*_faults_of_words(config)]
    yield from found or _pipelines(config, {name: job for name, job in config.items() if is_job(name, job)})


def _faults_of_words(config: Mapping[str, Any]) -> Iterator[str]:
    stages = [".pre", *config.get("stages", ["build", "test", "deploy"]), ".post"]
    jobs = {name: value for name, value in config.items() if is_job(name, value)}
    for name, value in config.items():
        if name not in ROOT_KEYS and name not in jobs and not name.startswith("."):
            yield f"{name}: neither a keyword nor a job"
        if name.startswith(".") and not value:
            yield f"{name}: empty"
    if not jobs:
        yield "no job"
    for name in {*config.get("default", {})} - DEFAULT_KEYS:
        yield f"default: unknown {name}"
    yield from _variables("variables", config.get("variables", {}))
    yield from _cache("default", config.get("default", {}).get("cache", config.get("cache", [])))
    yield from _rules("workflow", config.get("workflow", {}).get("rules", []), {"always", "never"})
    for name, job in jobs.items():
        yield from (f"{name}: {why}" for why in _job(job, jobs, stages))


def _job(job: Mapping[str, Any], jobs: Mapping[str, Any], stages: list[str]) -> Iterator[str]:
    for key in {*job} - JOB_KEYS:
        yield f"unknown {key}"
    if not job.get("script") and "trigger" not in job and "run" not in job:
        yield "no script"
    for key in ("script", "before_script", "after_script"):
        if key in job and not _is_script(job[key]):
            yield f"{key} is not a list of commands"
    stage = job.get("stage", "test")
    if stage not in stages:
        yield f"unknown stage {stage}"
    if "rules" in job and {"only", "except", "start_in"} & {*job}:
        yield "rules beside only, except or start_in"
    if "needs" in job and "stage" not in job:
        yield "needs without stage"
    needs = [{"job": one} if isinstance(one, str) else one for one in job.get("needs", [])]
    if len(needs) > MOST_NEEDS:
        yield "too many needs"
    for need in needs:
        if {*need} - {"job", "artifacts", "optional", "parallel", "pipeline", "project", "ref"}:
            yield f"needs: unknown key in {need}"
        if need["job"] not in jobs:
            yield f"needs {need['job']}, which is no job"
        elif stage in stages and jobs[need["job"]].get("stage", "test") in stages[stages.index(stage) + 1 :]:
            yield f"needs {need['job']} of a later stage"
    if {*job.get("dependencies", [])} - {need["job"] for need in needs} and needs:
        yield "dependencies that are not in needs"
    for key, kinds in (("resource_group", str), ("interruptible", bool), ("when", str), ("coverage", str)):
        if key in job and not isinstance(job[key], kinds):
            yield f"{key} is no {kinds.__name__}"
    failing = job.get("allow_failure", False)
    codes = failing.get("exit_codes", []) if isinstance(failing, Mapping) else []
    if not isinstance(failing, bool) and (not codes or not all(isinstance(one, int) for one in _list(codes))):
        yield "allow_failure is neither a boolean nor exit codes"
    environment = job.get("environment", {})
    environment = {"name": environment} if isinstance(environment, str) else environment
    if environment and not ENVIRONMENT.fullmatch(str(environment.get("name", ""))):
        yield "environment: name of other characters"
    if {*environment} - {"name", "url", "action", "on_stop", "auto_stop_in", "kubernetes", "deployment_tier"}:
        yield "environment: unknown key"
    yield from _artifacts(job.get("artifacts", {}))
    yield from _cache("cache", job.get("cache", []))
    yield from _variables("variables", job.get("variables", {}))
    yield from _rules("rules", job.get("rules", []), WHEN)


def _artifacts(artifacts: Mapping[str, Any]) -> Iterator[str]:
    for key in {*artifacts} - ARTIFACT_KEYS:
        yield f"artifacts: unknown {key}"
    shown = artifacts.get("expose_as")
    if shown is not None:
        if not EXPOSE_AS.fullmatch(str(shown)):
            yield "artifacts: expose_as can contain only letters, digits, '-', '_' and spaces, 100 at most"
        if not artifacts.get("paths") or any("*" in path for path in artifacts["paths"]):
            yield "artifacts: expose_as needs paths without '*'"
    if "public" in artifacts and "access" in artifacts:
        yield "artifacts: public beside access"
    if "when" in artifacts and artifacts["when"] not in ("on_success", "on_failure", "always"):
        yield "artifacts: when"
    if "expire_in" in artifacts and not DURATION.fullmatch(str(artifacts["expire_in"])):
        yield "artifacts: expire_in is no duration"
    for name, report in artifacts.get("reports", {}).items():
        if name == "coverage_report":
            continue
        if not all(isinstance(one, str) for one in _list(report)):
            yield f"artifacts: report {name} is no path"


def _cache(where: str, caches: object) -> Iterator[str]:
    found = _list(caches)
    if len(found) > MOST_CACHES:
        yield f"{where}: more than {MOST_CACHES} caches"
    for one in found:
        if not isinstance(one, Mapping) or {*one} - CACHE_KEYS:
            yield f"{where}: unknown key of a cache"
            continue
        key = one.get("key", "default")
        if isinstance(key, Mapping):
            files = key.get("files", [])
            if not 1 <= len(files) <= MOST_KEY_FILES or {*key} - {"files", "prefix", "files_commits"}:
                yield f"{where}: key of a cache"
        elif "/" in str(key) or str(key) in (".", ".."):
            yield f"{where}: a slash or dots in the key of a cache"


def _variables(where: str, variables: Mapping[str, Any]) -> Iterator[str]:
    for name, value in variables.items():
        plain = value.get("value") if isinstance(value, Mapping) else value
        if isinstance(plain, bool) or not isinstance(plain, str | int | float):
            yield f"{where}: {name} is neither a text nor a number"
        if not re.fullmatch(r"\w+", str(name), re.ASCII):
            yield f"{where}: {name} is no name of a variable"


def _rules(where: str, rules: Iterable[object], allowed: Iterable[str]) -> Iterator[str]:
    for rule in rules:
        if not isinstance(rule, Mapping) or not rule:
            yield f"{where}: a rule that is none"
            continue
        if {*rule} - RULE_KEYS - {"auto_cancel"}:
            yield f"{where}: unknown {sorted({*rule} - RULE_KEYS)[0]}"
        if rule.get("when", "on_success" if "on_success" in {*allowed} else "always") not in {*allowed}:
            yield f"{where}: when {rule['when']}"
        try:
            evaluate(str(rule.get("if", "$A")), {})
        except (ValueError, IndexError):
            yield f"{where}: no expression: {rule['if']}"


def _is_script(value: object, depth: int = 0) -> bool:
    if isinstance(value, str):
        return bool(value)
    return (
        isinstance(value, list)
        and bool(value)
        and depth < DEEPEST_SCRIPT
        and all(_is_script(one, depth + 1) for one in value)
    )


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


# Pipelines as they come about: the rules are evaluated for each event, and what a job needs has to be there.

EVENTS = ("push", "schedule", "web", "api", "trigger", "merge_request_event")
# The branch of a pipeline, and whether it is protected.
BRANCHES = (("main", "true"), ("main", "false"), ("khac", "true"), ("khac", "false"))


def contexts(names: Iterable[str]) -> Iterator[dict[str, str]]:
    """Yield the variables of each kind of pipeline; ``names`` are those that a keeper may set or leave."""
    own = sorted(names)
    for event, (branch, protected), *values in product(EVENTS, BRANCHES, *(("", "x") for _ in own)):
        found = {
            "CI_PIPELINE_SOURCE": event,
            "CI_DEFAULT_BRANCH": "main",
            "CI_COMMIT_REF_PROTECTED": protected,
        }
        # A pipeline of a merge request has no branch of its own.
        found |= {} if event == "merge_request_event" else {"CI_COMMIT_BRANCH": branch}
        yield found | {name: value for name, value in zip(own, values, strict=True) if value}


def jobs_of(config: Mapping[str, Any], variables: Mapping[str, str]) -> dict[str, Any]:
    """Return the jobs of the pipeline that these variables make; none where workflow refuses it."""
    workflow = config.get("workflow", {}).get("rules", [])
    if workflow and _decision(workflow, variables) in (None, "never"):
        return {}
    found = {}
    for name, job in config.items():
        if is_job(name, job):
            decided = _decision(job["rules"], variables) if "rules" in job else "on_success"
            if decided not in (None, "never"):
                found[name] = job
    return found


def _decision(rules: Iterable[Mapping[str, Any]], variables: Mapping[str, str]) -> str | None:
    for rule in rules:
        if "if" not in rule or evaluate(rule["if"], variables):
            return str(rule.get("when", "on_success"))
    return None


def own_variables(config: Mapping[str, Any]) -> set[str]:
    """Return the variables in rules that are none of GitLab's own."""
    rules = [*config.get("workflow", {}).get("rules", [])]
    rules += [rule for name, job in config.items() if is_job(name, job) for rule in job.get("rules", [])]
    return {
        name
        for rule in rules
        for name in re.findall(r"\$(\w+)", str(rule.get("if", "")))
        if not name.startswith("CI_")
    }


def _pipelines(config: Mapping[str, Any], jobs: Mapping[str, Any]) -> Iterator[str]:
    for variables in contexts(own_variables(config)):
        there = jobs_of(config, variables)
        for name, job in there.items():
            for need in job.get("needs", []):
                wanted = need if isinstance(need, str) else need["job"]
                optional = isinstance(need, Mapping) and need.get("optional")
                if wanted in jobs and wanted not in there and not optional:
                    yield f"{name} needs {wanted}, which is not in the pipeline of {variables}"


def evaluate(expression: str, variables: Mapping[str, str]) -> bool:
    """
    Return the truth of an expression of ``rules: if``; raise ValueError for one that GitLab cannot parse.

    >>> evaluate('$A == "x" && $B', {"A": "x", "B": "1"}), evaluate("$A =~ /^y/ || $B != null", {"A": "x"})
    (True, False)
    """
    tokens: list[tuple[str, str]] = []
    at = 0
    while at < len(expression.rstrip()):
        found = TOKEN.match(expression, at)
        if not found:
            raise ValueError(expression)
        tokens.append((found.lastgroup or "", found[0].strip()))
        at = found.end()

    def either() -> Any:
        value = both()
        while tokens and tokens[0][1] == "||":
            tokens.pop(0)
            right = both()
            value = value or right
        return value

    def both() -> Any:
        value = compared()
        while tokens and tokens[0][1] == "&&":
            tokens.pop(0)
            right = compared()
            value = value and right
        return value

    def compared() -> Any:
        left = operand()
        if not tokens or tokens[0][1] not in ("==", "!=", "=~", "!~"):
            return left
        sign = tokens.pop(0)[1]
        kind, text = tokens[0]
        right = operand()
        if sign in ("=~", "!~"):
            pattern = text.rpartition("/")[0][1:] if kind == "pattern" else str(right or "").strip("/")
            return (re.search(pattern, left or "") is not None) == (sign == "=~")
        return (left == right) == (sign == "==")

    def operand() -> Any:
        kind, text = tokens.pop(0)
        if text == "(":
            value = either()
            if tokens.pop(0)[1] != ")":
                raise ValueError(expression)
            return value
        if kind == "sign":
            raise ValueError(expression)
        return variables.get(text[1:]) if kind == "variable" else None if kind == "null" else text[1:-1]

    value = either()
    if tokens:
        raise ValueError(expression)
    return bool(value)
