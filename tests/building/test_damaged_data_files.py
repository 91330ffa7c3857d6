"""A damaged data file is told at its line, in check, preview and build alike, and keeps nobody else from the public."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from plugins.building.analysis import SourceAnalysis, analyse
from plugins.building.edition.result import Result
from plugins.building.run import build
from plugins.building.sources.data_files import read_data_file
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.worker_pool import WorkerPool
from plugins.editors.checks.advice_settings import load_settings
from plugins.editors.checks.rulebook import CODES
from plugins.problems import Level, Problem

PROJECT = Path(__file__).resolve().parents[2]
NOW = datetime.fromisoformat("2024-06-30T08:00:00+07:00")
DATA = {
    "chuyen-muc.toml": """# Các chuyên mục.
[[chuyen-muc]]
ten = "Tin trong huyện"
mo-ta = "Chuyện mới."
ten-cu = ["Tin xã"]

    [[chuyen-muc.con]]
    ten = "Tin thôn"
    chinh = true

[[chuyen-muc]]
ten = "Văn hóa"
dia-chi = "van-hoa"
""",
    "tac-gia.toml": """[[tac-gia]]
ten = "Lê Hải"
dia-chi = "le-hai"

[[tac-gia]]
ten = "Nguyễn Thị Hạnh"
ten-khac = ["Hạnh", "N. T. Hạnh"]

[[co-quan]]
ten = "Trung tâm VHTT"
ten-khac = [
    "Trung tâm Văn hóa",
]
""",
    "quy-trinh.toml": """[duyet]
bat-buoc = true
khac-tac-gia = true
nguoi-duyet = ["Nguyễn Thị Hạnh"]
tu-ngay = 2024-07-01
""",
    "don-vi.toml": """ten = "Cổng xã"
ten-ngan = "Xã"
[khau-hieu]
noi-dung = "TIẾN LÊN"
het-han = 2025-06-30
[chiu-trach-nhiem]
noi-dung = "Trung tâm VHTT"
[[lien-he]]
nhan = "Điện thoại"
noi-dung = "0237"
dia-chi = "tel:0237"
[[tra-nhanh]]
ten = "Tin"
dia-chi = "/tin-trong-huyen/"
""",
    "dia-danh.toml": """[[dia-danh]]
cu = "xã Xuân Hồng"
nay = "xã Thọ Xuân"
tu-ngay = 2024-01-01

[[dia-danh]]
cu = "xã Xuân Giang"
nay = "xã Thọ Xuân"
tu-ngay = "01/07/2024"
""",
    "viet-tat.toml": """[[viet-tat]]
ngan = "UBND"
day-du = "Ủy ban nhân dân"

[[viet-tat]]
ngan = "HĐND"
day-du = "Hội đồng nhân dân"
""",
    "kiem-tra.toml": """tat = ["viet-tat"]
[muc]
tieu-de = 65
[viet-tat]
da-biet = ["VHTT"]
""",
    "dia-chi-cu.toml": """[[chuyen]]
tu = "/web/van-ban/*"
den = "/tin-trong-huyen/"

[[bo]]
dia-chi = "/tin/2020/bai/"
ly-do = "Đăng nhầm."
""",
}
ARTICLE = """Tiêu đề: {title}
Ngày đăng: 14/05/2024
Chuyên mục: Tin trong huyện
Tác giả: {author}

{title}: sáng nay xã họp bàn mùa màng.
"""
WRONG = (
    "5",
    "true",
    '""',
    "[]",
    "[1]",
    "{}",
    '"\\u0000"',
    "2024-13-45",
    "1979-05-27T07:32:00Z",
    "[[[[",
    "nan",
)


def cut(text: str, chance: random.Random) -> bytes:
    """Return the file as it is where the disk was full."""
    data = text.encode()
    return data[: chance.randrange(len(data))]


def without_a_line(text: str, chance: random.Random) -> bytes:
    """Return the file without one of its lines."""
    lines = text.split("\n")
    del lines[chance.randrange(len(lines))]
    return "\n".join(lines).encode()


def with_a_line_twice(text: str, chance: random.Random) -> bytes:
    """Return the file with one of its lines twice: a table, a key."""
    lines = text.split("\n")
    place = chance.randrange(len(lines))
    return "\n".join([*lines[:place], lines[place], *lines[place:]]).encode()


def with_another_value(text: str, chance: random.Random) -> bytes:
    """Return the file with one value of another type."""
    lines = text.split("\n")
    place = chance.choice([number for number, line in enumerate(lines) if "=" in line])
    lines[place] = f"{lines[place].partition('=')[0]}= {chance.choice(WRONG)}"
    return "\n".join(lines).encode()


def with_another_key(text: str, chance: random.Random) -> bytes:
    """Return the file with a key or a table that is misspelt."""
    lines = text.split("\n")
    place = chance.choice([number for number, line in enumerate(lines) if line.strip()])
    lines[place] = lines[place].replace("e", "3", 1).replace("[[", "[", chance.randrange(2))
    return "\n".join(lines).encode()


def with_odd_bytes(text: str, chance: random.Random) -> bytes:
    """Return the file with bytes that are no text, or not meant to be."""
    data = text.encode()
    place = chance.randrange(len(data))
    odd = chance.choice(
        (b"\xff", b"\x00", b"\xc3", b"\r", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b'"', b"[", b"\x1b")
    )
    return data[:place] + odd + data[place:]


DAMAGES = (cut, without_a_line, with_a_line_twice, with_another_value, with_another_key, with_odd_bytes)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A portal with every data file, and two articles."""
    data = tmp_path / "content" / "du-lieu"
    data.mkdir(parents=True)
    for name, text in DATA.items():
        (data / name).write_text(text, "utf-8")
    for name, author in (("mot", "Lê Hải"), ("hai", "Nguyễn Thị Hạnh")):
        text = ARTICLE.format(title=f"Bài {name}", author=author)
        (data.parent / f"{name}.md").write_text(text, "utf-8")
    return tmp_path


def settings_of(site: Path, *, quarantine: bool = True, preview: bool = False) -> BuildSettings:
    """Return the settings of a build."""
    return BuildSettings(
        site / "content",
        site / ("xem" if preview else "output"),
        PROJECT / "theme",
        site / ".cache",
        NOW,
        quarantine=quarantine,
        preview=preview,
        cards=False,
        search=False,
    )


def built(site: Path, *, quarantine: bool = True, preview: bool = False) -> Result:
    """Build the portal."""
    settings = settings_of(site, quarantine=quarantine, preview=preview)
    return build(settings, BuildListener(), WorkerPool(1))


def checked(site: Path) -> tuple[Problem, ...]:
    """Check the portal, its settings for advice with it."""
    advice = read_data_file(site / "content", "du-lieu/kiem-tra.toml")

    def problems(analysis: SourceAnalysis) -> tuple[Problem, ...]:
        sections = {section.name for section in analysis.context.registries.sections.all}
        load_settings(advice, CODES, sections)
        return tuple(sorted({*analysis.problems, *advice.problems}))

    return analyse(settings_of(site), problems, pool=WorkerPool(1))


def of_the_file(problems: tuple[Problem, ...], name: str) -> list[Problem]:
    """Return what is told of a data file."""
    return [one for one in problems if one.path == f"content/du-lieu/{name}"]


def test_a_sound_portal_has_nothing_to_mend(site: Path) -> None:
    """What the damage is done to is right."""
    assert not [one for one in checked(site) if one.level is Level.ERROR]
    assert built(site, quarantine=False).exit == 0


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda one: one.__name__)
@pytest.mark.parametrize("name", DATA)
def test_a_check_tells_any_damage_at_its_line(
    site: Path, name: str, damage: Callable[[str, random.Random], bytes]
) -> None:
    """No fault of a data file ends a check: it names the file and a line that there is, and goes on with the articles."""
    chance = random.Random(f"{name} {damage.__name__}")
    (site / "content" / "hong.md").write_text(ARTICLE.format(title="<b>", author="A"), "utf-8")
    for _ in range(8):
        data = damage(DATA[name], chance)
        (site / "content/du-lieu" / name).write_bytes(data)
        problems = checked(site)
        told = of_the_file(problems, name)
        assert all(0 < one.line <= data.count(b"\n") + data.count(b"\r") + 1 for one in told), (data, told)
        assert len(told) == len({(one.line, one.message) for one in told})
        assert [one for one in problems if one.path == "content/hong.md"], data
        assert told or read_data_file(site / "content", f"du-lieu/{name}").readable, data


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda one: one.__name__)
@pytest.mark.parametrize("name", DATA)
def test_no_damage_ends_a_build_with_exit_code_2(
    site: Path, name: str, damage: Callable[[str, random.Random], bytes]
) -> None:
    """A build says what the check says; either the others go out, or it says why nothing can."""
    chance = random.Random(f"{damage.__name__} {name}")
    for _ in range(2):
        (site / "content/du-lieu" / name).write_bytes(damage(DATA[name], chance))
        result = built(site)
        of_check = [one for one in checked(site) if one.level is Level.ERROR]
        assert [one for one in result.problems if one.level is Level.ERROR] == of_check
        assert result.exit == bool(of_check)
        if result.fault:
            assert name in ("chuyen-muc.toml", "quy-trinh.toml", "don-vi.toml")
            assert name in result.fault
        else:
            assert result.counts
            assert result.counts.pages


@pytest.mark.parametrize(
    ("name", "row", "line"),
    [
        ("tac-gia.toml", '[[tac-gia]]\nten = ""\n', 14),
        ("tac-gia.toml", '[[tac-gia]]\nten = "Phạm Văn Tú"\nten-khac = 5\n', 16),
        ("tac-gia.toml", '[[tac-gai]]\nten = "Phạm Văn Tú"\n', 14),
        ("viet-tat.toml", '[[viet-tat]]\nngan = "TW"\n', 8),
        ("dia-danh.toml", '[[dia-danh]]\ncu = "xã A"\n', 10),
        ("dia-chi-cu.toml", '[[chuyen]]\ntu = "/cu/"\n', 8),
        ("dia-chi-cu.toml", '[[chuyen]]\ntu = "/cu/"\nden = "khong"\n', 8),
        ("chuyen-muc.toml", '[[chuyen-muc]]\nten = "Thẻ"\ndia-chi = "the"\n', 16),
        ("chuyen-muc.toml", '[[chuyen-muc]]\nten = "Tin"\ndia-chi = "van-hoa"\n', 14),
        ("don-vi.toml", "[thong-bao]\nnoi-dung = 5\n", 16),
        ("don-vi.toml", '[thong-bao]\nnoi-dung = "Bão"\nhet-han = "mai"\n', 17),
        ("don-vi.toml", '[[lien-he]]\nnhan = ["a"]\n', 16),
    ],
)
def test_one_bad_entry_takes_nobody_else_out(site: Path, name: str, row: str, line: int) -> None:
    """Without --quarantine nothing is touched; with it, all articles go out."""
    file = site / "content/du-lieu" / name
    file.write_text(DATA[name] + row, "utf-8")
    assert built(site, quarantine=False).exit == 1
    assert not (site / "output").exists()
    result = built(site)
    assert (result.exit, result.fault) == (1, "")
    assert [(one.path, one.line) for one in result.problems] == [(f"content/du-lieu/{name}", line)]
    for slug in ("mot", "hai"):
        assert (site / f"output/tin-trong-huyen/2024/{slug}/index.html").exists()
    assert of_the_file(built(site, preview=True).problems, name) == list(result.problems)


@pytest.mark.parametrize(
    ("name", "text", "goes_out"),
    [
        ("chuyen-muc.toml", "[[chuyen-muc\n", False),
        ("chuyen-muc.toml", 'chuyen-muc = "Tin"\n', False),
        ("quy-trinh.toml", "[duyet\n", False),
        ("quy-trinh.toml", '[duyet]\nbat-buoc = "true"\n', False),
        ("don-vi.toml", 'ten = "Cổng\n', False),
        ("tac-gia.toml", "[[tac-gia\n", True),
        ("viet-tat.toml", "[[viet-tat\n", True),
        ("kiem-tra.toml", "tat = [\n", True),
        ("dia-chi-cu.toml", "[[chuyen\n", True),
        ("da-nhap.toml", "[[nhap\n", True),
    ],
)
def test_what_cannot_be_published_safely_stays_as_it_was(
    site: Path, name: str, text: str, goes_out: bool
) -> None:
    """A portal without sections, approval or name is not put in place of a whole one; without the others it goes out."""
    assert built(site).exit == 0
    (site / "content" / "ba.md").write_text(ARTICLE.format(title="Bài ba", author="Lê Hải"), "utf-8")
    (site / "content/du-lieu" / name).write_text(text, "utf-8")
    result = built(site)
    assert result.exit == 1
    assert [one.line for one in of_the_file(result.problems, name)] == [
        2 if name == "quy-trinh.toml" and "true" in text else 1
    ]
    assert len({one.path for one in result.problems}) == 1
    assert bool(result.fault) != goes_out
    assert (site / "output/tin-trong-huyen/2024/mot/index.html").exists()
    assert (site / "output/tin-trong-huyen/2024/ba/index.html").exists() == goes_out
    shown = built(site, preview=True)
    assert not shown.fault
    assert of_the_file(shown.problems, name)


@pytest.mark.parametrize("name", DATA)
def test_what_is_no_file_is_told(site: Path, name: str) -> None:
    """A folder under a data file's name."""
    (site / "content/du-lieu" / name).unlink()
    (site / "content/du-lieu" / name).mkdir()
    assert [one.code for one in of_the_file(built(site).problems, name)] == ["sai-toml"]
