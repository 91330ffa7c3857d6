"""Verify a target or a live site against the release that was published there, and report what differs."""

from __future__ import annotations

from contextlib import closing

from plugins.publishing.releases.compare_target import compare_target, printable_path
from plugins.publishing.releases.findings import Findings
from plugins.publishing.targets.transport import Tell, Transport
from plugins.publishing.trusted_release import TrustedRelease
from plugins.publishing.visits.http_client import Budget, LiveClient
from plugins.publishing.visits.live_check import check_live_site

SHOWN_FINDINGS = 50


def verify_site(
    siteurl: str, trusted: TrustedRelease, budget: Budget, *, private: bool = False, seed: int | None = None
) -> Findings:
    """
    Check a live site over HTTP: for the files that it should have, and for pages that it should not.

    ``private`` says that it lies in an inner network, ``seed`` chooses what is asked for as which visitor.
    """
    retained = {path: one.file for path, one in trusted.history.retained.items()}
    with closing(LiveClient(siteurl, budget, private=private)) as client:
        return check_live_site(client, trusted.manifest, retained, seed)


def verify_target(transport: Transport, trusted: TrustedRelease) -> Findings:
    """Compare every file that lies at a target with the release."""
    retained = {path: one.file for path, one in trusted.history.retained.items()}
    return compare_target(transport.checksums(), trusted.manifest.files, retained)


def report_verification(found: Findings, trusted: TrustedRelease, tell: Tell) -> int:
    """
    Print the findings and what the site's own records betray.

    Returns 0 where all that was seen is as published, 1 where something was changed, 2 where that cannot be known.
    """
    code = report_findings(found, trusted.why, tell)
    if trusted.fault:
        tell(f"GIẢ: {trusted.fault}. Coi như máy chủ đã bị chiếm: docs/vi/phat-hanh/lui-va-khoi-phuc.md")
        return 1
    if trusted.doubt:
        tell(f"Chưa biết chắc: {trusted.doubt}")
        return code or 2
    return code


def report_findings(found: Findings, why: str, tell: Tell) -> int:
    """Print the findings; return 0 where all that was seen is as published, 2 where nothing was seen, else 1."""
    for title, some in (
        ("khác", found.differ),
        ("thiếu", found.missing),
        ("không thuộc bản phát hành", found.foreign),
    ):
        for path, reason in sorted(some.items())[:SHOWN_FINDINGS]:
            tell(f"{title}: {printable_path(path)} ({printable_path(reason)})")
        if len(some) > SHOWN_FINDINGS:
            tell(f"… và {len(some) - SHOWN_FINDINGS} tệp {title} nữa.")
    for name, reason in sorted(found.headers.items()):
        tell(f"nhắc: tiêu đề {name} {reason}. Xem docs/vi/phat-hanh/tieu-de-http.md")
    for name, reason in sorted(found.notes.items()):
        tell(printable_path(f"nhắc: {name}: {reason}."))
    requests = f", {found.requests} lượt hỏi" if found.requests else ""
    tell(f"Đã xem {len(found.seen)} tệp, {why}{requests}.")
    if found.requests:
        tell(f"Hỏi lại đúng như lần này, như các khách ấy: thêm --hat-giong {found.seed}.")
    if found.unseen:
        tell(f"Chưa xem {len(found.unseen)} tệp vì hết số lượt hay thời gian; thêm --so-lan-hoi hoặc --phut.")
    elif found.unseen_packed:
        tell(
            f"Chưa xem {found.unseen_packed} bản nén (br, gzip) vì hết số lượt hay thời gian; thêm --so-lan-hoi hoặc --phut."
        )
    if found.unasked:
        tell(
            f"Chưa xem hết như các khách (còn {found.unasked} phép thử) vì hết số lượt hay thời gian; thêm --so-lan-hoi hoặc --phut."
        )
    if found.sound and found.unseen and not found.seen:
        tell("Chưa xem được tệp nào nên chưa biết trang có đúng không.")
        return 2
    if found.sound:
        complete = not (found.unseen or found.unseen_packed or found.unasked)
        tell("Đúng như đã phát hành." if complete else "Phần đã xem đúng như đã phát hành.")
        return 0
    tell(
        "Trang KHÔNG đúng như đã phát hành. Phát hành lại hoặc lùi bản, đổi mật khẩu máy chủ, tìm chỗ bị vào."
    )
    return 1
