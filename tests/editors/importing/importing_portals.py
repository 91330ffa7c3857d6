"""A small portal to import into, and ways to look at what was imported."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

from bs4 import BeautifulSoup
from filled_bodies import filled

from plugins.article.read import ArticleReading, read_article
from plugins.article.registries import Registries
from plugins.author.people import Organisation
from plugins.author.registry import load_authors
from plugins.building.sources.data_files import DataFiles
from plugins.building.sources.read_registries import read_registries
from plugins.category.registry import load_sections
from plugins.editors.importing.detect import import_article
from plugins.editors.importing.import_source import ImportSource
from plugins.editors.importing.imported_article import ImportedArticle
from plugins.editors.importing.placement import (
    GivenFields,
    PlacementPlan,
    plan_placement,
    with_given_fields,
)
from plugins.prose.markdown import render_body

ZONE = "Asia/Ho_Chi_Minh"
SECTIONS = """
[[chuyen-muc]]
ten = "Chiến lược – Định hướng – Quy hoạch"
dia-chi = "chien-luoc-dinh-huong-quy-hoach"
chinh = true
[[chuyen-muc]]
ten = "Tin trong huyện"
dia-chi = "tin-trong-huyen"
[[chuyen-muc]]
ten = "Văn hóa – Du lịch"
dia-chi = "van-hoa-du-lich"
[[chuyen-muc.con]]
ten = "Di tích – Lễ hội"
dia-chi = "di-tich-le-hoi"
"""
AUTHORS = """
[[tac-gia]]
ten = "Lê Hải"
[[co-quan]]
ten = "Trung tâm VHTT, TT và DL huyện Thọ Xuân"
"""
REGISTRIES = Registries(
    load_sections(SECTIONS),
    load_authors(AUTHORS),
    ZoneInfo(ZONE),
    Organisation("Ban biên tập", "ban-bien-tap"),
)
BODY = "Ngay từ sáng sớm, bà con đã ra đồng gặt lúa, dọn mương và đắp lại những đoạn bờ bị sạt sau trận mưa hôm trước."
MORE = "Đến trưa, gần hết diện tích đã gặt xong; thóc được chở về sân kho của hợp tác xã để phơi và cân trước khi chia."
LAST = "Hợp tác xã dự tính cày lại ruộng ngay trong tuần, kịp gieo vụ tới khi trời còn ấm."


def portal(folder: Path) -> Path:
    """Make a content folder with sections and authors; return it."""
    data = folder / "content" / "du-lieu"
    data.mkdir(parents=True)
    (data / "chuyen-muc.toml").write_text(SECTIONS, "utf-8")
    (data / "tac-gia.toml").write_text(AUTHORS, "utf-8")
    return folder / "content"


def registries_of(content: Path) -> Registries:
    """Return the sections and authors of a content folder."""
    return read_registries(DataFiles(content), ZoneInfo(ZONE), Path(__file__).resolve().parents[3] / "theme")


def imported_from(
    folder: Path,
    data: bytes,
    name: str = "bai.docx",
    get: Callable[[str], bytes | None] = lambda _: None,
    address: str = "",
) -> ImportedArticle:
    """Return the article that a source becomes."""
    return import_article(ImportSource(name, data, address, "", get), registries_of(portal(folder)))


def planned(folder: Path, data: bytes, name: str = "bai.docx", **arguments: str) -> PlacementPlan:
    """Return what would be written for a source."""
    content = portal(folder)
    registries = registries_of(content)
    imported = import_article(ImportSource(name, data), registries)
    given = with_given_fields(imported, registries, GivenFields(**arguments))
    return plan_placement(given, content, registries)


def messages_of(imported: ImportedArticle) -> str:
    """Return the messages of all issues, one on a line."""
    return "\n".join(issue.message for issue in imported.issues)


def body_of(text: str) -> str:
    """Return the body of a written article, without the note for the editor."""
    return text.partition("-->\n")[2].strip() if "<!--" in text else text.partition("\n\n")[2].strip()


def page(text: str) -> BeautifulSoup:
    """Return the body of a written article as the reader shows it."""
    body = render_body(body_of(text), 1, "content/x.md", "")[0]
    return BeautifulSoup(filled(body, lambda reference: escape(reference.target)), "html.parser")


def read(plan: PlacementPlan, content: Path) -> ArticleReading:
    """Return what our own reader makes of a planned article."""
    return read_article(f"content/{plan.path}", plan.text.encode(), registries_of(content))
