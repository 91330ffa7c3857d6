"""Try a case: lay it over a good site, build, judge."""

from __future__ import annotations

from pathlib import Path

from badcases.building import Outcome, build_by_command, build_here, copy_site, look_here
from badcases.case import Action, Case
from badcases.judging import judge_published, judge_quarantined, judge_rejected, judge_stopped, sources, tree
from badcases.paths import PROJECT
from badcases.site import write, write_conf


def lay(case: Case, site: Path) -> None:
    """Lay a case over a good site."""
    for path, content in case.files.items():
        write(site, path, content() if callable(content) else content)
    if case.conf:
        write_conf(site, PROJECT, case.conf)
    if case.setup:
        case.setup(site)


def faults_at(case: Case, site: Path) -> dict[str, object]:
    """Return a case's accidents with the site's own paths."""
    denied = case.faults.get("deny", [])
    return {"deny": [str(site / path) for path in denied]} if isinstance(denied, list) and denied else {}


def build(case: Case, site: Path, *, quarantine: bool = False) -> Outcome:
    """Build a case's site, by the command where it needs a process of its own."""
    output = site / case.output
    if not case.own_process:
        return build_here(site, output, quarantine=quarantine)
    more = ["--quarantine"] if quarantine else []
    return build_by_command(site, output, *more, faults=faults_at(case, site))


def check_differs(site: Path, built: Outcome) -> list[str]:
    """Return where a check, which makes no page, says something else than the build of the same site said."""
    checked = look_here(site)
    from_check = {(one.path, one.line, one.code, one.message, one.level) for one in checked}
    wanted = {(one.path, one.line, one.code, one.message, one.level) for one in built.problems}
    return [f"check and build differ: {one}" for one in sorted(from_check ^ wanted)]


def faults_of(case: Case, good: Path, folder: Path) -> list[str]:
    """
    Return how the portal deviates from what is wanted of a case; nothing if it does not.

    ``good`` is a good site, already built, and ``folder`` an empty folder to try in.
    """
    site = copy_site(good, folder / "site")
    lay(case, site)
    output = site / case.output
    before, untouched = tree(output), sources(site, case.output)
    outcome = build(case, site)
    differs = [] if case.own_process else check_differs(site, outcome)
    if case.action is Action.QUARANTINE:
        wrong = list(judge_rejected(case, outcome, before, tree(output)))
        wrong += judge_quarantined(case, build(case, site, quarantine=True), output)
    elif case.action is Action.STOP:
        wrong = list(judge_stopped(case, outcome, before, tree(output)))
    else:
        wrong = list(judge_published(case, outcome, output))
    after = sources(site, case.output)
    changed = {path for path in after.keys() | untouched.keys() if after.get(path) != untouched.get(path)}
    return wrong + differs + [f"touched outside the output: {path}" for path in sorted(changed)]
