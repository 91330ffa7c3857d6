"""The table of functions that read what an editor wrote; another function is one more row."""

from __future__ import annotations

import contextlib
import html
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta, timezone
from pathlib import Path

from filled_bodies import filled
from small_portals import a_site

from plugins.article.approval import load_approval
from plugins.article.facts import RegisterFacts
from plugins.article.mail_address import is_mail_address
from plugins.article.path_facts import day_in_name, folder_category, stem_without_day
from plugins.article.place_names import former_places_in, load_place_names
from plugins.article.postal_address import is_postal_address
from plugins.article.read import read_article
from plugins.article.registries import Registries
from plugins.article.status import parse_status
from plugins.article.telephone import dialled
from plugins.article.urls import split_url
from plugins.author.byline import parse_byline
from plugins.author.people import Organisation
from plugins.author.person_names import is_same_person
from plugins.author.registry import Authors, load_authors
from plugins.building.edition.html_addresses import addresses_in_srcset, page_parts
from plugins.building.edition.output_scan import scan_html
from plugins.building.pelican_adapter.pelican_readers import article_text
from plugins.building.pelican_adapter.setting_kinds import says_off
from plugins.building.sources.authority_file import load_authority
from plugins.building.sources.authority_links import links_of_authority
from plugins.category.match import match_section
from plugins.category.registry import load_sections
from plugins.date.parse import DateFault, parse_date
from plugins.editors.checks import autofix
from plugins.editors.checks.autofix import with_slug
from plugins.editors.checks.lint_input import lint_input_of
from plugins.editors.checks.near_duplicates import sketch
from plugins.editors.checks.rulebook import RULES, advise
from plugins.editors.checks.section_fit import section_scores
from plugins.editors.desk.article_kinds import find_kind
from plugins.editors.desk.new_article import new_article_slug, one_line, same_titled
from plugins.editors.importing.article_file import article_file
from plugins.editors.importing.awaited_files import awaited_in, awaited_message, with_file
from plugins.editors.importing.completeness import SourceLine, lost_words
from plugins.editors.importing.content_kinds import content_kind_of
from plugins.editors.importing.declared_encoding import declared_as_utf8
from plugins.editors.importing.detect import import_article
from plugins.editors.importing.file_names import clean_name
from plugins.editors.importing.import_log import with_old_address
from plugins.editors.importing.import_source import ImportSource
from plugins.editors.importing.imported_article import Cell, ImportedArticle, Table, plain_paragraph
from plugins.editors.importing.large_tables import table_csv
from plugins.editors.importing.oldsite.fetch import retry_after, user_agent_of
from plugins.editors.importing.oldsite.page_text import region_of_article
from plugins.editors.importing.oldsite.picture_candidates import largest_first, least_size, own_addresses
from plugins.editors.importing.oldsite.printed_dates import only_says_date, says_date
from plugins.editors.importing.oldsite.second_opinion import disagreements
from plugins.editors.importing.paper.joined_lines import across_pages, paragraphs_of_page
from plugins.editors.importing.recognise.byline_line import is_labelled_byline
from plugins.editors.importing.recognise.captions import caption_text, starts_as_photo_credit
from plugins.editors.importing.recognise.headings import numbering
from plugins.editors.importing.recognise.official_paper import is_signatory_office
from plugins.editors.importing.recognise.recipients import find_recipients
from plugins.editors.importing.refusal import ImportRefused
from plugins.editors.importing.whole_portal.address_list import addresses_in_list
from plugins.editors.importing.whole_portal.mirror_folder import address_of_file, files_of_address
from plugins.editors.importing.whole_portal.portal_report import reported_article, split_reason
from plugins.editors.importing.whole_portal.robots_rules import parse_robots
from plugins.editors.importing.whole_portal.section_redirects import redirects_to_add
from plugins.editors.importing.whole_portal.section_table import (
    OldSection,
    SectionTable,
    has_no_section,
    old_section_of,
    read_section_table,
    with_rows,
    with_section,
)
from plugins.editors.importing.whole_portal.warc_records import http_answer
from plugins.editors.importing.word.symbol_fonts import symbols
from plugins.editors.importing.word.xml_names import drawn_paragraph
from plugins.editors.preview.overlay import PageNotes, with_overlay
from plugins.editors.richtext.paste import pasted_html, pasted_text
from plugins.editors.richtext.safe_targets import is_data_picture
from plugins.editors.richtext.save import EditedBlock, KeptBlock, saved_body
from plugins.editors.richtext.source_blocks import editable_body
from plugins.editors.spans.span_markdown import code_to_markdown
from plugins.editors.writing.article_copy import article_copy
from plugins.editors.writing.article_document import document
from plugins.editors.writing.header_text import with_fields
from plugins.editors.writing.kept_typing import is_tab
from plugins.editors.writing.photo_originals import names_it
from plugins.editors.writing.uploads import is_machine_name
from plugins.feeds.calendar_format import calendar_text, folded
from plugins.header.decode import decode, homoglyphs
from plugins.header.fields import KEYS, mistyped_key
from plugins.header.parse import parse
from plugins.media.copies import original_of
from plugins.media.library import Library
from plugins.media.names import content_name, normalised, published_name
from plugins.media.resolve import names_sought, own_target, resolve_whole_address
from plugins.office.rows import is_web_address
from plugins.pages.head_metadata import description_cut
from plugins.pages.mail_link import mail_link, report_link
from plugins.pages.share_card import fit_line, fit_title
from plugins.pages.side_column import text_height
from plugins.pages.word_anchors import anchor_of
from plugins.problems import warning
from plugins.problems.printable import printable
from plugins.prose.body import Reference, ReferenceKind
from plugins.prose.code import find_fences, find_spans
from plugins.prose.collector import Collector
from plugins.prose.comments import without_comments
from plugins.prose.credits import split_credit
from plugins.prose.links import plain_target, scheme
from plugins.prose.markdown import html_body, render_body
from plugins.prose.plain_text import headings, plain_text
from plugins.prose.preprocess import prepare
from plugins.prose.sanitise import checked_and_balanced, cleaned
from plugins.prose.table_rows import check_rows, row_cells
from plugins.publishing.audit.code_checks import check_script, check_stylesheet
from plugins.publishing.audit.element_scan import placeholders_in, scan_elements, unfinished_in
from plugins.publishing.audit.head_addresses import head_address_problems
from plugins.publishing.audit.head_checks import check_page, is_moment, page_marks
from plugins.publishing.audit.linked_data import linked_data_faults
from plugins.publishing.audit.site_base import SiteBase
from plugins.publishing.hosting.quoting import caddy_word, literal, nginx_key, nginx_setting
from plugins.publishing.releases.bounded_json import is_strange, terminal_safe
from plugins.redirects.ledger import identity_marks
from plugins.redirects.old_address import parse_old_address
from plugins.redirects.rules_file import read_rules
from plugins.registers.contradictions import contradictions
from plugins.registers.named_documents import name_of, numbers_in
from plugins.registers.pointed_documents import KnownDocument, PointedDocuments
from plugins.search.abbreviations import read_abbreviations
from plugins.search.index_entries import IndexEntry
from plugins.search.synonyms import read_synonyms
from plugins.search.terms import TermsOfPages
from plugins.vietnamese.collation import sort_key
from plugins.vietnamese.conversion import convert_bytes, convert_text
from plugins.vietnamese.encodings import guess_bytes, legacy_encoding
from plugins.vietnamese.index_letters import index_key, letter_of
from plugins.vietnamese.jinja_filters import house_style, html_in_house_style
from plugins.vietnamese.letters import fold, fold_alike, nfc
from plugins.vietnamese.loose_names import loose
from plugins.vietnamese.lunar import read_lunar
from plugins.vietnamese.nearest import nearest
from plugins.vietnamese.slugs import slugify
from plugins.vietnamese.typography.html import typeset_html, whole_numbers
from plugins.vietnamese.typography.rules import typeset
from plugins.vietnamese.typography.written_html import typeset_written
from plugins.web.web_address import BadAddress, web_address

PATH = "content/bai-viet/thu.md"
ZONE = timezone(timedelta(hours=7))
SECTIONS = load_sections(
    '[[chuyen-muc]]\nten = "Tin trong huyện"\n[[chuyen-muc]]\nten = "Văn hóa – Xã hội"\nten-cu = ["Văn xã"]'
)
AUTHORS = load_authors('[[tac-gia]]\nten = "Lê Hải"\n[[co-quan]]\nten = "Trung tâm VHTT, TT và DL huyện"')
REGISTRIES = Registries(SECTIONS, AUTHORS, ZONE, Organisation("Ban biên tập", "ban-bien-tap"))
REPORTED_TO = replace(a_site(), portal=replace(a_site().portal, contacts=(), office_mail="a@b.vn"))
PLACES = load_place_names('[[dia-danh]]\ncu = "xã Xuân Hồng"\nnay = "xã Thọ Xuân"\ntu-ngay = 2025-07-01')
BASE = SiteBase("", "https://vi-du.vn")
HEADER = {
    "title": "Tiêu đề: Xã họp",
    "date": "Ngày đăng: 29/11/2023",
    "category": "Chuyên mục: Tin trong huyện",
    "author": "Tác giả: Lê Hải",
}


@dataclass(frozen=True, slots=True)
class TextReader:
    """A function that reads a text, and its name."""

    name: str
    read: Callable[[str], object]

    def __str__(self) -> str:
        return self.name


def _date(text: str) -> None:
    with contextlib.suppress(DateFault):
        parse_date(text, ZONE)


def _article(text: str) -> None:
    read_article(PATH, text.encode("utf-8", "replace"), REGISTRIES)


def _body(text: str) -> None:
    _article("\n".join([*HEADER.values(), "", text]))


def _every_field(text: str) -> None:
    flat = text.replace("\n", " ").replace("\r", " ")
    lines = [f"{key.label}: {flat}" for key in KEYS if key.name != "authors"]
    _article("\n".join([*lines, "", "Sáng nay xã họp."]))


def _every_list(text: str) -> None:
    items = [f"- {part}" for part in text.split()]
    lines = [f"{key.label}:\n" + "\n".join(items) for key in KEYS if key.is_list and key.name != "authors"]
    _article("\n".join([*lines, *HEADER.values(), "", "Sáng nay xã họp."]))


def _header_lines(text: str) -> None:
    parse(PATH, f"Tiêu đề: A\n{text}")


def _yaml(text: str) -> None:
    parse(PATH, f"---\ntitle: A\ntags: {text}\n---\n\nB")


def _lint_text(text: str) -> str:
    return "\n".join([*HEADER.values(), "", text])


def _lint_header(text: str) -> str:
    flat = " ".join(text.split())
    lines = [line for line in HEADER.values() if "Tiêu đề" not in line]
    return "\n".join([f"Tiêu đề: {flat}", f"Tóm tắt: {flat}", f"Mô tả ảnh: {flat}", *lines, "", "B"])


def _card(text: str) -> None:
    fit_title(text, 1040, lambda size: lambda line: len(line) * size * 0.5)
    fit_line(text, 900, lambda line: len(line) * 16)


def _markup(text: str) -> str:
    """Return the HTML of a body, with texts in the places of its links and pictures."""
    body, _ = render_body(text, 1, PATH, "Xã họp")
    return filled(body, lambda reference: html.escape(reference.target))


def _preview(text: str) -> None:
    lines = text.split("\n")
    problems = [warning(PATH, number, "thu", "thử") for number in range(1, min(len(lines), 10) + 1)]
    page = f"<body><main><h1>Xã họp</h1>{_markup(text)}</main></body>"
    with_overlay(page, PageNotes(page="thu/", source=PATH, problems=problems, lines=lines))


def _long_line_in_preview(text: str) -> None:
    flat = " ".join(text.split())
    problems = [warning(PATH, 1, "thu", "thử")]
    page = f"<body><main><p>{html.escape(flat)}</p></main></body>"
    with_overlay(page, PageNotes(page="thu/", source=PATH, problems=problems, lines=[flat]))


def _rule(check: Callable[..., object], text: str) -> None:
    list(check(lint_input_of(_lint_text(text), sections=SECTIONS)))  # type: ignore[call-overload]
    list(check(lint_input_of(_lint_header(text), sections=SECTIONS)))  # type: ignore[call-overload]


def _caption(text: str) -> None:
    render_body(f"![Đồng lúa](a.jpg)\n({text})\n\n![Đồng lúa](a.jpg)\n\n*{text}*", 1, PATH, "")


def _cell(text: str) -> None:
    flat = text.replace("\n", " ")
    render_body(f"Xã | Số\n--- | ---\n{flat} | 1\n1 | {flat}", 1, PATH, "")


def _table(text: str) -> None:
    list(check_rows(["a|b", "-|-", *text.split("\n")], 1, PATH))
    list(check_rows([text.replace("\n", " "), "-|-"], 1, PATH))


def _target(text: str) -> None:
    scheme(plain_target(text))
    names_sought(Reference(ReferenceKind.ADDRESS, text, 1))
    resolve_whole_address(Reference(ReferenceKind.ADDRESS, f"/{text}", 1), text, "bai.md", Library(Path()))
    own_target(text, text)
    split_url(text)


def _fixes(text: str) -> None:
    for whole in (_lint_text(text), _lint_header(text)):
        autofix.with_fixes(PATH, whole, REGISTRIES)
        autofix.with_confirmed(whole, autofix.uncertain_fixes(PATH, whole, REGISTRIES.habits))


def _fixed_lines(text: str) -> None:
    others = [line for key, line in HEADER.items() if key != "date"]
    autofix.with_fixes(PATH, "\n".join([*others, f"Ngày đăng: {text}", "", "B"]), REGISTRIES)


def _imported(name: str, text: str) -> None:
    """Import a page or a saved text, and write the article that it makes."""
    with contextlib.suppress(ImportRefused):
        imported = import_article(ImportSource(name, text.encode("utf-8", "replace")), REGISTRIES)
        article_file(imported, dict.fromkeys(imported.pictures, "a.jpg"))


def _page(text: str) -> None:
    words = (
        "Sáng nay, xã họp dân, bàn việc làm đường và trồng cây ở các thôn trong xã, có nhiều bà con tới dự."
    )
    _imported("a.html", f"<html><body><h1>Xã họp dân</h1><p>{words}</p>{text}<p>{words}</p></body></html>")


def _saved_text(text: str) -> None:
    _imported("a.txt", f"Xã họp dân bàn việc làm đường\n\n29/11/2023\n\nSáng nay xã họp.\n\n{text}")


def _data_files(text: str) -> None:
    # Two texts may fold to the same name: what is known of one is no measure of the other.
    slugify.cache_clear()
    loose.cache_clear()
    one = json.dumps(text, ensure_ascii=False)
    for load, toml in (
        (load_sections, f"[[chuyen-muc]]\nten = {one}"),
        (load_authors, f"[[tac-gia]]\nten = {one}"),
        (load_approval, text),
        (load_authority, f"[[lien-he]]\ndia-chi = {one}\n" * 2),
        (read_abbreviations, f"[[viet-tat]]\nngan = {one}"),
        (read_synonyms, f"[[dong-nghia]]\nhoi = [{one}]\nla = [{one}]"),
        (read_rules, f"[[chuyen]]\ntu = {one}"),
    ):
        load(toml)
        load(text)
    list(links_of_authority(load_authority(text), text))


def _documents(text: str) -> None:
    """Read a text as the number and title of a document, and as what points at it and replaces it."""
    facts = RegisterFacts("Quyết định", text, replaces=text, replaced_by=text)
    PointedDocuments([KnownDocument(facts, name_of(facts, text), text)]).at(text)
    list(contradictions([facts, RegisterFacts("Quyết định", "12/QĐ-UBND")]))


def _names(text: str) -> None:
    text = text[:255]  # No file system takes longer ones.
    content_name(text, b"")
    published_name(text, b"", ".pdf")
    clean_name(text, ".md")
    day_in_name(text, ZONE)
    folder_category(f"content/bai-viet/{text}/a.md")
    original_of(text)


def _switches(text: str) -> None:
    flat = text.replace("\n", " ")
    parse(PATH, f"---\ntitle: A\ndraft: {flat}\npublished: {flat}\n---\n\nB")


def _typed(text: str) -> None:
    is_same_person(text, f"{text} a", Authors())
    anchor_of(text)
    section_scores(text, text, {"a": ("một hai", "xã")})
    with_slug(PATH, _lint_header(one_line(text)), "a")
    with_old_address(_lint_text(text), "https://vi-du.vn/a.html")


def _lines_of_import(text: str) -> None:
    flat = " ".join(text.split())
    starts_as_photo_credit(flat)
    caption_text(flat)
    numbering(flat)
    symbols(text, "Wingdings")
    is_signatory_office(flat)
    find_recipients([plain_paragraph(f"Nơi nhận: {text}")])
    is_labelled_byline(flat)
    drawn_paragraph(text)
    declared_as_utf8(text)
    lost_words([SourceLine(line) for line in text.split("\n")], text[: len(text) // 2])
    lines = across_pages([paragraphs_of_page(text), paragraphs_of_page(flat)])
    table_csv(Table((tuple(Cell((plain_paragraph(line),)) for line in lines),)))
    disagreements("", ImportedArticle("a", body=(plain_paragraph(flat),)), lambda _: text)


def _old_portal(text: str) -> None:
    """Read a text as what an old portal says of itself, and as its addresses and those of its pictures."""
    parse_robots(text).allows("/tin/bai.html")
    parse_robots(f"User-agent: *\nDisallow: /{text}").allows("/tin/bai.html")
    parse_robots("User-agent: *\nDisallow: /*a*b*.html$").allows(f"/{text}")
    addresses_in_list(text)
    addresses_in_list(text, is_table=True)
    read_section_table(text)
    read_section_table(f"[[muc]]\ncu = {json.dumps(text)}")
    SectionTable((OldSection("/tin/", "Tin"),)).row_of(f"https://a.vn/{text}")
    old_section_of(f"https://a.vn/{text}")
    own_addresses(f"https://a.vn/{text}")
    least_size(text)
    largest_first([text])
    address_of_file("a.vn", text)
    files_of_address(f"https://a.vn/{text}")
    reported_article(text, PATH)
    split_reason(f"“{text}” {text}")
    with_section(f"Chuyên mục:\n\n{text}", "Tin")
    has_no_section(text)
    with_rows(text, [(text, 1)])
    list(redirects_to_add(text, SectionTable((OldSection(f"/{text}", "Tin trong huyện"),)), SECTIONS))
    retry_after(text, 0)
    user_agent_of(text, text)
    only_says_date(text, "19/09/2023")
    line = awaited_message("a.jpg", "http://a.vn/a.jpg", is_photo=False)
    awaited_in(f"<!--\n{text}\n-->")
    with_file(f"A: b\n\n<!--\n- {line}\n-->\n{text}", awaited_in(f"<!--\n- {line}\n-->")[0], "a.jpg")
    says_date(f"19/09/2023 {text}")
    content_kind_of(text.encode("utf-8", "replace"), text)
    http_answer(b"HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n" + text.encode("utf-8", "replace"))
    region_of_article(text.split("\n"), "một hai ba")


def _whole_page(text: str) -> None:
    """Read the page that a body makes as the link check, the audit and the live preview read it."""
    page = f"<html><head></head><body><main id='noi-dung'>{_markup(text)}</main></body></html>"
    scan_html("a/index.html", page)
    list(page_parts(page))
    addresses_in_srcset(text)
    list(placeholders_in(text))
    identity_marks(PATH, text, "2023-11-29", page)


def _audited(text: str) -> None:
    """Read a text as the audit reads a page, a script, a stylesheet, linked data and a feed for machines."""
    page = f"<html><head>{text}</head><body><main>{_markup(text)}{text}</main></body></html>"
    for one in (page, text):
        list(check_page("a/index.html", one, BASE, page_marks("a/index.html", one, BASE)))
        list(head_address_problems("a/index.html", one, BASE, ()))
    scan_elements("a/index.html", page.encode("utf-8", "replace"), BASE)
    list(check_script("a.js", text, BASE, ()))
    list(check_stylesheet("a.css", text, BASE, ()))
    list(unfinished_in("a.txt", text))
    list(linked_data_faults(text, has_page_head=True))
    is_moment(text)


def _quoted_for_servers(text: str) -> None:
    literal(text)
    nginx_key(text)
    for quote in (nginx_setting, caddy_word):
        with contextlib.suppress(ValueError):
            quote(text)


def _of_another_machine(text: str) -> None:
    terminal_safe(text)
    is_strange(text)
    with contextlib.suppress(BadAddress):
        web_address(f"https://vi-du.vn/{text}")


def _edited_visually(text: str) -> None:
    """Open a text in the visual editor; save it as it was shown, and as the HTML that it may be."""
    one = editable_body(text)
    saved_body(one, [EditedBlock(block.html, block.number) for block in one.blocks])
    saved_body(one, [*(KeptBlock(block.number) for block in one.blocks), EditedBlock(text, None)])


def _opened_in_the_writing_room(text: str) -> None:
    """Open a file in the writing room, whose header or body it is, and give a field the text as its value."""
    for file in (text, f"Tiêu đề: A\n{text}\n\nB", f"---\nTiêu đề: A\n{text}\n---\n{text}"):
        document(PATH, file)
        with_fields(PATH, file, {"summary": text, "corrections": text})
    is_tab(text)
    is_machine_name(slugify(text))
    names_it(text, "anh-hop.jpg")
    names_it("![Họp](anh-hop.jpg)", f"{text[:200]}.jpg")


def _at_the_desk(text: str) -> None:
    """Make an article of a title and of its copy, and look for others of the title."""
    same_titled(text, {"a.md": f"{text}."})
    find_kind(text)
    new_article_slug(text, ["bai-viet"], ["bai-viet/a.md"])
    for file in (text, f"Tiêu đề: A\n{text}\n\n{text}"):
        article_copy(PATH, file, text[:500], "bai-viet/tin/2024", date(2024, 6, 30), [])


def _lint_rows() -> Iterator[TextReader]:
    for rule in RULES:
        yield TextReader(f"lint rule {rule.code}", lambda text, rule=rule: _rule(rule.check, text))  # type: ignore[misc]


def _reported(text: str) -> str:
    return report_link(REPORTED_TO, "a/", text, text)


READERS: tuple[TextReader, ...] = (
    TextReader("decode", lambda text: decode(PATH, text.encode("utf-8", "replace"))),
    TextReader("decode old bytes", lambda text: decode(PATH, text.encode("cp1258", "replace"))),
    TextReader("homoglyphs", homoglyphs),
    TextReader("parse", lambda text: parse(PATH, text)),
    TextReader("header lines", _header_lines),
    TextReader("YAML header", _yaml),
    TextReader("mistyped key", mistyped_key),
    TextReader("date", _date),
    TextReader("byline", lambda text: parse_byline(text, AUTHORS, PATH, 1)),
    TextReader("byline of several", lambda text: parse_byline(text, AUTHORS, PATH, 1, True)),
    TextReader("section", lambda text: match_section(text, SECTIONS, PATH, 1)),
    TextReader("status", parse_status),
    TextReader("mail address", is_mail_address),
    TextReader("telephone", dialled),
    TextReader("lunar day", read_lunar),
    TextReader("postal address", is_postal_address),
    TextReader("file name", lambda text: (stem_without_day(text), printable(text), normalised(text))),
    TextReader("every header field", _every_field),
    TextReader("every list of the header", _every_list),
    TextReader("article", _article),
    TextReader("body", _body),
    TextReader("Markdown", lambda text: render_body(text, 1, PATH, "Xã họp")),
    TextReader("HTML of another reader", lambda text: html_body(text, 1, "a.adoc", "Xã họp")),
    TextReader("prepare", lambda text: prepare(text, 1, PATH)),
    TextReader("caption", _caption),
    TextReader("table cell", _cell),
    TextReader("table rows", _table),
    TextReader("row of a table", row_cells),
    TextReader("code", lambda text: (find_spans(text), find_fences(text.split("\n")))),
    TextReader("comments", without_comments),
    TextReader("credit", split_credit),
    TextReader("sanitise", lambda text: checked_and_balanced(text, Collector(text, 1, PATH))),
    TextReader("clean", cleaned),
    TextReader("target", _target),
    TextReader("typography", typeset),
    TextReader("filters of templates", lambda text: (house_style(text), html_in_house_style(text))),
    TextReader("code of an edited page", code_to_markdown),
    TextReader("typography of HTML", typeset_html),
    TextReader("typography of written HTML", typeset_written),
    TextReader("letter of an index", letter_of),
    TextReader("place in an index", index_key),
    TextReader("NFC and folding", lambda text: (nfc(text), fold(text), fold_alike(text, text + "a"))),
    TextReader("loose name", lambda text: loose.__wrapped__(text)),
    TextReader("slug", lambda text: slugify.__wrapped__(text)),
    TextReader("nearest", lambda text: nearest(text, ["Tin trong huyện", text[: len(text) // 2]])),
    TextReader("collation", sort_key),
    TextReader("legacy encoding", legacy_encoding),
    TextReader("guess of bytes", lambda text: guess_bytes(text.encode("cp1258", "replace"))),
    TextReader("conversion", lambda text: (convert_text(text), convert_bytes(text.encode("utf-16")))),
    TextReader("conversion of bytes", lambda text: convert_bytes(text.encode("cp1252", "replace"))),
    TextReader("near-duplicates", sketch),
    *_lint_rows(),
    TextReader("all advice", lambda text: list(advise(lint_input_of(_lint_text(text), sections=SECTIONS)))),
    TextReader("fixes", _fixes),
    TextReader("fixes of a date", _fixed_lines),
    TextReader("import of a page", _page),
    TextReader("import of a saved text", _saved_text),
    TextReader("lines of an import", _lines_of_import),
    TextReader("old portal", _old_portal),
    TextReader("switches of a header", _switches),
    TextReader("what is typed for a new article", _typed),
    TextReader("output of other readers", lambda text: article_text(text, {"title": text})),
    TextReader("old address", parse_old_address),
    TextReader("page that is read again", _whole_page),
    TextReader("names of files", _names),
    TextReader("data files", _data_files),
    TextReader("numbers of documents", whole_numbers),
    TextReader("visual editor", _edited_visually),
    TextReader("writing room", _opened_in_the_writing_room),
    TextReader("desk", _at_the_desk),
    TextReader("pasted HTML", lambda text: (pasted_html(text), is_data_picture(text))),
    TextReader("pasted text", pasted_text),
    TextReader("preview", _preview),
    TextReader("long line in the preview", _long_line_in_preview),
    TextReader("share card", _card),
    TextReader("text of a calendar", lambda text: folded(calendar_text(text))),
    TextReader("mail of a reader", lambda text: (mail_link("a@b.vn", text, text), _reported(text))),
    TextReader("height of an article", lambda text: text_height(len(text), text, is_document=True)),
    TextReader("address in the office's data", is_web_address),
    TextReader("documents named by their numbers", numbers_in),
    TextReader("documents that are pointed at and replaced", _documents),
    TextReader("description", lambda text: description_cut.__wrapped__(text)),
    TextReader("plain text", lambda text: plain_text(_markup(text))),
    TextReader("plain text of HTML", lambda text: (plain_text(text), headings(text))),
    TextReader("search words", lambda text: TermsOfPages().add(1, IndexEntry("a/", text, text))),
    TextReader("a switch in the settings", says_off),
    TextReader("names of places", lambda text: former_places_in(text, PLACES, date(2024, 1, 1))),
    TextReader("audit", _audited),
    TextReader("words of a server's configuration", _quoted_for_servers),
    TextReader("what another machine says", _of_another_machine),
)
