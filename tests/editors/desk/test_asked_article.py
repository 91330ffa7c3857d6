"""What somebody at the terminal is asked for a new article, and what comes of it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_sites import AUTHORS, SECTIONS, settings_file

from plugins.commands.option import Arguments
from plugins.editors.checks.lint_input import lint_input_of
from plugins.editors.desk import article_dialog
from plugins.editors.desk.article_dialog import CreatedArticle
from plugins.editors.desk.article_kinds import KINDS
from plugins.header.parse import parse
from plugins.problems.stop_build import StopBuild

NO_ANSWERS = {
    "kind": "",
    "title": "",
    "tieu_de": (),
    "section": "",
    "author": "",
    "summary": "",
    "now": "2024-03-05T08:00",
}


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """A portal with two sections and one writer."""
    data = tmp_path / "content" / "du-lieu"
    data.mkdir(parents=True)
    (data / "chuyen-muc.toml").write_text(SECTIONS, "utf-8")
    (data / "tac-gia.toml").write_text(AUTHORS, "utf-8")
    (data / "don-vi.toml").write_text(
        'ten = "Cổng"\n[chiu-trach-nhiem]\nnoi-dung = "Trung tâm VHTT"\n', "utf-8"
    )
    settings_file(tmp_path, 'SITEURL = ""')
    return tmp_path


def asked(
    portal: Path, monkeypatch: pytest.MonkeyPatch, answers: list[str], **given: object
) -> tuple[CreatedArticle, list[str]]:
    """Create an article at a terminal where somebody types these answers; return it, and the questions."""
    questions: list[str] = []
    left: Iterator[str] = iter(answers)

    def typed(question: str) -> str:
        questions.append(question.strip())
        return next(left)

    monkeypatch.setattr("builtins.input", typed)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    arguments = Arguments(**{**NO_ANSWERS, "settings": str(portal / "conf.py"), **given})
    made = article_dialog.created(arguments)
    assert list(left) == []
    return made, questions


def values(made: CreatedArticle) -> dict[str, str]:
    """Return what stands in the header of a file."""
    return {name: one.value for name, one in parse(made.shown, made.file.read_text("utf-8")).fields.items()}


def test_the_kind_is_asked_with_the_fields_of_its_own(portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By number or name; a day that is none is asked again; what is left out is there to be filled in."""
    answers = [
        "9",
        "lay y",
        "Góp ý quy hoạch",
        "Tin trong huyện",
        "",
        "ngày mai",
        "30/4/2024",
        "",
        "",
        "y@x.vn",
    ]
    made, questions = asked(portal, monkeypatch, answers)

    assert made.kind == "lay-y-kien"
    assert questions[0] == questions[1] == "Chọn số hay gõ tên (bỏ trống: Tin):"
    found = values(made)
    assert found["consultation_from"] == "30/4/2024"
    assert found["consultation_to"] == found["consultation_agency"] == ""
    assert found["consultation_email"] == "y@x.vn"
    assert found["status"] == "nháp"


def test_another_article_of_the_title_is_shown_before_there_are_two(
    portal: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever says nothing makes none; before all other questions."""
    first, _ = asked(portal, monkeypatch, ["", "Họp xã", "2", ""])
    with pytest.raises(StopBuild, match="không tạo"):
        asked(portal, monkeypatch, ["", "HỌP XÃ", ""])
    assert first.shown in capsys.readouterr().err
    second, _ = asked(portal, monkeypatch, ["", "Họp xã", "c", "2", ""])
    assert second.shown.endswith("/hop-xa-2.md")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_new_article_of_any_kind_can_be_read(
    portal: Path, monkeypatch: pytest.MonkeyPatch, kind: object
) -> None:
    """With all its fields left for later."""
    assert kind in KINDS
    name = next(one for one in KINDS if one == kind).name
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    given = {**NO_ANSWERS, "kind": name, "title": "Một bài", "section": "Tin trong huyện"}
    made = article_dialog.created(Arguments(**{**given, "settings": str(portal / "conf.py")}))
    text = made.file.read_text("utf-8")

    assert parse(made.shown, text).problems == ()
    assert lint_input_of(text).source.value("status") == "nháp"


def test_a_kind_that_is_none_is_told_with_those_that_there_are(
    portal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nothing is made."""
    with pytest.raises(StopBuild, match="thong-bao, lay-y-kien"):
        asked(portal, monkeypatch, [], kind="truyện")
    assert not (portal / "content" / "bai-viet").exists()
