"""
Gather every address that was ever published, before a release is made: nothing forgets one.

The ledger lies at the target. That there is none has to be proved: by who says that nothing was ever published there,
against what this machine remembers. A site that does not give it (403, 404, the page of an error) proves nothing.
"""

from __future__ import annotations

import re
from pathlib import Path

from plugins.problems.stop_build import StopBuild
from plugins.publishing.local_release_copy import remembered_release
from plugins.publishing.releases.last_release import (
    LastRelease,
    Unanswered,
    folder_reader,
    read_last_release,
    site_reader,
)
from plugins.publishing.targets.publish_options import PublishOptions
from plugins.publishing.targets.release_folders import public_folder
from plugins.publishing.targets.transport import PublishSession, Tell, Transport
from plugins.redirects.ledger import Ledger
from plugins.vietnamese.numbers import with_thousands_points


def last_release_and_ledger(
    transport: Transport, session: PublishSession, with_sources: Ledger
) -> tuple[LastRelease, Ledger]:
    """
    Return the last release of a target, an empty one where it never had any, and the ledger of all published addresses.

    ``with_sources`` is the copy of the ledger that is kept with the sources. Raises StopBuild where an
    address might be forgotten.
    """
    options, memory = session.options, remembered_release(session)
    # What a host takes away may never have become public: it is remembered for the day the ledger is lost.
    is_proof = memory is not None and not transport.TAKEN_AWAY
    remembered = memory.history.ledger if memory and (is_proof or options.restore) else Ledger()
    elsewhere = _elsewhere(options, session.tell)
    last = _last_release(transport, options, session.tell)
    known = with_sources.merged(elsewhere).merged(remembered)
    if last.is_empty and options.restore and not known.addresses:
        raise StopBuild(
            "không có sổ địa chỉ nào để dựng lại (--lay-lai-so): máy này chưa phát hành tới đích, "
            "content/du-lieu không có bản sao. Thêm --so-cu với nơi còn sổ: một trang, hay thư mục sao lưu."
        )
    if last.is_empty and not options.restore:
        _prove_absence(session, memory if is_proof else None)
    if last.is_empty and options.restore:
        session.tell(
            f"Dựng lại sổ từ nơi khác: {with_thousands_points(len(known.addresses))} địa chỉ đã công bố."
        )
    return last, known.merged(last.history.ledger)


def _last_release(transport: Transport, options: PublishOptions, tell: Tell) -> LastRelease:
    """Return what the target says; what cannot be used is nothing where the ledger is to be restored."""
    try:
        last = transport.last_release()
    except Unanswered:
        if not (options.first or options.restore):
            raise
        return LastRelease()
    except StopBuild as fault:
        if not options.restore:
            raise
        tell(f"CHÚ Ý: bỏ qua sổ ở đích: {fault}")
        return LastRelease()
    if options.first and not last.is_empty:
        number = with_thousands_points(len(last.history.ledger.addresses))
        tell(
            f"nhắc: đích đã có sổ ({number} địa chỉ), nên đây không phải lần đầu; vẫn dùng sổ ấy. Bỏ --lan-dau."
        )
    return last


def _prove_absence(session: PublishSession, memory: LastRelease | None) -> None:
    """Raise StopBuild unless it is said that nothing was ever published to the target, and nobody knows better."""
    name = session.target.name
    if memory is not None:
        number = with_thousands_points(len(memory.history.ledger.addresses))
        raise StopBuild(
            f"máy này đã phát hành tới “{name}” ({number} địa chỉ) mà nơi đó không cho thấy sổ địa chỉ nào nữa. "
            "Xem máy chủ: ổ đĩa chưa gắn, thư mục khác, bị chặn hay bị xóa? Sổ mất thật thì thêm --lay-lai-so."
        )
    if not session.options.first:
        raise StopBuild(
            f"không thấy sổ địa chỉ đã công bố ở “{name}”; bị chặn hay chưa có thì cũng trông như nhau nên chưa phát hành gì. "
            "Chỉ khi chưa từng phát hành tới đây: thêm --lan-dau (chuyển nhà: --lan-dau --so-cu NƠI_CŨ). "
            "Nếu đã từng: xem máy chủ, hoặc thêm --lay-lai-so."
        )


def _elsewhere(options: PublishOptions, tell: Tell) -> Ledger:
    """Return the ledgers of the other places as one; each of them has to have one."""
    known = Ledger()
    for named in options.history:
        place, below = _place_and_folder(named)
        found = _ledger_at(place, options.private).below(below)
        if clashes := known.clashes(found):
            shown = ", ".join(f"/{one}" for one in clashes[:5]) + (" …" if len(clashes) > 5 else "")
            tell(
                f"nhắc: {with_thousands_points(len(clashes))} địa chỉ là hai trang khác nhau ở hai nguồn ({shown}); lấy theo “{place}”. "
                f"Muốn giữ cả hai: --so-cu {place}=/ten-rieng, xem docs/vi/phat-hanh/lui-va-khoi-phuc.md"
            )
        known = known.merged(found)
    return known


def _place_and_folder(named: str) -> tuple[str, str]:
    """
    Return the place that was named, and the folder behind "=".

    >>> _place_and_folder("https://xa-b.gov.vn=/xa-b"), _place_and_folder("/sao-luu/a=b/c"), _place_and_folder("./b")
    (('https://xa-b.gov.vn', '/xa-b'), ('/sao-luu/a=b/c', ''), ('./b', ''))
    """
    found = re.fullmatch(r"(.+)=(/[A-Za-z0-9_~-][A-Za-z0-9_.~/-]*?)/?", named)
    # A folder of this machine may have the sign in its name.
    if found is None or Path(named).expanduser().exists():
        return named, ""
    return found[1], found[2]


def _ledger_at(place: str, private: bool) -> Ledger:
    """Return the ledger of a site or a folder; raise StopBuild where it has none."""
    read = (
        site_reader(place.rstrip("/"), private=private)
        if "://" in place
        else folder_reader(public_folder(Path(place).expanduser()))
    )
    found = read_last_release(read, place).history.ledger
    if not found.addresses:
        raise StopBuild(f"không thấy sổ địa chỉ ở “{place}” (--so-cu).")
    return found
