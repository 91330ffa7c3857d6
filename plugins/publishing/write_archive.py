"""Write an archive of the portal: the folder for a disk, articles in one file each, the WARC, and checksums of it all."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from plugins.building.build_state import BuildState
from plugins.building.edition import staging
from plugins.building.edition.write_file import write_file
from plugins.files.checksum import sha256
from plugins.files.marked_folder import MARKER
from plugins.pages import addresses
from plugins.problems.stop_build import StopBuild
from plugins.publishing.archive.disk_folder import disk_pages, is_archived
from plugins.publishing.archive.disk_search import search_of
from plugins.publishing.archive.kept_portal import KeptArticle, KeptPortal
from plugins.publishing.archive.one_file import one_file
from plugins.publishing.archive.warc_file import ArchivedResponse, answers_of, write_warc
from plugins.publishing.audit.read_output import OutputScan
from plugins.publishing.targets.transport import Tell
from plugins.redirects.redirect_table import RedirectTable
from plugins.vietnamese.nearest import nearest
from plugins.vietnamese.numbers import with_thousands_points

PORTAL, ARTICLES, SUMS, REDIRECTS, README = "cong", "bai", "SHA256SUMS", "dia-chi-cu.csv", "DOC-TRUOC.txt"
ALL = "tat-ca"


@dataclass(frozen=True, slots=True)
class ArchiveRequest:
    """Where an archive goes, and which articles become one file each: addresses, source files, or ``ALL``."""

    folder: Path
    articles: tuple[str, ...] = ()


def kept_portal(state: BuildState, scan: OutputScan, table: RedirectTable, revision: str) -> KeptPortal:
    """Return a build whose output was scanned as the portal that is kept; raise StopBuild where it has no address."""
    settings, site = state.settings, state.model.site
    if not site.siteurl:
        raise StopBuild("bản lưu cần địa chỉ công khai của cổng. Đặt SITEURL, hay PORTAL_URL=https://…")
    below = {article.path: path for path, article in state.sources.articles.items()}
    articles = {
        addresses.output_path(story.address): KeptArticle(
            story.address,
            story.article.title,
            story.article.path,
            sha256((settings.content / below[story.article.path]).read_bytes()),
            story.article.date.isoformat() if story.article.date else "",
            ", ".join(person.name for person in story.article.byline.people),
        )
        for story in (*site.stories, *site.standing)
    }
    files = {file.path: file.sha256 for file in scan.files}
    return KeptPortal(
        settings.output.resolve(), files, articles, site.siteurl, site.portal.root, table, revision, site.now
    )


def write_archive(portal: KeptPortal, state: BuildState, request: ArchiveRequest, tell: Tell) -> None:
    """Write the archive into its folder, in place of the last one; raise StopBuild, with that as it was, where it cannot be."""
    wanted = chosen_articles(portal, request.articles)
    staging.check_output(request.folder, state.settings.content)
    with staging.locked_output_folder(request.folder):
        try:
            prepared = staging.fresh(request.folder)
            _write_portal(portal, state, prepared / PORTAL)
            for path in wanted:
                write_file(prepared, f"{ARTICLES}/{_name_of(path)}", one_file(portal, path))
            answers = list(answers_of(portal))
            _write_beside(portal, prepared, answers)
            staging.put_in_place(prepared, request.folder)
        finally:
            staging.discard(request.folder)
    tell(
        f"Đã lưu {with_thousands_points(len(portal.files))} tệp, {with_thousands_points(len(answers))} địa chỉ (WARC), "
        f"{with_thousands_points(len(wanted))} bài thành tệp riêng vào {request.folder}. Mở {request.folder / PORTAL / 'index.html'}"
    )


def chosen_articles(portal: KeptPortal, wanted: Sequence[str]) -> list[str]:
    """Return the pages of the articles that were asked for; raise StopBuild for one that the portal has not."""
    if ALL in wanted:
        return sorted(portal.articles)
    names = {article.source: path for path, article in portal.articles.items()}
    names |= {f"/{article.address}": path for path, article in portal.articles.items()}
    return [_chosen(portal, names, one) for one in dict.fromkeys(wanted)]


def _chosen(portal: KeptPortal, names: dict[str, str], wanted: str) -> str:
    path = unquote(urlsplit(wanted).path).removeprefix(portal.root) if "://" in wanted else wanted
    for form in (path, f"{path}/", f"/{path.strip('/')}/", path.removeprefix("./")):
        if form in names:
            return names[form]
    near = nearest(wanted, names, 1)
    hint = f" Ý bạn là “{near[0]}”?" if near else ""
    raise StopBuild(f"cổng không có bài “{wanted}”. Viết địa chỉ của bài, tên tệp nguồn, hoặc {ALL}.{hint}")


def _name_of(path: str) -> str:
    """
    Return the name of an article's own file.

    >>> _name_of("tin/2024/a/index.html"), _name_of("index.html")
    ('tin/2024/a.html', 'index.html')
    """
    return f"{path.removesuffix('/index.html')}.html" if path.endswith("/index.html") else path


def _write_portal(portal: KeptPortal, state: BuildState, folder: Path) -> None:
    search = search_of(state)
    written = set()
    for path, data in disk_pages(portal, search):
        write_file(folder, path, data)
        written.add(path)
    for path in sorted(path for path in portal.files if is_archived(path) and path not in written):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(portal.folder / path, folder / path)


def _write_beside(portal: KeptPortal, folder: Path, answers: Sequence[ArchivedResponse]) -> None:
    """Write the WARC, the old addresses, the words for who opens the folder, and the checksums of everything."""
    name = f"{urlsplit(portal.siteurl).netloc.replace(':', '-')}-{portal.now:%Y%m%d}.warc.gz"
    with (folder / name).open("xb") as out:
        write_warc(portal, answers, name, out)
    write_file(folder, REDIRECTS, _old_addresses(answers))
    write_file(folder, README, _readme(portal, name).encode("utf-8"))
    write_file(folder, SUMS, "".join(_sums(folder)).encode("utf-8"))


def _old_addresses(answers: Sequence[ArchivedResponse]) -> bytes:
    """Return the old addresses as CSV that spreadsheets read as UTF-8."""
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(("dia-chi-cu", "tra-loi", "dan-toi"))
    for answer in answers:
        if not answer.status.startswith("200"):
            rows.writerow((answer.address, answer.status[:3], dict(answer.headers).get("Location", "")))
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _sums(folder: Path) -> Iterator[str]:
    """Yield the checksum of each file, as sha256sum reads it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != MARKER)
    for path in files:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            yield f"{digest}  {path.relative_to(folder).as_posix()}\n"


def _readme(portal: KeptPortal, warc: str) -> str:
    return f"""BẢN LƯU CỦA {portal.siteurl}
Lưu lúc {portal.now:%H:%M ngày %d/%m/%Y}{f", nguồn {portal.revision}" if portal.revision else ""}.

{PORTAL}/index.html    cả cổng: mở bằng trình duyệt, không cần mạng; chép đi đâu cũng được
{ARTICLES}/              từng bài thành một tệp, nếu có
{warc}    cả cổng ở dạng WARC (ISO 28500), đọc bằng pywb, ReplayWeb.page
{REDIRECTS}    địa chỉ cũ và nơi chúng dẫn tới
{SUMS}        mã băm của mọi tệp; đối chiếu: sha256sum -c {SUMS}
"""
