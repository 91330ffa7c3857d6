"""Look at everything that a keeper answers for, and tell what needs doing: the machine, the sources, the targets, the live site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from plugins.publishing.build_redirects import LEDGER_COPY
from plugins.publishing.doctor.diagnosis import (
    Condition,
    Diagnosis,
    count_line,
    ill,
    remind,
    report_lines,
    well,
)
from plugins.publishing.doctor.live_site import look_at_site
from plugins.publishing.doctor.machine import look_at_machine
from plugins.publishing.doctor.repository import SourceCheckout, look_at_runner, look_at_sources
from plugins.publishing.doctor.target_checks import look_at_target
from plugins.publishing.due import UnknownMoment, Upcoming, of_site
from plugins.publishing.targets.deploy_target import DeployTarget
from plugins.publishing.targets.publish_options import PublishOptions
from plugins.publishing.targets.transport import PublishSession, Tell

# A schedule that asks every quarter of an hour has missed it by then; GitHub's own may come late.
_LATE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Charge:
    """
    What a keeper answers for.

    ``siteurl`` is the live site, "" to leave it and its schedule out; ``private`` says that it lies in an inner network;
    ``signs`` is what the settings say of releases.
    """

    project: Path
    content: Path
    cache: Path
    targets: tuple[DeployTarget, ...]
    siteurl: str
    private: bool = False
    signs: bool = False


def examine(
    charge: Charge, tell: Tell, *, quiet: bool = False, clock: Callable[[], datetime] | None = None
) -> int:
    """Look at everything and print it, group by group; return 1 where something is ill, else 0."""
    now = clock or (lambda: datetime.now(UTC))
    found: list[Diagnosis] = []
    for title, findings in _groups(charge, now):
        looked = list(findings)
        found += looked
        for line in report_lines([(title, looked)], quiet=quiet):
            tell(line)
    if not quiet or any(one.condition is not Condition.WELL for one in found):
        tell(count_line(found))
    return int(any(one.condition is Condition.ILL for one in found))


def _groups(charge: Charge, now: Callable[[], datetime]) -> Iterator[tuple[str, Iterable[Diagnosis]]]:
    checkout = SourceCheckout(charge.project)
    machine = look_at_machine(charge.project, charge.targets, now=now(), signs=charge.signs)
    yield "Máy", machine
    yield "Nguồn", look_at_sources(checkout, charge.content / LEDGER_COPY)
    for target in charge.targets:
        options = PublishOptions(wait=0, private=charge.private)
        session = PublishSession(target, charge.cache, charge.siteurl, charge.content, options, _silent)
        yield f"Đích “{target.name}”", look_at_target(session, checkout, now())
    if charge.siteurl:
        yield "Trang đang công khai", look_at_site(charge.siteurl, now(), private=charge.private)
        upcoming = _upcoming(charge)
        yield "Lịch", [*_schedule(upcoming, now()), *look_at_runner(checkout, now())]


def _silent(_: str) -> None:
    """Say nothing: what is worth telling is a finding."""


def _upcoming(charge: Charge) -> Upcoming | str:
    try:
        return of_site(charge.siteurl, private=charge.private)
    except UnknownMoment as fault:
        return str(fault)


def _schedule(upcoming: Upcoming | str, now: datetime) -> Sequence[Diagnosis]:
    """Return whether what was due went out."""
    if isinstance(upcoming, str):
        return [ill("Lần đổi tới", upcoming)]
    if upcoming.moment is None:
        return [well("Lần đổi tới", "không có gì hẹn trước")]
    shown = f"{upcoming.moment:%H:%M ngày %d/%m/%Y}"
    late = now - upcoming.moment
    if late > _LATE:
        return [
            ill(
                "Lần đổi tới",
                f"lẽ ra đã đổi lúc {shown}, quá {late.days} ngày {late.seconds // 3600} giờ: lịch không chạy. Phát hành ngay, rồi xem lịch.",
            )
        ]
    if late > timedelta():
        return [remind("Lần đổi tới", f"đã tới lúc ({shown}); lịch sẽ phát hành trong ít phút.")]
    return [well("Lần đổi tới", shown)]
