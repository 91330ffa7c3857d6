"""
Check what one file alone does not show: equal titles, writers who share an address, translations, documents that contradict each other, and what
hangs on the day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import PurePosixPath

from plugins.article.document_kinds import was_signed
from plugins.article.facts import KEPT_BACK, Article, ArticleKind, Status
from plugins.author.byline import people_sharing_an_address
from plugins.author.people import Byline, Person
from plugins.header.fields import label
from plugins.problems import Problem, error, warning
from plugins.registers.contradictions import contradictions
from plugins.registers.named_documents import numbers_in
from plugins.registers.pointed_documents import KnownDocument, PointedDocuments
from plugins.registers.state import (
    ASKED,
    DAYS_OF_SUMMING_UP,
    DAYS_WITHOUT_END,
    STATE_NAMES,
    RegisterState,
    consultation_life,
    consultation_on,
    state_on,
)
from plugins.vietnamese.date_texts import short
from plugins.vietnamese.letters import fold


def same_titles(articles: Sequence[Article], folded: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a reminder for each article with the title of another one; ``folded`` has the folded titles by path."""
    first: dict[str, Article] = {}
    for article in articles:
        if article.kind is not ArticleKind.ARTICLE:
            continue
        other = first.setdefault(folded[article.path], article)
        if other is not article and article.lang == other.lang:
            yield warning(
                article.path,
                article.lines.get("title", 1),
                "trung-tieu-de",
                f"{PurePosixPath(article.path).name} trùng tiêu đề với {PurePosixPath(other.path).name}; "
                f"bạn đọc khó phân biệt hai bài. {_way_out(article)}",
            )


def _way_out(article: Article) -> str:
    if article.slug_given:
        return "Nên đổi tiêu đề."
    return f"Nên đổi tiêu đề. Địa chỉ của bài này lấy theo “{article.slug}”; muốn tự đặt thì thêm “Đường dẫn: …”."


def same_people(articles: Sequence[Article], known: Sequence[Person]) -> Iterator[Problem]:
    """Yield a reminder where two writers would share a page, at the rarer name; ``known`` are the people of the registry."""
    seen = Counter(person for article in articles for person in article.byline.people)
    seen.update(dict.fromkeys(known, len(articles)))
    for pair in people_sharing_an_address([Byline(tuple(known)), *(article.byline for article in articles)]):
        other, one = sorted(pair, key=lambda person: (seen[person], -pair.index(person)))
        for article in articles:
            if other in article.byline.people:
                yield warning(
                    article.path,
                    article.lines.get("author", 1),
                    "tac-gia",
                    f"“{other.name}” trùng địa chỉ với “{one.name}”. Ý bạn là “{one.name}”? "
                    "Là hai người thì đặt “dia-chi” riêng trong du-lieu/tac-gia.toml.",
                )
                break


def translations(articles: Sequence[Article]) -> Iterator[Problem]:
    """
    Yield an error for a second translation into one language, a reminder for one with no original.

    A draft is no fault of the translation that is public.
    """
    originals = {article.slug for article in articles if article.lang == "vi"}
    first: dict[tuple[str, str], Article] = {}
    for article in sorted(articles, key=_is_draft):
        if article.lang == "vi":
            continue
        line = article.lines.get("lang", 1)
        other = first.setdefault((article.slug, article.lang), article)
        if other is not article:
            names = f"{PurePosixPath(other.path).name} và {PurePosixPath(article.path).name}"
            message = f"{names} cùng là bản “{article.lang}” của “{article.slug}”. Chỉ giữ một bản."
            yield error(article.path, line, "ban-dich", message)
            if _is_draft(other) or not _is_draft(article):
                yield error(other.path, other.lines.get("lang", 1), "ban-dich", message)
        elif "translation" in article.lines and article.slug not in originals:
            yield warning(
                article.path,
                line,
                "ban-dich",
                f"bài tiếng “{article.lang}” chưa có bản tiếng Việt cùng “Đường dẫn”.",
            )


def unanswerable(articles: Sequence[Article], today: date) -> Iterator[Problem]:
    """
    Yield a reminder for each consultation, open or to come, that tells nobody where to send an opinion.

    It is no error: the day alone would make it one, and would take a draft from the public while it is asked for its opinion.
    """
    for article in articles:
        facts = article.register
        if not facts or not facts.consultation or (facts.ways and facts.ways.any) or _is_draft(article):
            continue
        state = state_on(facts, today)
        if state in ASKED:
            name = "consultation_from" if facts.consultation.opens else "consultation_to"
            doing = "đang" if state is RegisterState.OPEN else "sắp"
            yield warning(
                article.path,
                article.lines.get(name, 1),
                "thieu-noi-nhan-y-kien",
                f"văn bản {doing} lấy ý kiến mà không nói gửi ý kiến tới đâu. Thêm “{label('consultation_email')}”, "
                f"“{label('consultation_address')}”, “{label('consultation_phone')}” hoặc “{label('consultation_form')}”.",
            )


def unreported(articles: Sequence[Article], today: date) -> Iterator[Problem]:
    """
    Yield a reminder for each consultation that ended long ago, and of which nobody has told what came of it: the page says so until somebody does.
    """
    for article in articles:
        facts = article.register
        if not facts or _is_draft(article) or article.status is Status.WITHDRAWN:
            continue
        if (
            state_on(facts, today) is RegisterState.UNREPORTED
            and facts.consultation
            and facts.consultation.closes
        ):
            yield warning(
                article.path,
                article.lines.get("consultation_to", 1),
                "chua-co-ket-qua-lay-y-kien",
                f"lấy ý kiến đã kết thúc ngày {short(facts.consultation.closes)}, quá {DAYS_OF_SUMMING_UP} ngày mà chưa ghi kết quả: trang đang "
                f"ghi “{STATE_NAMES[RegisterState.UNREPORTED]}”. Có kết quả thì thêm “{label('consultation_result')}: …”; văn bản đã ký "
                f"thì thêm “{label('decision')}: …” (tệp bài của văn bản ấy); dự thảo không làm nữa thì ghi “{label('status')}: thu hồi” và "
                f"“{label('withdrawal_reason')}: …”.",
            )


def without_last_day(articles: Sequence[Article], today: date) -> Iterator[Problem]:
    """
    Yield a reminder for each consultation, open, to come or long begun, of which nobody wrote the last day: its page asks for opinions for a while only.
    """
    for article in articles:
        facts = article.register
        if not facts or _is_draft(article) or article.status is Status.WITHDRAWN:
            continue
        span, state = facts.consultation, state_on(facts, today)
        phase = consultation_on(facts, today)
        if (
            not span
            or not span.opens
            or span.closes
            or not phase
            or phase.state not in (*ASKED, RegisterState.UNKNOWN)
        ):
            continue
        over = next(one.begins for one in consultation_life(facts) if one.state not in ASKED)
        told = (
            f"không ghi ngày cuối nhận ý kiến, mà lấy ý kiến từ ngày {short(span.opens)}, đã quá {DAYS_WITHOUT_END} ngày: trang thôi mời góp "
            f"ý, tình trạng là “{STATE_NAMES[state]}”."
            if phase.state is RegisterState.UNKNOWN
            else f"văn bản {'đang' if phase.state is RegisterState.OPEN else 'sắp'} lấy ý kiến mà không ghi ngày cuối: trang chỉ mời góp ý "
            f"đến hết ngày {short(over - timedelta(1))}."
        )
        yield warning(
            article.path,
            article.lines.get("consultation_from", 1),
            "tinh-trang-van-ban",
            f"{told} Thêm “{label('consultation_to')}: …”.",
        )


def unsigned_yet(articles: Sequence[Article], today: date) -> Iterator[Problem]:
    """
    Yield a reminder for each document whose day of issue is to come when its article is public: it would be issued by itself, signed or not.
    """
    for article in articles:
        facts = article.register
        shown = max(today, article.date.date()) if article.date else today
        if facts and facts.issued and facts.issued > shown and was_signed(facts.kind):
            yield warning(
                article.path,
                article.lines.get("issued", 1),
                "tinh-trang-van-ban",
                f"“{label('issued')}” ({short(facts.issued)}) chưa tới: cổng chưa coi là đã ban hành, và đến ngày ấy tự ghi là đã ban "
                "hành. Kiểm tra lại năm; văn bản chưa ký thì xóa dòng này.",
            )


def same_numbers(articles: Sequence[Article]) -> Iterator[Problem]:
    """Yield a reminder for each document that has the number of another one of the same issuer and year."""
    first: dict[tuple[str, str, int], Article] = {}
    for article in articles:
        facts = article.register
        if not facts or not facts.issued or not was_signed(facts.kind) or _is_draft(article):
            continue
        for number in numbers_in(facts.number)[:1]:
            other = first.setdefault((number, fold(facts.issuer), facts.issued.year), article)
            if other is not article and article.lang == other.lang:
                yield warning(
                    article.path,
                    article.lines.get("document_number", 1),
                    "trung-so-van-ban",
                    f"“{facts.number}” cũng là số ký hiệu của văn bản trong {PurePosixPath(other.path).name}, cùng cơ quan, cùng năm. "
                    f"Ghi nhầm thì sửa; hai bài nói về một văn bản thì bài này bỏ các dòng của văn bản, ghi “{label('documents')}: "
                    f"{facts.number}”.",
                )


def contradicting(articles: Sequence[Article]) -> Iterator[Problem]:
    """
    Yield a reminder where one document says of another that it replaced it, and the other or the days say otherwise.

    Which of the two is wrong nobody but the editor knows: both stay public.
    """
    told = [
        (article, facts)
        for article in articles
        if (facts := article.register) and article.lang == "vi" and not _is_draft(article)
    ]
    for found in contradictions([facts for _, facts in told]):
        article, other = told[found.teller][0], told[found.other][0]
        yield warning(
            article.path,
            article.lines.get(found.field, 1),
            "thay-the-mau-thuan",
            f"“{label(found.field)}” nói tới văn bản của {PurePosixPath(other.path).name}, nhưng {found.why}. "
            "Sửa bài ghi sai; số giống nhau mà là hai văn bản thì ghi thêm ngày ký.",
        )


def pointing_nowhere(articles: Sequence[Article]) -> Iterator[Problem]:
    """Yield a reminder for each document that an article points at and of which the portal has no article, or several."""
    told = [
        KnownDocument(facts, article.title, article.path)
        for article in articles
        if (facts := article.register) and article.lang == "vi" and not _is_draft(article)
    ]
    index = PointedDocuments(told)
    for article in articles:
        for written in article.documents:
            if not index.at(written.target):
                yield warning(
                    article.path,
                    written.line,
                    "van-ban-lien-quan",
                    f"“{label('documents')}”: “{written.target[:80]}” không chỉ tới đúng một văn bản của cổng, nên không hiện ở "
                    "bài. Ghi đúng số ký hiệu (trùng số thì thêm ngày ký), tên bài hoặc tên tệp bài của văn bản ấy.",
                )


def _is_draft(article: Article) -> bool:
    return article.status in KEPT_BACK


def problems_across(
    articles: Sequence[Article], known: Sequence[Person], folded_titles: Mapping[str, str], today: date
) -> Iterator[Problem]:
    """Yield all problems of these kinds; ``known`` are the people of the registry."""
    yield from same_titles(articles, folded_titles)
    yield from same_people(articles, known)
    yield from translations(articles)
    yield from unanswerable(articles, today)
    yield from unreported(articles, today)
    yield from without_last_day(articles, today)
    yield from unsigned_yet(articles, today)
    yield from same_numbers(articles)
    yield from contradicting(articles)
    yield from pointing_nowhere(articles)
