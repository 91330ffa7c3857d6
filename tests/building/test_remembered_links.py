"""What is remembered of links never tells what is no longer so: a check that remembers says what a first one says."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from plugins.building.analysis import analyse
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.worker_pool import WorkerPool
from plugins.problems import Problem

PROJECT = Path(__file__).resolve().parents[2]
NOW = datetime.fromisoformat("2024-06-30T08:00:00+07:00")
SECTIONS = """
[[chuyen-muc]]
ten = "Tin trong huyện"
dia-chi = "tin-trong-huyen"
chinh = true
"""
ARTICLES = 6
PHOTO = "duong-moi.jpg"
LINKS = (
    "[a](tin-{n}.md)",
    "[a](tin-{n}.md#viec-cua-thon)",
    "[a](tin-{n}.md#viec-cua-thom)",
    "[a](tim-{n}.md)",
    "[a](/tin-trong-huyen/2023/tin-{n}/)",
    "[a](/tin-trong-huyen/2023/tin-{n}/#viec-cua-thon)",
    "[a](https://vi-du.vn/tin-trong-huyen/2023/tin-{n}/index.html#viec-cua-thon)",
    "[a](https://vi-du.vn/tin-trong-huyen/#noi-dung)",
    "[a](https://vi-du.vn/tin-{n}.md)",
    "[a](https://vi-du.vn/ke-hoach.pdf)",
    "![a](duong-moi.jpg)",
    "![a](duong-mo.jpg)",
    "[a](ke-hoach.pdf)",
    "[a]({{category}}Tin trong huyện)",
    "[a](htp://vi-du.vn)",
)
HEADERS = ("Trạng thái: nháp", "Ngày đăng: 1/1/2025", "Trạng thái: đăg", "Đường dẫn: tin-1", "Mục: x")


def write_article(content: Path, chance: random.Random) -> None:
    """Write an article anew, with other links and perhaps an error in its header."""
    number = chance.randrange(ARTICLES)
    lines = [f"Tiêu đề: Xã họp số {number}", "Chuyên mục: Tin trong huyện", "Tác giả: Lê Hải"]
    lines += [chance.choice(HEADERS)] if chance.random() < 0.3 else []
    if not any(line.startswith("Ngày") for line in lines):
        lines.append("Ngày đăng: 29/11/2023")
    if not any(line.startswith("Đường dẫn") for line in lines):
        lines.append(f"Đường dẫn: tin-{number}")
    links = [one.format(n=chance.randrange(ARTICLES)) for one in chance.sample(LINKS, chance.randint(0, 2))]
    heading = "## Việc của thôn" if chance.random() < 0.6 else "## Việc khác"
    (content / f"tin-{number}.md").write_text(
        "\n\n".join(["\n".join(lines), "Dân họp.", heading, *links]), "utf-8"
    )


def write_photo(content: Path, chance: random.Random) -> None:
    """Let the photo be sound, torn, empty, no photo, of another name, or gone."""
    for path in content.glob("duong-*.jpg"):
        path.unlink()
    photo = content / PHOTO
    Image.new("RGB", (40, 30), (chance.randrange(255), 90, 90)).save(photo)
    what = chance.choice(("sound", "torn", "empty", "text", "other", "gone"))
    if what == "torn":
        photo.write_bytes(photo.read_bytes()[:-200])
    elif what in ("empty", "text"):
        photo.write_bytes(b"" if what == "empty" else b"khong phai anh")
    elif what == "other":
        photo.rename(content / "duong-moii.jpg")
    elif what == "gone":
        photo.unlink()


def write_document(content: Path, chance: random.Random) -> None:
    """Let the document be there, empty, or gone."""
    path = content / "ke-hoach.pdf"
    path.write_bytes(b"%PDF-1.4\n%%EOF\n" if chance.random() < 0.5 else b"")
    if chance.random() < 0.3:
        path.unlink()


def remove_article(content: Path, chance: random.Random) -> None:
    """Let an article be gone."""
    (content / f"tin-{chance.randrange(ARTICLES)}.md").unlink(missing_ok=True)


STEPS: tuple[Callable[[Path, random.Random], None], ...] = (
    write_article,
    write_article,
    write_article,
    write_photo,
    write_document,
    remove_article,
)


@pytest.mark.parametrize("seed", range(4))
def test_a_check_that_remembers_tells_what_a_first_one_tells(tmp_path: Path, seed: int) -> None:
    """After each of many random changes, of articles and of what they name; photos that were drawn are kept by both."""
    content, chance = tmp_path / "content", random.Random(seed)
    (content / "du-lieu").mkdir(parents=True)
    (content / "du-lieu" / "chuyen-muc.toml").write_text(SECTIONS, "utf-8")

    def told(cache: str) -> tuple[Problem, ...]:
        settings = BuildSettings(
            content, tmp_path / "output", PROJECT / "theme", tmp_path / cache, NOW, siteurl="https://vi-du.vn"
        )
        return analyse(settings, lambda analysis: analysis.problems, pool=WorkerPool(1))

    for _ in range(ARTICLES):
        write_article(content, chance)
    for number in range(25):
        chance.choice(STEPS)(content, chance)
        shutil.rmtree(tmp_path / "fresh", ignore_errors=True)
        assert told("remembering") == told("fresh"), number
        assert told("remembering") == told("remembering"), number
