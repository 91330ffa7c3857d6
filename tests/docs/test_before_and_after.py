"""Every code has an example before and after the fault is fixed, and the examples are true."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from emitted_codes import codes
from PIL import Image

from plugins.building.analysis import SourceAnalysis, analyse
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.worker_pool import WorkerPool
from plugins.editors.checks.advice import all_advice
from plugins.editors.checks.advice_settings import AdviceSettings
from plugins.header.fields import find_key

PROJECT = Path(__file__).resolve().parents[2]
PAGE = (PROJECT / "docs" / "vi" / "bien-tap" / "truoc-sau.md").read_text("utf-8")
ROW = re.compile(r"^\| `([a-z0-9-]+)` \| (.+?) (?<!\\)\| (.+?) (?<!\\)\|$", re.MULTILINE)
FRAMED = re.compile(r"`([^`]+)`(?: \([^)]*\))?")
HEADER = {
    "Tiêu đề": "Xã trồng thêm hai trăm cây",
    "Ngày đăng": "05/03/2024",
    "Chuyên mục": "Tin trong huyện",
    "Tác giả": "Lê Hải",
}
FOLDER = "content/bai-viet/tin-trong-huyen/2024"
# Stands only on pages that are made, and is a keeper's to mend.
OF_THE_AUDIT = {"anh-chet", "trung-id", "sot-ky-hieu", "ma-trong-trang", "khong-phai-utf8", "chua-chuan-nfc"}
# Said of the machine that builds, not of an article.
OF_THE_MACHINE = {"tim-kiem", "cai-dat"}


def rows() -> list[tuple[str, str, str, str]]:
    """Return section, code, before and after of each row."""
    sections = re.split(r"^## (.+)$", PAGE, flags=re.MULTILINE)[1:]
    return [
        (section, *found.groups())
        for section, text in zip(sections[::2], sections[1::2], strict=True)
        for found in ROW.finditer(text)
    ]


def example(cell: str) -> str:
    """Return the text in the frame of a cell, "" where it tells in words."""
    found = FRAMED.fullmatch(cell)
    return re.sub(r" ?⏎ ?", "\n", found[1]).replace("\\|", "|") if found else ""


def article(section: str, text: str) -> str:
    """Return the article that an example is part of."""
    if section == "Cả tệp":
        return f"{text}\n"
    if section != "Phần đầu bài":
        header = "\n".join(f"{key}: {value}" for key, value in HEADER.items())
        return f"{header}\n\n{text}\n"
    written = text.split("\n")
    keys = {key.name for line in written if (key := find_key(re.split("[:：]", line)[0]))}
    kept = [
        f"{key}: {value}"
        for key, value in HEADER.items()
        if (known := find_key(key)) and known.name not in keys
    ]
    return "\n".join([*kept, *written, "", "Sáng nay bà con ra đê.", ""])


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal with what the examples name."""
    folder = tmp_path_factory.mktemp("portal")
    data, news = folder / "content" / "du-lieu", folder / FOLDER
    data.mkdir(parents=True)
    news.mkdir(parents=True)
    for name in ("chuyen-muc.toml", "tac-gia.toml"):
        (data / name).write_bytes((PROJECT / "content" / "du-lieu" / name).read_bytes())
    (data / "quy-trinh.toml").write_text('[duyet]\nnguoi-duyet = ["Nguyễn Thị Hạnh"]\n', "utf-8")
    Image.new("RGB", (40, 30)).save(news / "anh.jpg")
    (news / "ke-hoach.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    (news / "cai-dat.exe").write_bytes(b"MZ")
    (news / "bai-cu.md").write_text(
        article("Thân bài", "## Kết quả\n\nCây đã bén rễ.").replace("Xã trồng", "Xã đã trồng"), "utf-8"
    )
    issued = "Tiêu đề: Kế hoạch\nLoại văn bản: Quyết định\nSố ký hiệu: 5/QĐ-UBND\nNgày ban hành: 01/03/2023"
    (news / "quyet-dinh-5.md").write_text(article("Phần đầu bài", issued), "utf-8")
    (news / "bai-nhap.md").write_text(article("Phần đầu bài", "Tiêu đề: Nháp\nTrạng thái: nháp"), "utf-8")
    (news / "bai-loi.md").write_text(article("Phần đầu bài", "Tiêu đề: Lỗi\nNgày đăng: 31/02/2024"), "utf-8")
    return folder


def codes_in(portal: Path, text: str) -> set[str]:
    """Return the codes that a check says of an article."""
    file = portal / FOLDER / "vi-du.md"
    file.write_text(text, "utf-8")
    now = datetime.fromisoformat("2024-06-30T08:00:00+07:00")
    settings = BuildSettings(portal / "content", portal / "output", PROJECT / "theme", portal / ".cache", now)

    def then(analysis: SourceAnalysis) -> set[str]:
        mine = f"{FOLDER}/vi-du.md"
        advice = all_advice(analysis, AdviceSettings(), [mine.partition("/")[2]])
        return {one.code for one in (*analysis.problems, *advice) if one.path == mine}

    return analyse(settings, then, pool=WorkerPool())


def test_every_code_that_an_editor_meets_has_one_row() -> None:
    """None is missing, none is invented, none stands twice."""
    named = [code for _, code, _, _ in rows()]
    # The rest is met where the portal is published, not where articles are written.
    of_articles = {
        code
        for code, places in codes().items()
        if not all(place.startswith(("publishing/audit/", "redirects/")) for place in places)
    }

    assert len(named) == len(set(named))
    assert set(named) == of_articles - OF_THE_AUDIT - OF_THE_MACHINE


@pytest.mark.parametrize("row", [row for row in rows() if example(row[2])], ids=lambda row: row[1])
def test_the_example_is_true(portal: Path, row: tuple[str, str, str, str]) -> None:
    """Before, the code is said; after, it is not."""
    section, code, before, after = row

    assert code in codes_in(portal, article(section, example(before)))
    if example(after):
        assert code not in codes_in(portal, article(section, example(after)))
