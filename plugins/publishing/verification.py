"""A target or a live site is held against what was published there."""

from __future__ import annotations

import gzip
import os
import re
import shlex
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import brotli

from plugins.files.checksum import sha256
from plugins.files.marked_folder import MARKER
from plugins.problems.stop_build import StopBuild
from plugins.publishing.last_release import from_folder, from_site, last_of
from plugins.publishing.publish import STAGING
from plugins.publishing.targets.compress import plain_of
from plugins.publishing.targets.deploy_target import DeployTarget, TargetKind
from plugins.publishing.targets.host_files import CONFIGURATION
from plugins.publishing.targets.http_client import Budget, LiveClient
from plugins.publishing.targets.live_check import Findings, check
from plugins.publishing.targets.manifest import BOOK, HEADER, OWN, SIGNATURES, Manifest, ManifestEntry
from plugins.publishing.targets.rclone import Rclone
from plugins.publishing.targets.release import held_by
from plugins.publishing.targets.release_folders import CURRENT, LOCK, Last
from plugins.publishing.targets.rsync import LOCK as REMOTE_LOCK
from plugins.publishing.targets.rsync import Rsync
from plugins.publishing.targets.signing import is_signed

SHOWN = 50
_OURS = re.compile(
    rf"(?:\.{CONFIGURATION}/[^/]+|(?:{re.escape(LOCK)}|{re.escape(REMOTE_LOCK)})(?:\.json)?|{re.escape(MARKER)})"
)
_SUM = re.compile(r"^([0-9a-f]{64}) [ *]\./(.+)$", re.MULTILINE)
_LARGEST_PAGE = 256 * 2**20  # bytes; no compressed file stands for more
Fetch = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Trusted:
    """What a site is held against, and how far that can be trusted, in words."""

    last: Last
    why: str


def trusted(
    fetch: Fetch, where: str, against: str, cache: Path, public: Path | None, tell: Callable[[str], None]
) -> Trusted:
    """
    Return what is to be compared with: a folder that was named, what the site says if it is signed, what this machine published.

    Raises StopBuild where there is nothing of the kind.
    """
    if against:
        return Trusted(_of_folder(Path(against).expanduser()), f"so với “{against}”")
    said = last_of(fetch, where)
    if said.manifest is None:
        raise StopBuild(
            f"“{where}” không có bản kê ({HEADER}). Phát hành bằng tasks.py publish, hoặc thêm --against THƯ_MỤC."
        )
    if public is not None:
        found = {
            f"{name}{ending}": data
            for name in (HEADER, BOOK)
            for ending in SIGNATURES
            if (data := fetch(f"{name}{ending}"))
        }
        parts = {HEADER: said.manifest.header, BOOK: said.book.written}
        bad = [name for name, data in parts.items() if not is_signed(public, data, found, name)]
        if bad:
            raise StopBuild(
                f"chữ ký của “{bad[0]}” ở “{where}” không đúng với khóa {public}. Coi như trang đã bị sửa; lùi bản hoặc phát hành lại."
            )
        return Trusted(said, "so với bản kê có chữ ký đúng")
    mine = [_of_folder(folder) for folder in sorted((cache / STAGING).glob("*/ban-ke"))]
    same = [one for one in mine if one.manifest and one.manifest.header == said.manifest.header]
    if same:
        # The book names files that outlive their release: what the site says there is believed where it is ours too.
        ours = next((one for one in same if one.book == said.book), same[0])
        if ours.book != said.book:
            tell(
                f"nhắc: {BOOK} ở “{where}” không phải sổ mà máy này đã phát hành; tệp chỉ nó kể không được tin."
            )
        return Trusted(ours, "so với bản kê mà máy này đã phát hành")
    tell(
        "nhắc: bản kê lấy từ chính trang đang kiểm tra và không có chữ ký: ai sửa được trang thì cũng sửa được nó. "
        "Thêm --against THƯ_MỤC (bản dựng của bạn), hoặc ký bản phát hành (docs/vi/phat-hanh/kiem-tra.md)."
    )
    return Trusted(said, "so với bản kê của chính trang")


def _of_folder(folder: Path) -> Last:
    """Return what a folder says of its release, or what lies in it where it is a plain output folder."""
    place = folder / CURRENT if (folder / CURRENT).exists() else folder
    if not place.is_dir():
        raise StopBuild(f"không có thư mục “{folder}”.")
    said = last_of(from_folder(place), str(place))
    return said if said.manifest else Last(None, Manifest(held_by(place)), said.book)


def verify_site(siteurl: str, trust: Trusted, budget: Budget) -> Findings:
    """Ask a live site for what it should have, and for what it should not."""
    assert trust.last.manifest is not None
    kept = {path: one.file for path, one in trust.last.book.kept.items()}
    with closing(LiveClient(siteurl, budget)) as visitor:
        return check(visitor, trust.last.manifest, kept)


def fetch_of(target: DeployTarget) -> Fetch:
    """Return what reads a file of a target's public release."""
    if target.kind is TargetKind.FOLDER:
        return from_folder(Path(target.to) / CURRENT)
    if target.kind is TargetKind.ARTIFACT:
        return from_folder(Path(target.to))
    if target.kind is TargetKind.RSYNC:
        root = f"{target.to.rstrip('/')}/{CURRENT}" if target.layout == "releases" else target.to
        return Rsync(root, target.ssh, Path()).fetch
    return Rclone(target.to, Path(), print).fetch


def verify_listing(target: DeployTarget, trust: Trusted) -> Findings:
    """Compare every file that lies at a target with what was published there."""
    assert trust.last.manifest is not None
    there = dict(_lying_there(target))
    wanted, kept = trust.last.manifest.files, trust.last.book.kept
    found = Findings(seen=set(wanted))
    for path, file in wanted.items():
        if path not in there:
            found.missing[path] = "không có"
        elif there[path] != file.sha256:
            found.differ[path] = "nội dung khác bản kê"
    for path, sha in there.items():
        if path in wanted or path in OWN or _OURS.fullmatch(path):
            continue
        if path in kept:
            if kept[path].file.sha256 != sha:
                found.differ[path] = "nội dung khác bản kê"
        elif not _is_companion(path, wanted, trust.last.book.kept):
            found.foreign[f"/{path}"] = "không có trong bản kê"
    return found


def _is_companion(path: str, *known: Mapping[str, object]) -> bool:
    return path.endswith((".br", ".gz")) and any(path[:-3] in one for one in known)


def _lying_there(target: DeployTarget) -> Iterator[tuple[str, str]]:
    """Yield the path and the SHA-256 of every file at a target."""
    if target.kind in (TargetKind.FOLDER, TargetKind.ARTIFACT):
        folder = Path(target.to) / CURRENT if target.kind is TargetKind.FOLDER else Path(target.to)
        yield from ((path, file.sha256) for path, file in _unpacked(folder.resolve()))
        return
    if target.kind is TargetKind.RCLONE:
        yield from Rclone(target.to, Path(), print).sums()
        return
    way = Rsync(target.to, target.ssh, Path())
    root = f"{way.root}/{CURRENT}" if target.layout == "releases" else way.root
    inside = f"cd {shlex.quote(f'{root}/')} &&"
    sums = {
        path: sha
        for sha, path in _SUM.findall(way.shell(f"{inside} find . -type f -print0 | xargs -0 sha256sum"))
    }
    yield from sums.items()
    # Links, and names with which sums cannot be told: none of them is ever published.
    names = (name.removeprefix("./") for name in way.shell(f"{inside} find . ! -type d -print0").split("\0"))
    yield from ((name, "") for name in names if name and name not in sums)
    yield from _falsely_packed(way, root, sums)


def _falsely_packed(way: Rsync, root: str, sums: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield, under a strange name, each compressed file at a target that is not its neighbour compressed."""
    packed = [path for path in sums if path.endswith((".br", ".gz")) and path[:-3] in sums]
    with tempfile.TemporaryDirectory(prefix="cong-") as here:
        way.at(f"{way.host}:{root}" if way.host else root).bring(packed, Path(here))
        for path in packed:
            data = (Path(here) / path).read_bytes()
            plain = plain_of(data, path[-3:], _LARGEST_PAGE)
            if plain is None or sha256(plain) != sums[path[:-3]]:
                yield f"{path} (nén sai)", sums[path]


def _unpacked(folder: Path) -> Iterator[tuple[str, ManifestEntry]]:
    """Yield the files of a folder; a compressed one that is not its neighbour compressed is given under a strange name."""
    files = held_by(folder)
    for place in folder.rglob("*"):
        # A link may lead out of the release; none is ever published.
        if place.is_symlink():
            yield (
                f"{place.relative_to(folder).as_posix()} (liên kết tới {os.readlink(place)})",
                ManifestEntry(0, ""),
            )
    for path, file in files.items():
        if path.endswith((".br", ".gz")) and path[:-3] in files:
            data = (folder / path).read_bytes()
            try:
                plain = brotli.decompress(data) if path.endswith(".br") else gzip.decompress(data)
            except (OSError, EOFError, brotli.error):
                plain = b""
            if plain != (folder / path[:-3]).read_bytes():
                yield f"{path} (nén sai)", file
                continue
        yield path, file


def tell_findings(found: Findings, why: str, tell: Callable[[str], None]) -> int:
    """Tell what was found and return 0 where all that was seen is well, 2 where nothing was seen, else 1."""
    for title, some in (
        ("khác", found.differ),
        ("thiếu", found.missing),
        ("không thuộc bản phát hành", found.foreign),
    ):
        for path, reason in sorted(some.items())[:SHOWN]:
            tell(f"{title}: {path} ({reason})")
        if len(some) > SHOWN:
            tell(f"… và {len(some) - SHOWN} tệp {title} nữa.")
    for name, reason in sorted(found.headers.items()):
        tell(f"nhắc: tiêu đề {name} {reason}. Xem docs/vi/phat-hanh/tieu-de-http.md")
    asked = f", {found.requests} lượt hỏi" if found.requests else ""
    tell(f"Đã xem {len(found.seen)} tệp, {why}{asked}.")
    if found.unseen:
        tell(
            f"Chưa xem {len(found.unseen)} tệp vì hết số lượt hay thời gian; thêm --requests hoặc --minutes."
        )
    elif found.unseen_packed:
        tell(
            f"Chưa xem {found.unseen_packed} bản nén (br, gzip) vì hết số lượt hay thời gian; thêm --requests hoặc --minutes."
        )
    if found.sound and found.unseen and not found.seen:
        tell("Chưa xem được tệp nào nên chưa biết trang có đúng không.")
        return 2
    if found.sound:
        whole = not (found.unseen or found.unseen_packed)
        tell("Đúng như đã phát hành." if whole else "Phần đã xem đúng như đã phát hành.")
        return 0
    tell(
        "Trang KHÔNG đúng như đã phát hành. Phát hành lại hoặc lùi bản, đổi mật khẩu máy chủ, tìm chỗ bị vào."
    )
    return 1


def site_fetch(siteurl: str) -> Fetch:
    """Return what reads a file of a live site."""
    return from_site(siteurl.rstrip("/"))
