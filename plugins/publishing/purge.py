"""Take what was published by mistake out of every release that a target keeps, and name the places that copied it."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from plugins.files.inside_folder import read_inside
from plugins.pages import addresses
from plugins.problems.stop_build import StopBuild
from plugins.publishing.local_release_copy import remember_release
from plugins.publishing.release_records import remember_published
from plugins.publishing.releases.compare_target import named
from plugins.publishing.releases.last_release import LastRelease, read_last_release
from plugins.publishing.releases.manifest import HEADER, SIGNATURES, ManifestEntry, ReleaseHistory
from plugins.publishing.releases.release import (
    Release,
    compressed_companions,
    immutable_files,
    signed_release,
)
from plugins.publishing.releases.statement import Statement
from plugins.publishing.targets.staged_upload import staging_folder
from plugins.publishing.targets.target_lock import hold_target_lock
from plugins.publishing.targets.transport import PublishSession, Tell
from plugins.publishing.targets.transports import transport_for
from plugins.publishing.targets.upload_order import LARGEST_SAVED, TargetFolder
from plugins.redirects.ledger import taken_along
from plugins.redirects.old_address import parse_old_address
from plugins.search.index_files import DamagedIndex, read_page_file

_CACHES = """Máy khác có thể còn giữ bản sao của các địa chỉ dưới đây. Xin xóa ở từng nơi:
  - mạng phân phối (Cloudflare…): Caching → Purge by URL; máy chủ trung gian của tỉnh: hỏi người quản trị
  - Google: https://search.google.com/search-console/removals
  - Cốc Cốc: Cốc Cốc Webmaster Tools; Bing: https://www.bing.com/webmasters/tools/contentremoval
  - archive.org: viết thư tới info@archive.org, kèm địa chỉ và lý do"""


def purge(session: PublishSession, written: Collection[str]) -> int:
    """
    Remove pages and files from every release that a session's target keeps; return 0, or 1 where none of them was found.

    ``written`` are their addresses. With a page go its other addresses, and the photos, documents and words of the search
    index that nothing public uses. The records are signed again. Raises StopBuild for what is still public.
    """
    paths = {path for address in written for path in _paths_of(address)}
    transport = transport_for(session)
    with (
        hold_target_lock(transport.lock_file, session.target.name, session.options.wait, session.tell),
        transport.connected(),
    ):
        last = transport.last_release()
        public: Mapping[str, ManifestEntry] = last.manifest.files if last.manifest else {}
        if still := sorted(paths & public.keys()):
            raise StopBuild(
                f"“/{still[0]}” đang công khai. Gỡ ở nguồn, ghi [[bo]] vào content/du-lieu/dia-chi-cu.toml, phát hành, rồi chạy lại lệnh này."
            )
        paths |= {path for one in _same_article(last, paths) for path in _paths_of(f"/{one}")} - public.keys()
        found: set[str] = set()
        for name, folder in transport.kept_releases():
            gone = _purge_release(folder, name or session.target.name, paths, public, session)
            found |= gone
            session.tell(
                f"{name or session.target.name}: {f'gỡ {named(gone)}' if gone else 'không có gì phải gỡ'}"
            )
        after = transport.last_release()
        if after.manifest and after.history != last.history:
            remember_release(session, _records(after, session.options.key))
    for path in found:
        (staging_folder(session) / path).unlink(missing_ok=True)
    _tell_caches(
        session.siteurl, found | {path for path in paths if path.endswith("index.html")}, session.tell
    )
    return 0 if found else 1


def _paths_of(address: str) -> set[str]:
    """Return the files that an address may be served from; raise StopBuild for a text that is none."""
    old = parse_old_address(address if "://" in address or address.startswith("/") else f"/{address}")
    if old is None:
        raise StopBuild(f"“{address}” không phải một địa chỉ của cổng. Ví dụ: /tin-trong-huyen/2024/bai/")
    path = old.path.removeprefix("/")
    return {path, f"{path}/index.html"}


def _same_article(last: LastRelease, paths: Collection[str]) -> set[str]:
    """Return all addresses that ever were those of the articles at some paths, and the documents that they alone had."""
    wanted = {path.removesuffix("index.html") for path in paths}
    return taken_along(last.history.ledger, lambda address: address in wanted)


def _purge_release(
    folder: TargetFolder,
    name: str,
    paths: Collection[str],
    public: Mapping[str, ManifestEntry],
    session: PublishSession,
) -> set[str]:
    """Remove files from one release, and from the records that describe it; return their paths."""
    last = read_last_release(folder.fetch, name, session.options.public_key)
    if last.manifest is None:
        raise StopBuild(f"không đọc được bản kê của “{name}”; chưa gỡ gì ở đó.")
    if not (gone := _goes_along(folder, last, paths, public)):
        return gone
    key = session.options.key
    if key is None and any(folder.fetch(f"{HEADER}{ending}") for ending in SIGNATURES):
        raise StopBuild(f"“{name}” có chữ ký; cần SIGNING_KEY để ký lại bản kê sau khi gỡ.")
    folder.remove([*gone, *compressed_companions(gone)])
    records = _records(_without(last, gone), key)
    for path, data in records.metadata.items():
        folder.put(path, data)
    remember_published(session, records)
    return gone


def _goes_along(
    folder: TargetFolder, last: LastRelease, paths: Collection[str], public: Mapping[str, ManifestEntry]
) -> set[str]:
    """Return the files of a release at some paths, and what with the pages among them nothing public uses any more."""
    gone = {path for path in last.files if path in paths}
    others = [path for path in last.files if path not in public and path not in gone]
    pages = [path for path in gone if path.endswith(".html")]
    # A file of the search index is named by a number, which another page may have by now.
    texts_of_pages = [path for path, file in last.files.items() if public.get(path) != file]
    texts_of_pages = [path for path in texts_of_pages if pages and path.startswith(addresses.SEARCH_PAGES)]
    with tempfile.TemporaryDirectory(prefix="cong-") as here:
        folder.download([*pages, *texts_of_pages], Path(here))
        texts = [_read(Path(here), page) for page in pages]
        gone |= {path for path in immutable_files(others) if any(_names(text, path) for text in texts)}
        own = {page.removesuffix("index.html") for page in pages}
        gone |= {path for path in texts_of_pages if _address_in(_read(Path(here), path)) in own}
    return gone


def _read(folder: Path, path: str) -> bytes:
    with suppress(OSError):
        return read_inside(folder, path, LARGEST_SAVED) or b""
    return b""


def _names(page: bytes, path: str) -> bool:
    """Tell whether a page names a file; the digest in its name makes it the only one."""
    name = path.rpartition("/")[2]
    return name.encode() in page or quote(name).encode() in page


def _address_in(file: bytes) -> str | None:
    """Return the address of the page that a file of the search index is of, None for what is no such file."""
    try:
        return read_page_file(file).address
    except DamagedIndex:
        return None


def _without(last: LastRelease, gone: Collection[str]) -> LastRelease:
    if last.manifest is None:
        return last
    files = {path: file for path, file in last.manifest.files.items() if path not in gone}
    retained = {path: one for path, one in last.history.retained.items() if path not in gone}
    return replace(
        last,
        manifest=replace(last.manifest, files=files),
        history=ReleaseHistory(last.history.ledger, retained),
    )


def _records(last: LastRelease, key: Path | None) -> Release:
    """Return a release without the contents of its files: what its records say, with its number and time, signed."""
    if last.manifest is None:
        raise StopBuild("bản phát hành không có bản kê.")
    header, history, before = last.manifest.header, last.history.published, last.statement
    now = Statement.of(before.serial, before.moment, before.siteurl, header, history) if before else None
    return signed_release(Release({}, last.manifest, last.history, statement=now), key)


def _tell_caches(siteurl: str, paths: Iterable[str], tell: Tell) -> None:
    tell(_CACHES)
    for address in sorted({f"{siteurl}/{quote(path.removesuffix('index.html'))}" for path in paths}):
        tell(f"    {address}")
