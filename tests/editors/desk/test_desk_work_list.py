"""What waits, since when, and for whom."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import fork_server
from small_sites import AUTHORS, SECTIONS, an_article, settings_file

from plugins.article.approval import Approval
from plugins.article.facts import Article, ArticleKind, RegisterFacts, Span, Status
from plugins.author.people import Byline, Person
from plugins.commands.colours import Paint
from plugins.editors.desk.work_list import SourceStatus, WorkGroup, of_person, work_items, work_list_lines
from plugins.lifecycle.outcome import Outcome, outcome
from plugins.prose.body import Body

NOW = datetime.fromisoformat("2024-06-30T08:00:00+07:00")
HANH = Approval(people=("Nguyễn Thị Hạnh", "Lê Hải"))


def a_source(
    name: str, *, errors: int = 0, saved: datetime = NOW - timedelta(days=2), **facts: Any
) -> SourceStatus:
    """Return a source file of Lê Hải's as a build at NOW sees it."""
    all_facts = {"date": NOW - timedelta(days=9), "byline": Byline((Person("Lê Hải", "le-hai"),)), **facts}
    article = Article(f"content/{name}.md", ArticleKind.ARTICLE, f"Bài {name}", name, Body(""), **all_facts)
    end = Outcome.REJECTED if errors else outcome(article, NOW)
    return SourceStatus(article.path, None if errors else article, end, errors, saved)


def listed(*sources: SourceStatus, approval: Approval = HANH) -> list[tuple[WorkGroup, str]]:
    """Return the groups and names of what is listed."""
    return [(one.group, one.path[8:-3]) for one in work_items(sources, NOW, approval, 7)]


def test_groups_come_in_order_with_the_most_urgent_first() -> None:
    """What waits longest, what comes first, what is over first; what is simply published is not listed."""
    consultation = RegisterFacts("Dự thảo", consultation=Span(date(2024, 6, 1), date(2024, 7, 5)))
    over = RegisterFacts("Dự thảo", consultation=Span(date(2024, 5, 1), date(2024, 6, 29)))

    assert listed(
        a_source("dang"),
        a_source("nhap-cu", status=Status.DRAFT, saved=NOW - timedelta(days=30)),
        a_source("nhap-moi", status=Status.DRAFT),
        a_source("cho-moi", status=Status.IN_REVIEW, submitted=NOW - timedelta(days=1)),
        a_source("cho-lau", status=Status.IN_REVIEW, submitted=NOW - timedelta(days=5)),
        a_source("hen", date=NOW + timedelta(hours=2)),
        a_source("het", expires=NOW + timedelta(days=3)),
        a_source("con-lau", expires=NOW + timedelta(days=8)),
        a_source("da-het", expires=NOW - timedelta(days=1)),
        a_source("gop-y", register=consultation),
        a_source("gop-y-xong", register=over),
        a_source("loi", errors=2),
        a_source("an", status=Status.HIDDEN),
        a_source("thu-hoi", status=Status.WITHDRAWN),
    ) == [
        (WorkGroup.WAITING, "cho-lau"),
        (WorkGroup.WAITING, "cho-moi"),
        (WorkGroup.FAULTY, "loi"),
        (WorkGroup.DRAFT, "nhap-moi"),
        (WorkGroup.DRAFT, "nhap-cu"),
        (WorkGroup.SCHEDULED, "hen"),
        (WorkGroup.EXPIRING, "het"),
        (WorkGroup.CONSULTING, "gop-y"),
    ]


def test_who_may_approve_is_not_who_wrote() -> None:
    """The author is taken out of the list; where nobody is named, it says what is asked of that person."""
    waiting = a_source("cho", status=Status.IN_REVIEW, submitted=NOW - timedelta(days=3))
    (named,) = work_items([waiting], NOW, HANH, 7)
    (anybody,) = work_items([waiting], NOW, Approval(), 7)

    assert named.waits_for == ("Nguyễn Thị Hạnh",)
    assert named.note == "gửi duyệt 27/06/2024, đã chờ 3 ngày; duyệt được: Nguyễn Thị Hạnh"
    assert anybody.note.endswith("duyệt được: ai không phải tác giả")


def test_without_a_day_of_submission_the_last_save_is_told() -> None:
    """And named as what it is."""
    (one,) = work_items([a_source("cho", status=Status.IN_REVIEW)], NOW, Approval(), 7)

    assert one.note.startswith("sửa lần cuối 28/06/2024 08:00, đã chờ 2 ngày;")


def test_the_list_of_one_person() -> None:
    """What Hạnh has to approve, what Hải has to mend; a name without its marks will do."""
    waiting = a_source("cho", status=Status.IN_REVIEW)
    draft = a_source("nhap", status=Status.DRAFT)
    found = work_items([waiting, draft], NOW, HANH, 7)

    assert [one.path for one in of_person(found, "hanh")] == ["content/cho.md"]
    assert len(of_person(found, "Lê Hải")) == 2


def test_nothing_to_do_is_said() -> None:
    """One line."""
    assert list(work_list_lines([], 40, Paint())) == ["Không có bài nào đang chờ. Đã đăng: 40 bài và trang."]


def run(portal: Path, *words: str) -> str:
    """Return what the task says of a portal."""
    done = fork_server.run(
        [sys.executable, "-m", "plugins.editors.desk", "status", f"--settings={portal / 'conf.py'}", *words]
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_task_reads_a_portal(tmp_path: Path) -> None:
    """As text and as JSON, at the instant that is given."""
    data = tmp_path / "content" / "du-lieu"
    data.mkdir(parents=True)
    (data / "chuyen-muc.toml").write_text(SECTIONS, "utf-8")
    (data / "tac-gia.toml").write_text(AUTHORS, "utf-8")
    (data / "quy-trinh.toml").write_text('[duyet]\nnguoi-duyet = ["Nguyễn Thị Hạnh"]\n', "utf-8")
    settings_file(tmp_path, 'SITEURL = ""', 'NOW = ""')
    content = tmp_path / "content"
    (content / "cho.md").write_text(
        an_article("Chờ", "Trạng thái: chờ duyệt", "Gửi duyệt: 28/06/2024"), "utf-8"
    )
    (content / "hen.md").write_text(an_article("Hẹn", date="01/07/2024 07:00"), "utf-8")
    (content / "loi.md").write_text(an_article("Lỗi", date="31/02/2024"), "utf-8")
    now = "--now=2024-06-30T08:00+07:00"

    text = run(tmp_path, now)
    assert text.index("Chờ duyệt (1)") < text.index("Có lỗi, chưa đăng được (1)") < text.index("Hẹn giờ (1)")
    assert "gửi duyệt 28/06/2024, đã chờ 2 ngày; duyệt được: Nguyễn Thị Hạnh" in text
    assert "lên lúc 01/07/2024 07:00 (ngày mai)" in text
    assert "1 lỗi, xem: tasks.py check content/loi.md" in text
    items = json.loads(run(tmp_path, now, "--format=json"))
    assert [(one["state"], one["path"]) for one in items] == [
        ("waiting", "content/cho.md"),
        ("faulty", "content/loi.md"),
        ("scheduled", "content/hen.md"),
    ]
    assert "hen.md" not in run(tmp_path, "--now=2024-07-01T08:00+07:00")
    assert "hen.md" not in run(tmp_path, now, "--cua=Hạnh")


def test_what_anybody_may_approve_waits_for_whoever_asks() -> None:
    """A portal that names no approvers still answers who has to look at what, by any spelling of the name."""
    waiting = a_source("cho", status=Status.IN_REVIEW, submitted=NOW - timedelta(days=3))
    nobody_named = work_items([waiting], NOW, Approval(), 7)
    named = work_items([waiting], NOW, HANH, 7)

    assert [one.path for one in of_person(nobody_named, "Trần Văn Nam")] == ["content/cho.md"]
    assert [one.path for one in of_person(named, "Bà NGUYỄN THỊ HẠNH, Trưởng ban")] == ["content/cho.md"]
    assert of_person(named, "Trần Văn Nam") == []


def test_what_was_sent_back_says_why_and_what_was_approved_waits_to_be_published() -> None:
    """Both go to who wrote them."""
    back = a_source("lai", status=Status.DRAFT, returned="27/06/2024 – Nguyễn Thị Hạnh – Thiếu nguồn ảnh")
    approved = a_source("xong", status=Status.IN_REVIEW, submitted=NOW, approver="Nguyễn Thị Hạnh")
    first, second = work_items([back, approved], NOW, HANH, 7)

    assert (first.path, first.waits_for) == ("content/xong.md", ("Lê Hải",))
    assert first.note.endswith("Nguyễn Thị Hạnh đã duyệt, chờ đăng")
    assert second.note.endswith("; trả lại 27/06/2024 – Nguyễn Thị Hạnh – Thiếu nguồn ảnh")


def test_who_handed_it_over_is_not_asked_to_approve_it() -> None:
    """What an organisation signs was written by somebody."""
    waiting = a_source(
        "cho", status=Status.IN_REVIEW, submitted=NOW, submitted_by="Nguyễn Thị Hạnh", byline=Byline()
    )

    assert work_items([waiting], NOW, HANH, 7)[0].waits_for == ("Lê Hải",)
