"""Run ``tasks.py import``: import the requested files and pages one after the other, and log what was imported."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from plugins.article.registries import Registries
from plugins.building.assembly.data_problems import unreadable_data
from plugins.building.source_settings import settings_in
from plugins.building.sources.authority_file import AUTHORITY_FILE, read_authority
from plugins.building.sources.read_registries import registries_of
from plugins.building.sources.settings import BuildSettings
from plugins.category.match import match_section
from plugins.commands.option import Arguments
from plugins.date.parse import DateFault, parse_date
from plugins.editors.importing.import_results import print_results, with_progress
from plugins.editors.importing.importer import Importer
from plugins.editors.importing.oldsite.fetch import (
    RULES,
    Fetcher,
    user_agent_of,
)
from plugins.editors.importing.placement import (
    GivenFields,
)
from plugins.editors.importing.refusal import ImportRefused
from plugins.editors.importing.requested_sources import WEB, RequestedSource
from plugins.editors.importing.whole_portal.fetch_journal import FetchJournal, journal_folder
from plugins.editors.importing.whole_portal.plan_of_portal import print_plan
from plugins.editors.importing.whole_portal.polite_fetch import PoliteFetcher
from plugins.editors.importing.whole_portal.portal_report import (
    REPORT_FILE,
    PortalReport,
    articles_at,
    pairs,
    print_portal,
    write_report,
)
from plugins.editors.importing.whole_portal.section_redirects import write_section_redirects
from plugins.editors.importing.whole_portal.section_table import FILE as SECTION_TABLE
from plugins.editors.importing.whole_portal.section_table import (
    SectionTable,
    add_unplaced,
    section_table_of,
)
from plugins.files.sandbox import noting_unconfined
from plugins.vietnamese.date_texts import short_with_time
from plugins.vietnamese.letters import nfc
from plugins.web.web_client import inner_origins


def import_sources(arguments: Arguments) -> int:
    """Import all that was requested into the portal's content folder; return the exit code: 1 where a source failed, else 0."""
    if not arguments.sources:
        raise ImportRefused('chưa nói nhập gì. Ví dụ: python3 tasks.py import "Bài viết.docx"')
    settings = settings_in(Path(arguments.settings or "pelicanconf.py").absolute())
    content = settings.content
    if not content.is_dir():
        raise ImportRefused(f"không thấy thư mục nội dung “{content}”.")
    registries = _registries(settings)
    table = _section_table(content, registries)
    registries = replace(registries, sections=table.with_old_names(registries.sections))
    given = _given_fields(arguments, registries)
    web = _polite_fetcher(arguments, content)
    importer = Importer(
        content,
        registries,
        given,
        web,
        again=arguments.again,
        offline=arguments.offline,
        reads_pictures=arguments.read_pictures,
        table=table,
    )
    sources = _requested(arguments, importer)
    rules = web.fetcher.rules
    web.fetcher.rules = replace(rules, inner=rules.inner | _origin_of_local_list(sources))
    if arguments.dry_run:
        print_plan(sources, table, registries.sections, web.fetcher.pause, f"{content.name}/{SECTION_TABLE}")
        # Who imports in a week wants the site maps of that day.
        web.journal.finish()
        return 0
    if _import_all(importer, sources, arguments) and not importer.must_try_again:
        web.journal.finish()
    return 1 if importer.results.failed or importer.results.awaited else 0


def _requested(arguments: Arguments, importer: Importer) -> list[RequestedSource]:
    """Return what is to be imported; the address on the command line is that of a portal, or of the one file."""
    of_folder = _is_copy_of_portal(arguments)
    sources = importer.requested(arguments.sources, arguments.address if of_folder else "")
    if not arguments.address or of_folder:
        return sources
    if len(sources) != 1:
        raise ImportRefused("“--dia-chi-cu” chỉ dùng khi nhập đúng một tệp.")
    return [replace(sources[0], address=arguments.address)]


def _import_all(importer: Importer, sources: Sequence[RequestedSource], arguments: Arguments) -> bool:
    """Import all sources and tell what came of them, also where that is interrupted; return whether none is left."""
    is_whole = False
    try:
        with noting_unconfined() as importer.results.unconfined:
            for one in with_progress(sources):
                importer.import_one(one)
                if importer.is_portal_down:
                    break
        is_whole = not importer.is_portal_down
    finally:
        _tell(importer, arguments, is_whole=is_whole)
    return is_whole


def _is_copy_of_portal(arguments: Arguments) -> bool:
    """Return whether the address on the command line is that of a portal of which a folder is the copy."""
    return bool(arguments.address) and len(arguments.sources) == 1 and Path(arguments.sources[0]).is_dir()


def _polite_fetcher(arguments: Arguments, content: Path) -> PoliteFetcher:
    """Return what fetches for an import, with the journal of what was fetched before it was stopped."""
    inner = inner_origins([*arguments.sources, arguments.address])
    rules = replace(RULES, inner=inner, private=arguments.private, elsewhere=arguments.elsewhere)
    name = str(read_authority(content).get("ten", "")) if (content / AUTHORITY_FILE).is_file() else ""
    fetcher = Fetcher(
        rules, pause=float(max(0, arguments.pause)), user_agent=user_agent_of(name, arguments.contact)
    )
    allowed = f"{arguments.elsewhere} {arguments.private}"
    folder = journal_folder(content, [*arguments.sources, allowed])
    journal = FetchJournal(folder) if arguments.again else FetchJournal.read(folder)
    named = frozenset(one for one in arguments.sources if one.startswith(WEB))
    return PoliteFetcher(fetcher, journal, not arguments.ignore_robots, named)


def _section_table(content: Path, registries: Registries) -> SectionTable:
    table, faults = section_table_of(content, registries.sections)
    for fault in faults:
        print(fault, file=sys.stderr)
    return table


def _tell(importer: Importer, arguments: Arguments, *, is_whole: bool) -> None:
    """Print what came of an import; of a portal write the report, the redirects and the sections that wait for a place."""
    asked, content = Path(arguments.report) if arguments.report else None, importer.content
    is_page = asked is not None and asked.suffix.lower() in (".html", ".htm")
    has_page = importer.is_of_portal or is_page
    page = asked if is_page and asked else content.resolve().parent / REPORT_FILE
    print_results(importer.results, content, None if is_page else asked, page if has_page else None)
    if not has_page:
        return
    redirects = (
        write_section_redirects(content, importer.table, importer.registries.sections) if is_whole else []
    )
    unplaced = importer.unplaced_sections()
    add_unplaced(content, unplaced)
    report = PortalReport(
        tuple(map(str, arguments.sources)),
        tuple(articles_at(content, importer.results.articles)),
        pairs(importer.results.failed),
        pairs(importer.results.no_articles),
        tuple(importer.results.repeated),
        tuple(importer.results.left_out.most_common()),
        tuple(unplaced),
        tuple(redirects),
        is_whole,
        f"{content.name}/{SECTION_TABLE}",
        importer.results.reminders,
    )
    write_report(report, page)
    print_portal(report, page, content.name)


def _origin_of_local_list(sources: Iterable[RequestedSource]) -> frozenset[str]:
    """Return the inner origin that a site map or list on this machine is of, where all its pages lie there; else none."""
    listed = [one.address for one in sources if one.is_of_local_list]
    origins = inner_origins(listed)
    return (
        origins
        if len(origins) == 1 and all(one.startswith(f"{min(origins)}/") for one in listed)
        else frozenset()
    )


def _registries(settings: BuildSettings) -> Registries:
    """Return what the portal reads its articles with; raise ImportRefused where a data file cannot be read."""
    if fault := unreadable_data(settings.content):
        raise ImportRefused(f"{fault} Sửa tệp ấy rồi chạy lại.")
    return registries_of(settings)


def _given_fields(arguments: Arguments, registries: Registries) -> GivenFields:
    """Return the header fields on the command line; raise ImportRefused for an unknown section or a wrong date."""
    section = date = ""
    if arguments.section:
        found, problems = match_section(arguments.section, registries.sections, "", 0)
        if found is None:
            raise ImportRefused(f"“--chuyen-muc”: {problems[0].message}")
        section = found.name
    if arguments.date:
        try:
            date = short_with_time(parse_date(arguments.date, registries.zone).moment)
        except DateFault as fault:
            raise ImportRefused(f"“--ngay-dang”: {fault}") from None
    return GivenFields(section, date, " ".join(nfc(arguments.author).split()))
