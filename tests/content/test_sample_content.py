"""The sample content is a portal's worth of articles, whole, lawful and in its own words."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from site_builds import build_site

from plugins.article.facts import Article
from plugins.article.read import read_article
from plugins.article.registries import Registries
from plugins.author.people import Organisation
from plugins.author.registry import load_authors
from plugins.category.registry import load_sections
from plugins.header.parse import parse
from plugins.lifecycle.outcome import Outcome, outcome
from plugins.media.svg import SafeSvg, sanitise
from plugins.registers.state import RegisterState, state_on

PROJECT = Path(__file__).resolve().parents[2]
CONTENT = PROJECT / "content"
ARTICLES = sorted((CONTENT / "bai-viet").rglob("*.md"))
STANDING = sorted((CONTENT / "trang").glob("*.md"))
PICTURES = sorted(path for path in CONTENT.rglob("*") if path.suffix in (".jpg", ".svg"))
# A whole sentence of this many words is somebody's; a shorter one may be a name or a figure.
OWN_WORDS = 8
NOW = datetime.fromisoformat("2024-06-30T08:00:00+07:00")
LATER = datetime.fromisoformat("2026-01-01T08:00:00+07:00")


def body(path: Path) -> str:
    """Return an article's text without its header."""
    return parse(path.as_posix(), path.read_text("utf-8")).body


def sentences(text: str) -> set[str]:
    """Return the sentences of a text that are long enough to belong to someone."""
    found = (" ".join(re.findall(r"\w+", part.lower())) for part in re.split(r"[.;:!?…\n|]+(?!\d)", text))
    return {one for one in found if len(one.split()) >= OWN_WORDS}


def words(path: Path) -> int:
    """Return how many syllables an article's body has; marks and bars are none."""
    return len(re.findall(r"\w+", body(path)))


@pytest.fixture(scope="module")
def articles() -> dict[Path, Article]:
    """Every article of the sample, as it is read."""
    data = CONTENT / "du-lieu"
    registries = Registries(
        load_sections((data / "chuyen-muc.toml").read_text("utf-8")),
        load_authors((data / "tac-gia.toml").read_text("utf-8")),
        ZoneInfo("Asia/Ho_Chi_Minh"),
        Organisation("Ban biên tập", "ban-bien-tap"),
    )
    read = {
        path: read_article(f"content/{path.relative_to(CONTENT).as_posix()}", path.read_bytes(), registries)
        for path in ARTICLES
    }
    return {path: reading.article for path, reading in read.items() if reading.article}


@pytest.mark.parametrize("now", [NOW, LATER], ids=["now", "later"])
def test_nothing_is_to_be_fixed(now: datetime, with_pictures: Path) -> None:
    """The sample has neither errors nor reminders, now and when almost everything is out: each consultation of it tells what came of it."""
    result = build_site(CONTENT, with_pictures / "output", None, now, False)

    assert result.exit == 0, result.fault
    assert [(one.code, Path(one.path).name) for one in result.problems] == []


def test_there_are_enough_real_articles(articles: dict[Path, Article]) -> None:
    """At least 22 articles of 200 words and more, over six sections and eight years."""
    real = [article for path, article in articles.items() if words(path) >= 200]

    assert len(real) >= 22
    assert len({article.section.split("/")[0] for article in real}) >= 6
    assert len({article.date.year for article in real if article.date}) >= 8


def test_no_article_is_too_long() -> None:
    """A news article is read in a few minutes."""
    assert [path.name for path in ARTICLES if words(path) > 450] == []


def test_every_outcome_but_rejected_occurs(articles: dict[Path, Article]) -> None:
    """The sample shows each end that a file can have, and none is refused."""
    assert set(articles) == set(ARTICLES)
    assert {outcome(article, NOW) for article in articles.values()} == set(Outcome) - {Outcome.REJECTED}


def test_the_scheduled_article_has_a_photo_of_its_own(articles: dict[Path, Article]) -> None:
    """A photo that only a scheduled article uses lies beside it."""
    path = CONTENT / "bai-viet/tin-trong-huyen/2030/bai-hen-gio.md"

    assert outcome(articles[path], LATER) is Outcome.SCHEDULED
    assert (path.parent / "chao-nam-moi.jpg").exists()
    assert [one.name for one in ARTICLES if "chao-nam-moi.jpg" in one.read_text("utf-8")] == [path.name]


def test_the_register_shows_a_document_s_life(articles: dict[Path, Article]) -> None:
    """Eight entries and more; among those that are out: consultations to come, open, closed and concluded, what was issued, what is not known."""
    entries = [
        article.register
        for article in articles.values()
        if article.register and outcome(article, NOW) is Outcome.PUBLISHED
    ]

    assert len(entries) >= 8
    assert {state_on(entry, NOW.date()) for entry in entries} >= {
        RegisterState.UPCOMING,
        RegisterState.OPEN,
        RegisterState.CLOSED,
        RegisterState.CONCLUDED,
        RegisterState.ISSUED,
        RegisterState.UNKNOWN,
    }


def test_illustrative_drafts_say_so(articles: dict[Path, Article]) -> None:
    """An entry under consultation is no real document: title and lead say it, it has no number, and no mailbox that exists."""
    drafts = [article for article in articles.values() if article.register and article.register.consultation]

    assert len(drafts) == 4
    for article in drafts:
        assert article.register is not None
        assert article.title.startswith("Dự thảo minh họa")
        assert "không phải văn bản của cơ quan nào" in " ".join(article.body.lead.split())
        assert (article.register.number, article.register.issuer) == ("", "")
        ways = article.register.ways
        assert not ways or (ways.email.endswith(".example") and not ways.phone and "minh họa" in ways.agency)


def test_bylines_name_only_known_writers() -> None:
    """No person is invented."""
    known = tomllib.loads((CONTENT / "du-lieu" / "tac-gia.toml").read_text("utf-8"))
    names = {row["ten"] for table in ("tac-gia", "co-quan") for row in known[table]}
    office = known["co-quan"][0]["ten"]
    allowed = names | {f"{row['ten']}, {office}" for row in known["tac-gia"]}

    assert {parse(path.name, path.read_text("utf-8")).value("author") for path in ARTICLES} <= allowed


def test_the_story_of_the_old_page_is_told_whole() -> None:
    """The retold article keeps the old page's day, section, byline and every figure."""
    path = CONTENT / "bai-viet/chien-luoc-dinh-huong-quy-hoach/2023/hoi-phu-nu-vung-tu-co-so.md"
    source = parse(path.name, path.read_text("utf-8"))

    assert source.value("date").startswith("29/11/2023")
    assert source.value("author") == "Lê Hải, Trung tâm VHTT, TT và DL huyện Thọ Xuân"
    for figure in (
        "605",
        "40.000",
        "86,1%",
        "4 lớp",
        "350",
        "30 người",
        "6 người",
        "43",
        "30 hộ",
        "45 cuộc",
        "30 cuộc",
        "15",
    ):
        assert figure in source.body, figure
    for name in ("Xuân Lai", "Tây Hồ", "Thọ Hải", "21-CT/TW", "Luật Đất đai", "Luật Bảo hiểm xã hội"):
        assert name in source.body, name


def test_the_words_are_our_own() -> None:
    """No sentence is shared with the old portal's page, where that page is at hand."""
    theirs = set[str]()
    for path in (PROJECT.parent / "shared" / "seed").glob("*"):
        theirs |= sentences(path.read_text("utf-8")) if path.name != "README.md" else set()
    for path in (*ARTICLES, *STANDING):
        assert sentences(body(path)) & theirs == set(), path.name


def test_sentences_are_compared_without_marks() -> None:
    """Capitals and punctuation do not hide a borrowed sentence; short ones are nobody's."""
    text = "Một hai ba bốn năm sáu bảy, TÁM! Chỉ bốn chữ thôi."

    assert sentences(text) == {"một hai ba bốn năm sáu bảy tám"}


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.name)
def test_pictures_are_light_and_sound(path: Path) -> None:
    """Each is below 150 kB; a photo is 1600 × 1000, a drawing is safe and has a title."""
    assert path.stat().st_size < 150_000
    if path.suffix == ".svg":
        assert isinstance(sanitise(path.read_bytes()), SafeSvg)
        assert "<title>" in path.read_text("utf-8")
    else:
        with Image.open(path) as image:
            assert image.size == (1600, 1000)


def test_pictures_are_many_and_used() -> None:
    """Eight and more, three of them drawings, one named as an editor would; none lies idle."""
    texts = "\n".join(path.read_text("utf-8") for path in ARTICLES)

    assert len(PICTURES) >= 8
    assert sum(path.suffix == ".svg" for path in PICTURES) >= 3
    assert any(" " in path.name and not path.name.isascii() for path in PICTURES)
    assert [path.name for path in PICTURES if path.name not in texts] == []


def test_attachments_are_used() -> None:
    """Two PDFs and a table, each attached to some article."""
    texts = "\n".join(path.read_text("utf-8") for path in ARTICLES)
    files = sorted(path.name for path in (CONTENT / "tai-lieu").iterdir())

    assert Counter(Path(name).suffix for name in files) == {".pdf": 2, ".csv": 1}
    assert [name for name in files if name not in texts] == []


def test_the_slogan_ends_and_contacts_reach_nobody() -> None:
    """The slogan has its last day; the mailbox is at a name that nobody can have (RFC 2606), the number says that it is a sample and is not dialled."""
    text = (CONTENT / "du-lieu" / "don-vi.toml").read_text("utf-8")
    unit = tomllib.loads(text)

    assert unit["khau-hieu"]["het-han"] == date(2025, 6, 30)
    assert unit["khau-hieu"]["noi-dung"].isupper()
    links = [row["dia-chi"] for row in unit["lien-he"] if row.get("dia-chi")]
    assert links == [link for link in links if re.fullmatch(r"mailto:[a-z-]+@minh-hoa\.example", link)] != []
    told = [row["noi-dung"] for row in unit["lien-he"] if re.search(r"\d{3}", row["noi-dung"])]
    assert told == [text for text in told if "minh họa" in text]
