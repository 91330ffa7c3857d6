"""
The examples of every macro of the theme: each a row of values that the macro is called with.

A new macro needs its examples here, and a new field of a view one example with it and one without; tests say so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from small_portals import a_site

from component_specimen.documents import DRAFT, EVERY_WAY, Documents
from component_specimen.example import Example, Macro
from component_specimen.office_examples import office_macros
from component_specimen.words import (
    ADDRESS,
    ENGLISH,
    EXTREME,
    FILES,
    LONG,
    LONG_NUMBER,
    NUMBER,
    ORIGIN,
    PERSIAN,
    SENTENCES,
    SHORT,
    USUAL,
    WORD,
    before,
    large,
    link,
    moment,
    photo,
    photo_of_many_sizes,
)
from plugins.article.facts import ConsultationResult, FileReference, RegisterFacts, ResponseWays, Span
from plugins.office.key_figures import KeyFigureValue
from plugins.pages.consultation_views import TimelineStep, Turn
from plugins.pages.counted_links import Count
from plugins.pages.life import written_life
from plugins.pages.paging import FIRST, NEWEST, ListPage, paging, table_paging
from plugins.pages.partials import day, portal_feeds
from plugins.pages.plots import bar_plot, line_plot
from plugins.pages.register_view import ConnectedView, DocumentLink
from plugins.pages.views import ChangeView, Feed, Teaser

ICONS = ("search", "menu", "warning", "file", "clock", "feed", "archive", "up")
# Of several places for tools the article's script fills the first alone.
NO_SCRIPT = "khong-lam-gi.js"
TEXTS = {"ngắn": SHORT, "thường": USUAL, "dài": LONG, "chữ quá dài": EXTREME}


def all_macros(today: date) -> tuple[Macro, ...]:
    """Return every macro with its examples as they are on a day."""
    documents = Documents(today)
    return (
        *_frame(today),
        *_lists_of_articles(_teasers(today)),
        *_pictures(),
        *_registers(documents),
        *_consultations(documents),
        *office_macros(),
    )


def _each(label: str, values: Iterable[object], *more: object, **how: Any) -> Iterator[Example]:
    """Yield an example for each value."""
    for number, value in enumerate(values, 1):
        yield Example(f"{label} {number}", (value, *more), **how)


def _frame(today: date) -> Iterator[Macro]:
    """Yield what stands around the words of a page."""
    share = tuple(link(one) for one in ("Zalo", "Facebook", "Thư điện tử"))
    texts = [link(text) for text in TEXTS.values()]
    yield Macro("icon", "icon", tuple(Example(name, (name,)) for name in ICONS))
    yield Macro(
        "page_header",
        "page_header",
        (
            Example("ngắn, không lời dẫn", (SHORT, "")),
            Example("dài", (LONG, SENTENCES)),
            Example("chữ quá dài", (EXTREME, EXTREME)),
        ),
    )
    yield Macro(
        "breadcrumb",
        "breadcrumb",
        (
            Example("một bước", ((link("Trang chủ"),),)),
            Example("bốn bước", ((link("Trang chủ"), *texts[:3]),)),
            Example("chữ quá dài", ((link("Trang chủ"), link(EXTREME)),)),
        ),
    )
    yield Macro("quick_links", "quick_links", (Example("không có", ((),)), Example("bốn", (texts,))))
    yield Macro("search_box", "search_box", (Example("ô tìm", ("/tim-kiem/", "o-tim-mau")),))
    yield Macro(
        "search_box",
        "search_field",
        (Example("ô tìm lớn", ("tu-khoa-mau", LONG), ("search-box search-box--large",)),),
    )
    yield Macro(
        "article_tools",
        "article_tools",
        (
            Example("đủ", ((*share, link(WORD)), "js/article.js"), ("article",)),
            Example("ít", (share[:1], NO_SCRIPT)),
            Example("không chia sẻ", ((), NO_SCRIPT)),
        ),
    )
    yield Macro(
        "notice",
        "notice",
        (
            Example("chỉ một câu", (USUAL,)),
            Example("đính chính", (SHORT, SENTENCES, "correction")),
            Example("thu hồi", (EXTREME, EXTREME, "withdrawn")),
        ),
    )
    yield Macro(
        "report",
        "report",
        (Example("không có", ("",)), Example("có", (ADDRESS,)), Example("tiếng Anh", (ADDRESS, "en"))),
    )
    ways = [link(text) for text in ("0237 3833 123", "ubnd@vi-du.gov.vn", f"{WORD}@{WORD}.vn")]
    yield Macro("reach", "reach", (Example("không có", ((),)), Example("ba lối", (ways,), beside=True)))
    feeds = (*portal_feeds("", USUAL), Feed(EXTREME, "/feed/dai.xml", "application/atom+xml"))
    yield Macro(
        "feed_links",
        "feed_links",
        (Example("không có", ((),)), Example("bốn nguồn", (feeds,), beside=True)),
    )
    counts = tuple(Count(str(2000 + number), f"/nam/{number}/", number**3) for number in range(26))
    yield Macro(
        "count_list",
        "count_list",
        (
            Example("một", (counts[3:4],), beside=True),
            Example("nhiều", (counts,), beside=True),
            Example("dài", ([Count(one.text, one.href, 1_234_567) for one in texts],), beside=True),
        ),
    )
    yield Macro(
        "pagination",
        "pagination",
        (
            *(
                Example(
                    f"trang {current or 'mới nhất'}, {total} trang cũ hơn",
                    (paging(a_site(), ListPage("danh-sach/", current, total)),),
                )
                for current, total in ((NEWEST, 0), (NEWEST, 1), (1, 2), (NEWEST, 1000), (500, 504), (1, 5))
            ),
            *(
                Example(
                    f"bảng: trang {current} trong {total}",
                    (table_paging(a_site(), ListPage("so/", current, total, own=FIRST)),),
                )
                for current, total in ((1, 1), (2, 3), (50, 1000), (1000, 1000))
            ),
        ),
    )
    yield Macro(
        "history",
        "history",
        (
            Example("một lần", ((ChangeView(before(today, 1), "Cập nhật"),),)),
            Example(
                "nhiều lần",
                (
                    (
                        ChangeView(moment(today, 8), "Đính chính", SENTENCES),
                        ChangeView(moment(today, 7), "Cập nhật", EXTREME),
                    ),
                ),
            ),
        ),
    )


def _teasers(today: date) -> tuple[Teaser, ...]:
    """Return articles as lists show them: with all, with little, in other languages, under consultation."""
    life = written_life(RegisterFacts(DRAFT, consultation=Span(None, today)))
    news = link("Tin tức – Sự kiện")

    def teaser(text: str, **more: Any) -> Teaser:
        at = link(text)
        return Teaser(text, at.href, before(today, len(text)), **more)

    return (
        teaser(USUAL, lead=SENTENCES, section=news, photo=photo("ngang"), life=life),
        teaser(SHORT),
        teaser(LONG, lead=USUAL, section=link(LONG), photo=replace(photo("dung"), focus="20")),
        teaser(EXTREME, lead=EXTREME, section=link(WORD), photo=photo("be"), life=life),
        teaser(ENGLISH, lead=ENGLISH, photo=photo("dai"), lang="en"),
        teaser(PERSIAN, lead=PERSIAN, section=news, lang="fa"),
        replace(teaser(f"{USUAL} (kỳ 2)", lead=SENTENCES), date=moment(today, 7)),
    )


def _lists_of_articles(items: tuple[Teaser, ...]) -> Iterator[Macro]:
    """Yield what shows articles in lists, each article alone and all together."""
    yield Macro("teaser", "meta", tuple(_each("bài", items[:4], around=("teaser__meta",))))
    yield Macro("teaser", "teaser", tuple(_each("bài", items, 3)))
    yield Macro("teaser", "teaser_list", (Example("không có", ((), 3)), Example("tất cả", (items, 3))))
    yield Macro(
        "teaser",
        "lead_story",
        (
            *_each("trang chủ", items[:4], 3, around=("home-top", "home-top__lead")),
            *_each("chuyên mục", items[3:], 3, around=("with-aside__main",)),
        ),
    )
    yield Macro(
        "teaser",
        "headlines",
        (Example("không có", ((),)), Example("tất cả", (items,), beside=True)),
    )
    yield Macro(
        "teaser",
        "newest_list",
        (Example("không có", ((),)), Example("tất cả", (items,), beside=True)),
    )
    yield Macro("teaser", "card", tuple(_each("bài", items, 3, beside=True)))
    yield Macro(
        "teaser",
        "section_block",
        (
            Example("một bài", (items[:1], 3)),
            Example("nhiều bài", (items, 3), beside=True),
            Example("chữ quá dài trước", (items[3:], 3), beside=True),
        ),
    )


def _pictures() -> Iterator[Macro]:
    """Yield pictures of all shapes."""
    shapes = [photo(name) for name in ("ngang", "dung", "be", "dai")]
    shapes += [photo_of_many_sizes(), replace(photo("dung"), focus="04")]
    yield Macro("picture", "picture", tuple(Example(one.src, (one, "100vw", one.alt)) for one in shapes))
    told = [photo("ngang", USUAL, USUAL), photo("dung", USUAL, EXTREME, f"Ảnh: {LONG}"), shapes[3], shapes[4]]
    yield Macro(
        "picture", "figure", tuple(_each("ảnh", map(large, told), "100vw", around=("article", "prose")))
    )


def _registers(documents: Documents) -> Iterator[Macro]:
    """Yield what shows documents."""
    every = documents.all()
    usual = DocumentLink(f"Quyết định {NUMBER}", USUAL, ADDRESS, NUMBER)
    extreme = DocumentLink(EXTREME, EXTREME, ADDRESS, LONG_NUMBER, "en")
    ended = replace(
        every[0],
        replaced_by=f"Quyết định {NUMBER}",
        repealed_by=EXTREME,
        signer=f"{USUAL}, Chủ tịch",
        issue_place="Thọ Xuân",
        recipients=("Như Điều 3", f"{USUAL} (để thực hiện)", "Lưu: VT"),
        connected=ConnectedView((usual,), (extreme,), (usual, extreme), (extreme,), usual.href, extreme.href),
    )
    replacing = replace(
        every[0],
        replaces=f"Quyết định {NUMBER}",
        issue_place=EXTREME,
        recipients=(EXTREME, LONG),
        connected=ConnectedView(replaces=(usual,), replaces_href=usual.href),
        begins_on=day(date(2024, 12, 31)),
    )
    several = replace(
        ended,
        replaced_by=LONG,
        replaces=EXTREME,
        connected=ConnectedView((usual, extreme), (usual,), (usual, extreme)),
    )
    yield Macro(
        "file_list",
        "file_list",
        (
            Example("không có", ((),)),
            Example("ba tệp", (FILES,), beside=True),
            Example("có địa chỉ khi in", (FILES, ORIGIN)),
        ),
    )
    spans = [(every[0].consultation_opens, None), (None, every[1].consultation_closes), (None, None)]
    yield Macro(
        "register_table",
        "days",
        (
            *(Example("từ, đến", span) for span in spans),
            Example("cả hai", (every[0].consultation_opens, every[0].consultation_closes)),
        ),
    )
    opens, closes = every[0].consultation_opens, every[0].consultation_closes
    yield Macro(
        "register_table",
        "days_of",
        tuple(
            Example(shows, ("Lấy ý kiến", opens, closes, dates), beside=True)
            for shows, dates in (("bên tình trạng", ""), ("thay cho tình trạng", "Lấy ý kiến từ …"))
        ),
    )
    yield Macro(
        "register_table", "state", tuple(Example(one.state_name, (one,), beside=True) for one in every)
    )
    yield Macro(
        "register_table",
        "register_table",
        (
            Example("trống", ((), SHORT, False, 0)),
            Example("mọi tình trạng", (every, USUAL, True, 0)),
            Example("không thời kỳ", (documents.issued()[:3], LONG, False, 499)),
        ),
    )
    yield Macro(
        "register_table",
        "register_facts",
        (
            *(Example(one.state_name, (one,), ("article",)) for one in every),
            Example("nối với văn bản khác", (ended,), ("article",)),
            Example("nối với nhiều văn bản", (several,), ("article",)),
            Example("thay thế một văn bản", (replacing,), ("article",)),
            Example("sẽ được thay thế", (replace(ended, ends_on=day(date(2024, 12, 31))),), ("article",)),
        ),
    )
    yield Macro(
        "register_table",
        "connections",
        tuple(Example(shows, (one,), beside=True) for shows, one in (("một", ended), ("nhiều", several))),
    )
    yield Macro(
        "pointed_documents",
        "pointed_documents",
        (
            Example("một văn bản", (documents.issued()[:1],), ("article",)),
            Example(
                "nhiều văn bản, có tệp", ((*documents.issued(), *documents.open()), ORIGIN), ("article",)
            ),
        ),
    )
    yield Macro(
        "register_table",
        "from_day",
        tuple(
            Example(shows, ("Được thay thế bởi", "Sẽ được thay thế bởi", when), beside=True)
            for shows, when in (("đã đến ngày", None), ("chưa đến ngày", day(date(2024, 12, 31))))
        ),
    )
    yield Macro(
        "register_table",
        "planned",
        tuple(
            Example(shows, (f"Ngày ban hành {WORD}", f"Dự kiến ban hành {WORD}", when), beside=True)
            for shows, when in (("đã đến ngày", None), ("chưa đến ngày", day(date(2036, 12, 31))))
        ),
    )
    yield Macro("register_table", "names", (Example("hai", ((usual, extreme),), beside=True),))
    yield Macro(
        "register_table",
        "ended_by",
        (
            Example("một", (NUMBER, ADDRESS, (usual,)), beside=True),
            Example("nhiều", (EXTREME, "", (usual, extreme)), beside=True),
        ),
    )
    numbers = [
        KeyFigureValue(USUAL, 547, "547"),
        KeyFigureValue(WORD, -166.5, "–166,5"),
        KeyFigureValue(EXTREME, 0, "0"),
    ]
    yield Macro(
        "plot",
        "plot",
        (Example("thanh", (bar_plot(numbers), USUAL)), Example("đường", (line_plot(numbers[:2]), EXTREME))),
    )
    yield Macro(
        "document",
        "document_list",
        (
            Example("không có", ((),)),
            Example("đã ban hành", (documents.issued(),), beside=True),
            Example("chưa rõ", (documents.over()[-1:],)),
            Example("với tình trạng", ([*documents.issued(), *documents.over()], True), beside=True),
        ),
    )


def _consultations(documents: Documents) -> Iterator[Macro]:
    """Yield what asks the public for its opinion, and what tells of it afterwards."""
    opened, upcoming = documents.open(), documents.upcoming()
    yield Macro(
        "consultation",
        "consultation_list",
        (
            Example("trống", ((),)),
            Example("đang mở", (opened,), ("call",)),
            Example("một", (opened[2:3],), ("call",)),
            Example("sắp mở", (upcoming,), ("call",)),
            Example("còn đợt chờ chỗ", (opened[:1], upcoming), ("call",)),
            Example("ở cột bên", ((*opened, *upcoming),), ("panel",), beside=True),
        ),
    )
    yield Macro(
        "response",
        "response",
        tuple(
            Example(shows, (documents.told(facts).response, files, ORIGIN), ("article",))
            for shows, facts, files in _drafts_that_are_open(documents)
        ),
    )
    yield Macro(
        "response",
        "result",
        tuple(
            Example(shows, (documents.told(facts).result,), ("article",))
            for shows, facts in _drafts_that_are_over(documents)
        ),
    )
    planned = Turn(LONG, day(date(2036, 12, 31)), LONG, USUAL)
    yield Macro(
        "steps",
        "step_words",
        (
            Example("đã có", (TimelineStep(f"{USUAL} {WORD}"),), beside=True),
            Example("dự kiến", (TimelineStep(USUAL, turn=planned),), beside=True),
        ),
    )
    yield Macro(
        "steps",
        "steps",
        (
            Example(
                "hai bước", (documents.told(RegisterFacts(DRAFT, consultation=_weeks(documents))).steps,)
            ),
            Example(
                "chữ quá dài",
                (
                    (
                        TimelineStep(SHORT, before(documents.day(0), 90)),
                        TimelineStep(EXTREME, before(documents.day(0), 60), link(EXTREME).href),
                        TimelineStep(ENGLISH, None, link(ENGLISH).href, "en"),
                        TimelineStep(SENTENCES),
                        TimelineStep(EXTREME, planned.day, turn=planned),
                    ),
                ),
            ),
        ),
    )


def _weeks(documents: Documents) -> Span:
    return Span(documents.day(-9), documents.day(20))


def _drafts_that_are_open(documents: Documents) -> Iterator[tuple[str, RegisterFacts, tuple[object, ...]]]:
    """Yield drafts on which an opinion can be given by every way, by few, by none; with their files."""
    plan = RegisterFacts(DRAFT, NUMBER, issuer="Ủy ban nhân dân huyện Vi Dụ", consultation=_weeks(documents))
    few = ResponseWays(agency=LONG, address=SENTENCES)
    long_plan = replace(plan, number=LONG_NUMBER, issuer=EXTREME)
    yield "mọi lối", replace(plan, ways=EVERY_WAY), FILES
    yield "chỉ gửi thư, ngày cuối", replace(plan, ways=few, consultation=Span(None, documents.day(0))), ()
    yield "không biết còn nhận", replace(plan, ways=EVERY_WAY, consultation=Span(documents.day(-200))), FILES
    yield "chưa tới ngày", replace(long_plan, ways=None, consultation=Span(documents.day(4))), ()


def _drafts_that_are_over(documents: Documents) -> Iterator[tuple[str, RegisterFacts]]:
    """Yield drafts whose consultation is over: nothing known yet, from a day to come on, a number alone, all of it, a document that is planned."""
    plan = RegisterFacts(DRAFT, consultation=Span(documents.day(-40), documents.day(-10)))
    yield "đang tổng hợp", plan
    long_over = Span(documents.day(-400), documents.day(-300))
    yield "lâu không công bố", replace(plan, consultation=long_over)
    later = ConsultationResult(text=SENTENCES, published=documents.day(5))
    yield "kết quả công bố sau", replace(plan, result=later)
    yield "chỉ có số ý kiến", replace(plan, result=ConsultationResult(7))
    full = ConsultationResult(1208, SENTENCES, decision=FileReference("quyet-dinh.md", 1))
    yield "đủ", replace(plan, result=full)
    yield "văn bản sắp ký", replace(plan, result=replace(full, decided=documents.day(9)))
