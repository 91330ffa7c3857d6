"""``tasks.py check`` as an editor and a CI machine run it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from site_builds import build_site
from small_plugins import add_plugin
from small_sites import NOW, PROJECT, an_article, settings_file

from plugins.building.analysis import SourceAnalysis, analyse
from plugins.building.sources import read_sources
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.worker_pool import WorkerPool
from plugins.editors.checks import advice
from plugins.editors.checks.advice import all_advice
from plugins.editors.checks.advice_settings import AdviceSettings
from plugins.problems import Problem

Check = Callable[..., "subprocess.CompletedProcess[str]"]


def put(portal: Path, name: str, text: str) -> Path:
    """Write an article of the portal."""
    file = portal / "content" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def problems(done: subprocess.CompletedProcess[str]) -> list[tuple[str, str]]:
    """Return where and what a check in JSON found."""
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return [(one["path"], one["code"]) for one in json.loads(done.stdout)["problems"]]


def test_a_good_portal_has_nothing_to_fix(portal: Path, check: Check) -> None:
    """Exit code 0, one line, and nothing was made."""
    done = check()

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Không có gì phải sửa; đã xem 1 bài và trang")
    assert not (portal / "output").exists()


@pytest.mark.parametrize(
    ("public", "told"),
    [
        ('SITEURL = "https://xa.vi-du.gov.vn/"', [("content/a.md", "lien-ket-chet")]),
        ('SITEURL = "https://khac.vi-du.gov.vn"', []),
        ('import os\nSITEURL = os.environ["KHONG_CO"]', []),
        ("SITEURL = None", []),
        ('import sys\nsys.exit("thiếu PORTAL_URL")', []),
        ('SITEURL = "https://xa.vi-du.gov.vn"\nTHEME = "simple"', []),
        ('SITEURL = "https://xa.vi-du.gov.vn"\nPLUGINS = ["them"]', []),
    ],
)
def test_a_dead_whole_address_of_the_portal_to_be_is_told(
    portal: Path, check: Check, public: str, told: list[tuple[str, str]]
) -> None:
    """Where only the settings of publishing know the address; else it would be told on the day of publishing, when its article drops out."""
    (portal / "publishconf.py").write_text(public, "utf-8")
    put(portal, "a.md", an_article("Họp xã", body="Xem [trang cũ](https://xa.vi-du.gov.vn/khong-con/)."))

    assert problems(check("--format", "json", "--all")) == told


@pytest.mark.parametrize(
    ("signal", "more", "told"),
    [
        ("finalized", "", []),
        ("initialized", 'TEMPLATE_PAGES = {"mau.html": "them.html"}', []),
        ("initialized", 'THEME = "simple"', []),
        ("initialized", "", [("content/a.md", "lien-ket-chet")]),
    ],
)
def test_what_a_plugin_or_a_theme_may_write_is_not_judged(
    portal: Path, check: Check, signal: str, more: str, told: list[tuple[str, str]]
) -> None:
    """A page that only the build makes is no dead link before; a plugin that writes nothing changes nothing."""
    add_plugin(portal, "them", signal, "pass")
    if "TEMPLATE_PAGES" in more:
        put(portal, "mau.html", "<p>x</p>")
    plugins = (f"PLUGIN_PATHS = [{str(portal)!r}]", 'PLUGINS = ["them"]')
    settings_file(portal, 'SITEURL = ""', *plugins, more)
    (portal / "publishconf.py").write_text('SITEURL = "https://xa.vi-du.gov.vn"', "utf-8")
    links = (
        "Xem [trang](https://xa.vi-du.gov.vn/them.html), [mục](https://xa.vi-du.gov.vn/luu-tru/#noi-dung)."
    )
    put(portal, "a.md", an_article("Họp xã", body=links))

    assert problems(check("--format", "json", "--all")) == told


def test_settings_that_end_the_program_are_told(portal: Path, check: Check) -> None:
    """They are a file to be mended, not the end of the check without a word."""
    (portal / "conf.py").write_text('import sys\nsys.exit("thiếu PORTAL_URL")\n', "utf-8")
    done = check()

    assert done.returncode == 2
    assert "conf.py tự dừng: thiếu PORTAL_URL." in done.stdout + done.stderr


def test_every_problem_of_every_file_is_told_in_order(portal: Path, check: Check) -> None:
    """Errors, reminders and advice, by file and line; an error is exit code 1."""
    put(portal, "b.md", an_article("Họp báo", date="31/02/2024", body="Đạt 86.1%.\n\n![](khong-co.jpg)"))
    put(portal, "a.md", an_article("Họp xã.", body="Hội LHPN.\n\n[bài](khong-co.md)"))
    done = check("--format", "json")

    assert done.returncode == 1
    assert problems(done) == [
        ("content/a.md", "tieu-de-co-cham"),
        ("content/a.md", "viet-tat"),
        ("content/a.md", "khong-tim-thay"),
        ("content/b.md", "ngay-dang"),
        ("content/b.md", "dau-thap-phan"),
        ("content/b.md", "anh-thieu-mo-ta"),
        ("content/b.md", "khong-tim-thay"),
    ]


def test_a_draft_learns_of_all_its_faults_and_none_is_an_error(portal: Path, check: Check) -> None:
    """The photo that is missing is told in the same run as the wrong date; nobody publishes a draft."""
    put(
        portal,
        "b.md",
        an_article("Họp báo", "Trạng thái: nháp", date="31/02/2024", body="![Bà con](chua-co.jpg)"),
    )
    done = check("--format", "json")

    assert [code for _, code in problems(done)] == ["ngay-dang", "khong-tim-thay"]
    assert done.returncode == 0


def long_text(of: str) -> str:
    """Return a text that is long enough to be compared with others."""
    return " ".join(f"{of} số {number} họp dân về nước sạch." for number in range(40))


def test_pages_in_a_folder_of_the_settings_are_no_news(portal: Path, check: Check) -> None:
    """PAGE_PATHS names standing pages, for advice as for a build: of two that say the same, neither is called a copy."""
    settings_file(portal, 'SITEURL = ""', 'PAGE_PATHS = ["gioi-thieu"]')
    for folder in ("gioi-thieu", "pages"):
        for name in ("mot", "hai"):
            put(portal, f"{folder}/{name}.md", an_article(f"{folder} {name}", body=long_text(folder)))

    found = problems(check("--format=json"))

    assert [path for path, code in found if code == "giong-bai-khac"] == ["content/pages/mot.md"]


def test_a_portal_of_another_language_gets_no_vietnamese_spelling(portal: Path, check: Check) -> None:
    """DEFAULT_LANG says of which language an article is that does not say so itself; a fix would spoil it."""
    settings_file(portal, 'SITEURL = ""', 'DEFAULT_LANG = "en"')
    file = put(portal, "a.md", an_article("Growth", body="It grew by 86.1% .... The The Hague, said, said."))
    before = file.read_text("utf-8")

    assert problems(check("--format=json", file)) == []
    check("--sua", "--dong-y", file)

    assert file.read_text("utf-8") == before


def test_reminders_and_advice_are_no_failure(portal: Path, check: Check) -> None:
    """An article with them is published."""
    put(portal, "a.md", an_article("Họp xã.", body="![](anh.jpg)\n\nĐạt 86.1%."))
    from PIL import Image

    Image.new("RGB", (40, 30)).save(portal / "content" / "anh.jpg")

    assert check().returncode == 0


def test_one_file_gets_its_own_problems_alone(portal: Path, check: Check) -> None:
    """Other articles' faults are other editors' work, and no failure of this file."""
    put(portal, "b.md", an_article("Họp báo", date="31/02/2024"))
    mine = put(portal, "tin/a.md", an_article("Họp xã."))

    assert problems(check("--format=json", mine)) == [("content/tin/a.md", "tieu-de-co-cham")]
    assert problems(check("--format=json", mine.parent)) == [("content/tin/a.md", "tieu-de-co-cham")]
    assert check(mine).returncode == 0
    assert check(portal / "content" / "*.md").returncode == 1


def test_one_file_is_checked_against_all_others(portal: Path, check: Check) -> None:
    """A link to a draft, to a faulty article, a title and an address that are taken: others decide, this file is told."""
    put(portal, "nhap.md", an_article("Bài nháp", "Trạng thái: nháp"))
    put(portal, "loi.md", an_article("Bài lỗi", date="31/02/2024"))
    put(portal, "tin/tot.md", an_article("Bài tốt", body="Một bài khác cùng tên."))
    links = "[a](nhap.md)\n\n[b](loi.md)\n\n[d](tin/tot.md)"
    mine = put(portal, "z.md", an_article("Bài tốt", date="01/06/2024", body=links))

    found = problems(check("--format=json", mine))
    assert found == [
        ("content/z.md", "trung-tieu-de"),
        ("content/z.md", "lien-ket-nhap"),
        ("content/z.md", "lien-ket-loi"),
    ]
    put(portal, "nhap.md", an_article("Bài nháp"))
    put(portal, "loi.md", an_article("Bài hết lỗi"))
    assert problems(check("--format=json", mine)) == [("content/z.md", "trung-tieu-de")]
    assert {code for _, code in problems(check("--format=json", portal / "content/tot.md"))} == {
        "trung-dia-chi",
        "trung-tieu-de",
    }


STORY = " ".join(
    f"Xã thứ {number} họp dân bàn việc sửa đoạn mương dài {number} cây số trước vụ chiêm."
    for number in range(30)
)


def test_the_same_article_twice_is_told_at_the_later_one(portal: Path, check: Check) -> None:
    """A few words were changed and a title; it is one article all the same."""
    first = put(portal, "a.md", an_article("Sửa mương", date="01/05/2024", body=STORY))
    copy = put(
        portal,
        "b.md",
        an_article("Nạo vét mương", date="02/05/2024", body=STORY.replace("thứ 7 họp dân", "thứ bảy họp")),
    )
    other = put(
        portal, "c.md", an_article("Khác", body=" ".join(f"Từ {n} lạ hẳn số {n * 7}." for n in range(90)))
    )
    found = json.loads(check("--format=json", copy).stdout)["problems"]

    assert [one["code"] for one in found] == ["giong-bai-khac"]
    assert "“Sửa mương” (content/a.md)" in found[0]["message"]
    assert problems(check("--format=json", first, other)) == []
    put(
        portal,
        "b.md",
        an_article("Nạo vét mương", date="02/05/2024", body=f"{STORY}\n\n<!-- bỏ qua: giong-bai-khac -->"),
    )
    assert problems(check("--format=json", copy)) == []


def test_ci_machines_get_annotations_by_themselves(portal: Path, check: Check) -> None:
    """On GitHub, unless another form was asked for."""
    put(portal, "a.md", an_article("Họp báo", date="31/02/2024"))

    assert check(GITHUB_ACTIONS="true").stdout.startswith("::error file=content/a.md,line=2,")
    assert check("--format=text", GITHUB_ACTIONS="true").stdout.startswith("content/a.md:2: lỗi")


def test_the_result_is_written_to_a_file(portal: Path, check: Check) -> None:
    """As a CI machine wants its report; the exit code stays."""
    put(portal, "a.md", an_article("Họp báo", date="31/02/2024"))
    report = portal / "báo cáo.json"
    done = check("--format=gitlab", f"--ghi={report}")

    assert done.returncode == 1
    assert done.stdout == ""
    assert json.loads(report.read_text("utf-8"))[0]["check_name"] == "ngay-dang"


def test_what_is_told_can_be_chosen(portal: Path, check: Check) -> None:
    """Without advice, without a code, or one code alone."""
    mine = put(portal, "a.md", an_article("Họp xã.", body="Đạt 86.1%.\n\nDòng một\nDòng hai"))

    assert [code for _, code in problems(check("--format=json", "--khong-goi-y", mine))] == ["xuong-dong"]
    assert [code for _, code in problems(check("--format=json", "--tat=dau-thap-phan", mine))] == [
        "tieu-de-co-cham",
        "xuong-dong",
    ]
    assert [code for _, code in problems(check("--format=json", "--chi=dau-thap-phan", mine))] == [
        "dau-thap-phan"
    ]


@pytest.mark.parametrize(
    ("name", "text", "line", "expected"),
    [
        ("kiem-tra.toml", 'tat = ["viet-tac"]', 1, "Ý bạn là “viet-tat”?"),
        ("chuyen-muc.toml", "[[chuyen-muc]\n", 1, "sai cú pháp TOML"),
        ("quy-trinh.toml", "[duyet]\nbat-buoc = 1", 2, "cần true hoặc false"),
        ("don-vi.toml", "ten = ", 1, "sai cú pháp TOML"),
    ],
)
def test_broken_data_is_a_fault_of_its_file(
    portal: Path, check: Check, name: str, text: str, line: int, expected: str
) -> None:
    """With its line, beside the faults of articles; of the settings for advice, a reminder."""
    put(portal, "loi.md", an_article("Họp báo", date="31/02/2024"))
    (portal / "content" / "du-lieu" / name).write_text(text, "utf-8")
    done = check()

    assert done.returncode == 1
    assert f"content/du-lieu/{name}:{line}: " in done.stdout
    assert expected in done.stdout
    assert "content/loi.md:2: " in done.stdout
    assert not done.stderr


def test_a_file_that_is_not_there_gets_a_question(portal: Path, check: Check) -> None:
    """The nearest name is offered; a file of elsewhere is refused."""
    put(portal, "hop-bao-quy-mot.md", an_article("Họp báo"))
    done = check(portal / "content" / "hop-bao-qui-mot.md")

    assert done.returncode == 2
    assert "Ý bạn là “content/hop-bao-quy-mot.md”?" in done.stderr
    assert "không nằm trong thư mục" in check(PROJECT / "README.md").stderr
    noise = portal / "content" / ".bai.md.swp"
    noise.write_text("…", "utf-8")
    assert "không phải bài viết" in check(noise).stderr


def test_an_address_of_the_portals_data_that_leads_nowhere_is_told(portal: Path, check: Check) -> None:
    """Such a link stands on every page."""
    unit = portal / "content" / "du-lieu" / "don-vi.toml"
    unit.write_text('ten = "Cổng"\n\n[[tra-nhanh]]\nten = "Liên hệ"\ndia-chi = "/lien-he/"\n', "utf-8")

    done = check("--format=json")
    assert json.loads(done.stdout)["problems"][0]["line"] == 5
    assert problems(done) == [("content/du-lieu/don-vi.toml", "lien-ket-chet")]
    put(portal, "trang/lien-he.md", "Tiêu đề: Liên hệ\n\nGọi cho chúng tôi.\n")
    assert problems(check("--format=json")) == []


def test_a_photo_that_breaks_off_is_told_where_it_stands(portal: Path, check: Check) -> None:
    """Also in what is not public yet."""
    from PIL import Image

    whole = portal / "content" / "anh.jpg"
    Image.effect_noise((400, 300), 90).convert("RGB").save(whole)
    whole.write_bytes(whole.read_bytes()[:9000])
    body = "Một câu.\n\n![Quang cảnh buổi họp báo](anh.jpg)"
    put(portal, "a.md", an_article("Họp báo", body=body))
    put(portal, "b.md", an_article("Họp báo lần hai", "Trạng thái: chờ duyệt", body=body))
    done = check("--format=json")

    assert problems(done) == [("content/a.md", "anh-hong"), ("content/b.md", "anh-hong")]
    assert [one["line"] for one in json.loads(done.stdout)["problems"]] == [8, 9]


@pytest.mark.parametrize(
    ("lines", "date", "level", "ends"),
    [
        (("Trạng thái: nháp",), "05/03/2024", "warning", 0),
        (("Trạng thái: chờ duyệt",), "05/03/2024", "warning", 0),
        ((), "01/01/2030 07:00", "error", 1),
    ],
)
def test_what_is_not_public_yet_is_told_of_its_links(
    portal: Path, check: Check, lines: tuple[str, ...], date: str, level: str, ends: int
) -> None:
    """On the article's day it would be too late; a build tells it as a reminder, since others are published today."""
    text = an_article("Họp xã", *lines, date=date, body="![Bà con ra đê](anh.jpg)\n\n[lịch](/khong-co/)")
    mine = put(portal, "a.md", text)
    done = check("--format=json", mine)
    found = json.loads(done.stdout)["problems"]

    assert [(one["code"], one["level"]) for one in found] == [
        ("khong-tim-thay", level),
        ("lien-ket-chet", level),
    ]
    assert done.returncode == ends
    built = build_site(portal / "content", portal / "output", None, NOW, False)
    assert built.exit == 0
    told = [(one.code, one.line, one.level.name.lower()) for one in built.problems]
    assert told == [(one["code"], one["line"], "warning") for one in found]


def test_an_address_that_is_taken_is_fixed_with_a_free_one(portal: Path, check: Check) -> None:
    """The one that gives way gets the line that the message names; then both are published."""
    put(portal, "bai-viet/ban-dat.md", an_article("Bán đất"))
    mine = put(portal, "bai-viet/bàn đạt.md", an_article("Bàn đạt", date="01/12/2023"))

    told = [
        one for one in json.loads(check("--format=json").stdout)["problems"] if one["code"] == "trung-dia-chi"
    ]
    assert [(one["path"], one["fixable"]) for one in told] == [("content/bai-viet/bàn đạt.md", True)]
    assert "Đã sửa 1 tệp." in check("--fix", "--yes").stdout

    assert "Đường dẫn: ban-dat-2\n" in mine.read_text("utf-8")
    assert check("--format=json").returncode == 0


def test_fix_shows_and_waits_for_a_yes(portal: Path, check: Check) -> None:
    """Nobody at the keyboard: the difference is shown, nothing is written; with --yes what is sure is written."""
    before = an_article("Họp báo", date="29-11-2023 (GMT+7)", body="Đạt 86.1%.  ")
    mine = put(portal, "a.md", before)
    shown = check("--fix", mine)

    assert shown.returncode == 0, shown.stderr
    assert "-Ngày đăng: 29-11-2023 (GMT+7)" in shown.stdout
    assert "+Ngày đăng: 29/11/2023" in shown.stdout
    assert mine.read_text("utf-8") == before
    written = check("--fix", "--yes", mine)
    assert "Đã sửa 1 tệp." in written.stdout
    assert mine.read_text("utf-8") == an_article("Họp báo", date="29/11/2023", body="Đạt 86.1%.")
    assert "Còn 1 chỗ cần người trả lời" in written.stdout
    assert "Chưa sửa tệp nào." in check("--fix", "--yes", mine).stdout


def test_a_build_says_nothing_of_advice(portal: Path) -> None:
    """Errors and reminders are for everybody who builds, advice for who asks."""
    put(portal, "a.md", an_article("Họp xã.", body="Hội LHPN đạt 86.1%."))
    result = build_site(portal / "content", portal / "output", None, NOW, False)

    assert result.problems == ()


# One process: what one file's check looks at, and that it says what a check of all says.


def _checked(portal: Path, paths: list[str], now: datetime = NOW) -> list[Problem]:
    settings = BuildSettings(
        portal / "content", portal / "output", PROJECT / "theme", portal / ".cache", now, quarantine=True
    )

    def problems_of(analysis: SourceAnalysis) -> list[Problem]:
        shown = {analysis.context.library.shown(path) for path in paths}
        found = [*analysis.problems, *all_advice(analysis, AdviceSettings(), paths)]
        return sorted({problem for problem in found if problem.path in shown})

    return analyse(settings, problems_of, pool=WorkerPool())


def test_only_what_changed_is_read_again(portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second check of a file among many reads that file alone, for its facts and for its advice."""
    for number in range(60):
        put(
            portal,
            f"tin/{number}.md",
            an_article(f"Tin số {number}", body=f"Việc thứ {number} của xã. " * 20),
        )
    _checked(portal, ["tin/7.md"])
    read: list[str] = []
    advised: list[str] = []
    read_article, read_lint_input = read_sources.read_article, advice.read_lint_input

    def reading_of(path: str, *more: object) -> object:
        read.append(path)
        return read_article(path, *more)  # type: ignore[arg-type]

    def lint_input_of(path: str, *more: object) -> object:
        advised.append(path)
        return read_lint_input(path, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(read_sources, "read_article", reading_of)
    monkeypatch.setattr(advice, "read_lint_input", lint_input_of)
    put(portal, "tin/7.md", an_article("Tin số 7", body="Đạt 86.1%."))

    assert [one.code for one in _checked(portal, ["tin/7.md"])] == ["dau-thap-phan"]
    assert read == ["content/tin/7.md"]
    assert advised == ["content/tin/7.md"]


def test_one_file_is_told_what_a_check_of_all_tells_of_it(portal: Path) -> None:
    """After every change, and whether anything was remembered or not."""
    texts = {
        "a.md": [
            an_article("Một"),
            an_article("Hai", body="[b](b.md)"),
            an_article("Một", "Trạng thái: nháp"),
        ],
        "b.md": [
            an_article("Hai", body=STORY),
            an_article("Ba", date="32/01/2024"),
            an_article("Ba", body="[a](a.md#x)"),
        ],
        "c.md": [
            an_article("Một", body="[b](b.md) 86.1%"),
            an_article("Bốn", date="01/06/2024", body=STORY),
            an_article("Bốn."),
        ],
    }
    for next_change in range(9):
        name = sorted(texts)[next_change % 3]
        put(portal, name, texts[name][(next_change * 2 + next_change // 3) % 3])
        alone = [
            _checked(portal, [path])
            for path in ("a.md", "b.md", "c.md", "tot.md")
            if (portal / "content" / path).exists()
        ]
        together = _checked(portal, ["a.md", "b.md", "c.md", "tot.md"])
        assert sorted(one for some in alone for one in some) == together
        for cache in (portal / ".cache").glob("nho-*"):
            cache.unlink()
        assert _checked(portal, ["a.md", "b.md", "c.md", "tot.md"]) == together


def test_a_check_begins_with_what_a_build_read(portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a build nothing is read twice."""
    build_site(portal / "content", portal / "output", None, NOW, False)

    def forbidden(*more: object) -> object:
        raise AssertionError(f"read again: {more[0]}")

    monkeypatch.setattr(read_sources, "read_article", forbidden)

    assert _checked(portal, ["tot.md"]) == []
