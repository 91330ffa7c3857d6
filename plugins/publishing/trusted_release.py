"""Choose the release to verify against: a folder at hand, a signed manifest, or what this machine published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from plugins.problems.stop_build import StopBuild
from plugins.publishing.local_release_copy import remembered_releases
from plugins.publishing.release_records import NOTES, PublishedRelease, newest_by_target
from plugins.publishing.releases.last_release import (
    FileReader,
    Forged,
    LastRelease,
    folder_reader,
    read_last_release,
)
from plugins.publishing.releases.manifest import HEADER, HISTORY, JOURNAL, Manifest, ReleaseHistory
from plugins.publishing.releases.release import files_in
from plugins.publishing.targets.release_folders import public_folder
from plugins.publishing.targets.transport import Tell


@dataclass(frozen=True, slots=True)
class TrustedRelease:
    """
    The manifest and history of the release that a site should have, and why they are trusted, in words.

    ``fault`` says how the site's own records betray that somebody else wrote them, or put back an earlier release;
    ``doubt`` why nobody here can tell.
    """

    manifest: Manifest
    history: ReleaseHistory
    why: str
    fault: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class KnownReleases:
    """The ``releases`` of the portal that are known here, the build's ``cache`` with their records, and the public key."""

    cache: Path
    releases: tuple[PublishedRelease, ...] = ()
    public_key: Path | None = None


def trusted_release(
    read: FileReader, where: str, against: str, known: KnownReleases, tell: Tell
) -> TrustedRelease:
    """
    Return the release to verify a target or site against.

    That is the folder ``against`` if it is named; what the site publishes (``read``) if its signature is that of the
    public key; what this machine published; else what the site publishes, with a warning. Raises StopBuild where there
    is nothing of the kind, and Forged where a signature is wrong or the records do not fit each other.
    """
    if against:
        return TrustedRelease(*_release_at(Path(against).expanduser()), f"so với “{against}”")
    published = read_last_release(read, where, known.public_key)
    if published.manifest is None and not published.is_empty and known.releases and read(JOURNAL) is None:
        raise Forged(
            f"bản kê ở “{where}” không khớp với danh sách tệp của nó, mà không có lần phát hành dở nào."
        )
    if published.manifest is None:
        raise StopBuild(
            f"“{where}” không có bản kê ({HEADER}). Phát hành bằng tasks.py publish, hoặc thêm --so-voi THƯ_MỤC."
        )
    fault, doubt = judge_records(published, known)
    if read(JOURNAL) is not None and fault:
        fault, doubt = "", "đang có lần phát hành dở ở đó; chạy lại publish, rồi kiểm tra lại"
    trusted = replace(_by_what_is_known(published, where, known, tell), fault=fault, doubt=doubt)
    last = _remembered_instead(known) if fault else None
    if last and last.manifest:
        # What the site says of itself counts for nothing: the files are held against what was published last.
        return replace(
            trusted, manifest=last.manifest, history=last.history, why="so với bản máy này đã phát hành"
        )
    return trusted


def judge_records(published: LastRelease, known: KnownReleases) -> tuple[str, str]:
    """
    Return what betrays the records of a site, and why they cannot be judged; both are "" where they are known.

    An earlier release that is public again is known only if a rollback was remembered.
    """
    if published.manifest is None or not known.releases:
        return "", ""
    digest, statement = published.manifest.digest, published.statement
    newest = newest_by_target(known.releases)
    if any(one.statement.header == digest for one in newest.values()):
        if statement is None:
            return "lời khai (số và giờ của bản) đã bị gỡ khỏi trang", ""
        return "", ""
    last = max(newest.values(), key=lambda one: one.statement.serial).statement
    again = [one.statement for one in known.releases if one.statement.header == digest]
    if again:
        return (
            f"bản cũ được đưa lại: bản số {again[-1].serial} ({again[-1].moment}), trong khi bản mới nhất là số {last.serial} ({last.moment})"
        ), ""
    header, history = published.manifest.header, published.history.published
    if statement is None or not statement.fits(header, history):
        return "bản kê không phải bản nào đã phát hành, và lời khai không khớp với nó", ""
    if statement.serial <= last.serial:
        return (
            f"bản kê mang số {statement.serial} nhưng không phải bản đã phát hành (mới nhất là số {last.serial})",
            "",
        )
    if known.public_key is not None:
        return "", ""
    return "", (
        f"bản số {statement.serial} mới hơn mọi bản được nhớ ở đây (số {last.serial}) và không có chữ ký để tin. "
        f"Nơi khác đã phát hành? git fetch origin {NOTES}:{NOTES} rồi chạy lại; không thì là giả."
    )


def _remembered_instead(known: KnownReleases) -> LastRelease | None:
    """Return the newest of the releases that this machine keeps the records of, None without any."""
    newest = {one.statement.header for one in newest_by_target(known.releases).values()}
    kept = [one for one in remembered_releases(known.cache) if one.manifest]
    return next((one for one in kept if one.manifest and one.manifest.digest in newest), None)


def _by_what_is_known(published: LastRelease, where: str, known: KnownReleases, tell: Tell) -> TrustedRelease:
    """Return what a site publishes, with the history that this machine remembers where it does, and what speaks for it."""
    manifest, history = published.manifest or Manifest({}), published.history
    if known.public_key is not None:
        return TrustedRelease(manifest, history, "so với bản kê có chữ ký đúng")
    remembered = [
        one.history
        for one in remembered_releases(known.cache)
        if one.manifest and one.manifest.header == manifest.header
    ]
    if remembered:
        # The history lists retained files: the site's own list is believed only where this machine published it.
        if history not in remembered:
            tell(
                f"nhắc: {HISTORY} ở “{where}” không phải sổ mà máy này đã phát hành; tệp chỉ nó kể không được tin."
            )
            history = remembered[0]
        return TrustedRelease(manifest, history, "so với bản kê mà máy này đã phát hành")
    if any(one.statement.header == manifest.digest for one in known.releases):
        return TrustedRelease(manifest, history, "so với bản kê được ghi trong kho nguồn")
    tell(
        "nhắc: bản kê lấy từ chính trang đang kiểm tra và không có chữ ký: ai sửa được trang thì cũng sửa được nó. "
        "Thêm --so-voi THƯ_MỤC (bản dựng của bạn), hoặc ký bản phát hành (docs/vi/phat-hanh/kiem-tra.md)."
    )
    return TrustedRelease(manifest, history, "so với bản kê của chính trang")


def _release_at(folder: Path) -> tuple[Manifest, ReleaseHistory]:
    """Return the release in a folder, or the files of a plain output folder as one."""
    place = public_folder(folder)
    if not place.is_dir():
        raise StopBuild(f"không có thư mục “{folder}”.")
    found = read_last_release(folder_reader(place), str(place))
    return found.manifest or Manifest(files_in(place)), found.history
