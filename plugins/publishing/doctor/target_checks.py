"""Look at a target: can it be reached and written, does somebody hold its lock, what is public there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from plugins.problems.stop_build import StopBuild
from plugins.publishing.doctor.diagnosis import Diagnosis, ill, remind, well
from plugins.publishing.doctor.machine import disk_space
from plugins.publishing.doctor.repository import SourceCheckout
from plugins.publishing.targets.deploy_target import DeployTarget
from plugins.publishing.targets.release_folders import CURRENT, RELEASES
from plugins.publishing.targets.target_lock import hold_target_lock
from plugins.publishing.targets.transport import PublishSession
from plugins.publishing.targets.transports import transport_class, transport_for

_RELEASE = re.compile(r"(\d{8}T\d{6}Z)-")
_BUSY = "đang có một lần phát hành khác"


def look_at_target(session: PublishSession, checkout: SourceCheckout, now: datetime) -> Iterator[Diagnosis]:
    """Yield how a target is; its lock is held for a moment, as publishing does, so what may write it is tried too."""
    target = session.target
    is_local = transport_class(target.kind).IS_LOCAL
    if is_local and not Path(target.to).exists():
        yield well("Đích", f"chưa dùng: chưa có “{target.to}”; lần phát hành đầu tiên (--lan-dau) sẽ tạo.")
        return
    transport = transport_for(session)
    try:
        with (
            hold_target_lock(transport.lock_file, target.name, session.options.wait, session.tell),
            transport.connected(),
        ):
            last = transport.last_release()
    except StopBuild as fault:
        busy = _BUSY in str(fault)
        yield (remind if busy else ill)("Đích", str(fault))
        return
    yield well("Đích", f"“{target.to}” đọc và ghi được, không ai giữ khóa")
    if last.manifest is None:
        yield remind("Bản đang công khai", "chưa có bản nào ở đây.")
    else:
        yield well(
            "Bản đang công khai",
            f"{last.manifest.digest[:10]}, {len(last.manifest.files)} tệp, {len(last.history.ledger.addresses)} địa chỉ trong sổ",
        )
    if last.manifest:
        yield from _not_published_yet(checkout, last.manifest.source)
    if is_local:
        yield disk_space("Ổ đĩa của đích", Path(target.to))
    yield from _releases(target, now) if is_local and (Path(target.to) / RELEASES).is_dir() else ()


def _not_published_yet(checkout: SourceCheckout, source: str) -> Iterator[Diagnosis]:
    """Yield how many commits of this clone are not public; nothing where the two do not know each other."""
    revision = source.partition("+")[0]
    waiting = checkout.ask("rev-list", "--count", f"{revision}..HEAD") if revision.isalnum() else None
    if waiting and waiting != "0":
        yield remind("Nguồn và bản đang công khai", f"{waiting} lần ghi chưa phát hành.")
    elif waiting:
        yield well("Nguồn và bản đang công khai", "như nhau")


def _releases(target: DeployTarget, now: datetime) -> Iterator[Diagnosis]:
    """Yield how many releases can be gone back to, and when the public one was made."""
    names = sorted(one.name for one in (Path(target.to) / RELEASES).iterdir() if _RELEASE.match(one.name))
    if len(names) < 2:
        yield remind("Bản để lùi", "chỉ có một bản, chưa lùi được. Sau lần phát hành tới sẽ có.")
    else:
        yield well("Bản để lùi", f"{len(names)} bản (giữ {target.keep})")
    found = _RELEASE.match((Path(target.to) / CURRENT).resolve().name)
    if found:
        made = datetime.strptime(found[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        if made > now + timedelta(minutes=10):
            yield ill(
                "Lần phát hành gần nhất",
                f"ghi ở tương lai ({made:%H:%M ngày %d/%m/%Y} UTC): đồng hồ máy này đã lùi. Đặt lại giờ trước khi phát hành.",
            )
        else:
            yield well("Lần phát hành gần nhất", f"{(now - made).days} ngày trước")
