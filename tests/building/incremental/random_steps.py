"""A small portal that changes at random: what editors, keepers and accidents do to one between two builds."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from unittest.mock import patch

from PIL import Image
from pillow_heif import register_heif_opener
from pypdf import PdfWriter

from plugins.building import run
from plugins.building.edition.result import Result
from plugins.building.incremental.cache_path import build_cache_path
from plugins.building.run import build as build_with
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.static_paths import StaticFiles
from plugins.building.sources.worker_pool import WorkerPool
from plugins.files.lock import locked
from plugins.memory import store
from plugins.pages.feed_options import LEADS_ALONE, FeedOptions

PROJECT = Path(__file__).resolve().parents[3]
register_heif_opener()
START = datetime.fromisoformat("2024-06-30T08:00:00+07:00")
SECTION_NAMES = ["Chiến lược", "Tin trong huyện", "Văn hóa", "Lễ hội"]
PEOPLE = ["Lê Hải", "Đỗ Thị Ân", "An Văn Ba", "Lê Hải, Trung tâm VHTT"]
STATUSES = ["đăng", "đăng", "đăng", "nháp", "chờ duyệt", "ẩn", "thu hồi"]
ENDED_BY = ["Được thay thế bởi", "Bị bãi bỏ bởi"]
WORDS = [
    "đường",
    "làng",
    "đất",
    "lúa",
    "mương",
    "nước",
    "hội",
    "thôn",
    "xã",
    "sông",
    "đồng",
    "núi",
    "đền",
    "trường",
    "chợ",
    "cầu",
]
TEMPLATES = ["base.html", "article.html", "list.html", "components/teaser.html", "home.html", "section.html"]


@dataclass
class World:
    """One portal on the disk, the settings it is built with, and the chance that moves it."""

    folder: Path
    chance: random.Random
    now: datetime = START
    name: str = ""
    siteurl: str = "https://vi-du.gov.vn"
    number: int = 0
    cards: bool = False
    preview: bool = False
    search: bool = False
    may_search: bool = False
    feeds: FeedOptions = LEADS_ALONE
    static: StaticFiles = field(default_factory=StaticFiles)
    log: list[str] = field(default_factory=list)
    #: Somebody may have damaged what builds remember; damage may lie where a build does not look at once.
    is_memory_damaged: bool = False

    @property
    def content(self) -> Path:
        """Where the editors' files lie."""
        return self.folder / "content"

    @property
    def settings(self) -> BuildSettings:
        """What the portal is built with now."""
        return BuildSettings(
            content=self.content,
            output=self.folder / "output",
            theme=self.folder / "theme",
            cache=self.folder / ".cache",
            now=self.now,
            siteurl=self.siteurl,
            name=self.name,
            quarantine=True,
            confirmed_fewer=True,
            cards=self.cards,
            preview=self.preview,
            search=self.search,
            feeds=self.feeds,
            static=self.static,
        )

    def build(self) -> Result:
        """Build with the cache of the last build."""
        return self.build_with_workers(self.chance.choice([1, 2]))

    def build_with_workers(self, count: int) -> Result:
        """Build with the cache of the last build, in so many processes; it is thrown away only where it is damaged."""
        with self._memory_watched():
            return build_with(self.settings, BuildListener(), WorkerPool(count, portion=5))

    @contextmanager
    def _memory_watched(self) -> Iterator[None]:
        """Fail if a build inside the block throws away a memory that nobody damaged: it would be right, and as slow as the first."""
        path = build_cache_path(self.folder / ".cache", self.folder / "output")
        may_go = self.is_memory_damaged or not path.exists()
        gone: list[Path] = []
        destroy = store.destroy

        def noted(thrown_away: Path) -> None:
            gone.append(thrown_away)
            destroy(thrown_away)

        with patch.object(run, "destroy", noted), patch.object(store, "destroy", noted):
            yield
        if path in gone:
            assert may_go, f"the memory of builds was thrown away, though nobody damaged it: {self.log[-1:]}"
            self.is_memory_damaged = False

    def build_clean(self) -> Result:
        """Build the same portal where nothing was ever built."""
        clean = self.folder / "sach"
        shutil.rmtree(clean, ignore_errors=True)
        return build_with(
            replace(self.settings, output=clean / "output", cache=clean / ".cache"),
            BuildListener(),
            WorkerPool(1),
        )


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with its bytes."""
    found = {}
    for place, _, names in os.walk(folder):
        below = Path(place).relative_to(folder).as_posix()
        for name in names:
            with open(os.path.join(place, name), "rb") as file:
                found[f"{below}/{name}" if below != "." else name] = file.read()
    return found


def new_world(folder: Path, seed: int, *, preview: bool = False, search: bool = False) -> World:
    """Make a portal with data, photos, a document and a dozen articles."""
    # Cards take time to draw, and are all of one kind: some worlds have them.
    chance = random.Random(seed)
    world = World(folder, chance, cards=seed % 3 == 0, preview=preview, search=search, may_search=search)
    (world.content / "du-lieu").mkdir(parents=True)
    (world.content / "anh").mkdir()
    (world.content / "tai-lieu").mkdir()
    (world.content / "trang").mkdir()
    shutil.copytree(PROJECT / "theme", folder / "theme")
    sections(world)
    registry(world)
    unit(world)
    schedule(world)
    for number in range(3):
        photo(world, f"anh {number}.jpg")
        (world.content / "tai-lieu" / f"van-ban-{number}.pdf").write_bytes(paper(number + 1))
    for _ in range(12):
        add(world)
    standing(world)
    return world


def paper(pages: int) -> bytes:
    """Return a document of so many empty pages."""
    writer, out = PdfWriter(), BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.write(out)
    return out.getvalue()


def words(world: World, count: int) -> str:
    """Return some words."""
    return " ".join(world.chance.choices(WORDS, k=count))


def articles(world: World) -> list[Path]:
    """Return all articles in order."""
    return sorted(world.content.glob("bai-viet/**/*.md"))


def some_article(world: World) -> Path:
    """Return one article."""
    return world.chance.choice(articles(world))


def day(world: World, back: int = 500, ahead: int = 6) -> str:
    """Return a day as editors write it, around the build's own."""
    moment = world.now + timedelta(days=world.chance.randint(-back, ahead))
    return f"{moment:%d/%m/%Y %H:%M}"


def text(world: World) -> str:
    """Return a new article, with now and then a photo, a link, a document or a consultation."""
    chance = world.chance
    header = [
        f"Tiêu đề: {words(world, 4).capitalize()} {chance.randint(1, 6)}",
        f"Ngày đăng: {day(world)}",
        f"Chuyên mục: {chance.choice(SECTION_NAMES)}",
        f"Tác giả: {chance.choice(PEOPLE)}",
        f"Trạng thái: {chance.choice(STATUSES)}",
    ]
    if chance.random() < 0.5:
        header.append(f"Thẻ: {'; '.join(chance.sample(WORDS, 2))}")
    if chance.random() < 0.2:
        header.append(f"Hết hạn: {day(world, 3, 5)}")
    if chance.random() < 0.1:
        header += [f"Ảnh đại diện: anh {chance.randrange(4)}.jpg", "Tác giả ảnh: Lê Hải"]
    if chance.random() < 0.2:
        header.append(f"Tệp đính kèm: van-ban-{chance.randrange(4)}.pdf")
    if chance.random() < 0.25:
        header += ["Loại văn bản: Dự thảo", f"Lấy ý kiến từ: {day(world, 3, 2)[:10]}"]
        closes = world.now + timedelta(days=chance.randint(2, 6))
        header.append(f"Lấy ý kiến đến: {closes:%d/%m/%Y}")
        if chance.random() < 0.5:
            told = closes + timedelta(days=chance.randint(1, 4))
            header += [f"Công khai từ: {closes:%d/%m/%Y}", f"Công khai đến: {told:%d/%m/%Y}"]
            header += ["Kết quả lấy ý kiến: Tiếp thu hết.", f"Ngày công bố kết quả: {told:%d/%m/%Y}"]
        if chance.random() < 0.3:
            header.append(f"Cập nhật: {day(world, 1, 3)}")
    elif chance.random() < 0.3:
        # Few numbers for many documents: some name one, some name two or none.
        header += ["Loại văn bản: Quyết định", f"Số ký hiệu: {chance.randint(1, 5)}/QĐ-UBND"]
        header.append(f"Ngày ban hành: {day(world, 500, -1)[:10]}")
        if chance.random() < 0.5:
            header.append(f"{chance.choice(ENDED_BY)}: Quyết định số {chance.randint(1, 5)}/QĐ-UBND")
    body = [words(world, 30), f"## {words(world, 2).capitalize()}", words(world, 20)]
    if chance.random() < 0.4:
        credit = chance.choice(["", " Ảnh: Lê Hải"])
        body.append(
            f"![Ảnh {words(world, 2)}](anh {chance.randrange(4)}.jpg)\n(Chú thích {words(world, 3)}.{credit})"
        )
    if chance.random() < 0.08:
        body.append(f"Xem [ảnh gốc](anh {chance.randrange(4)}.jpg).")
    known = articles(world)
    if known and chance.random() < 0.5:
        target = chance.choice(known).relative_to(world.content).as_posix()
        anchor = chance.choice(["", "", "#duong-lang"])
        body.append(f"Xem [bài kia]({{filename}}/{target}{anchor}).")
    if chance.random() < 0.1:
        lists = (
            f"{{tag}}{WORDS[2]}",
            f"{{tag}}{chance.choice(WORDS)}",
            "{author}Lê Hải",
            "{author}Đỗ Thị Ân",
        )
        body.append(f"Xem [danh sách]({chance.choice(lists).replace(' ', '%20')}).")
    if chance.random() < 0.15:
        own = chance.choice(["", world.siteurl])
        body.append(
            f"Xem [chuyên mục]({own}/{chance.choice(['van-hoa/', 'van-hoa/#noi-dung', 'index.html', 'luu-tru/', 'the/' + WORDS[2] + '/', 'khong-co/'])})."
        )
    return "\n".join(header) + "\n\n" + "\n\n".join(body) + "\n"


# Steps: each changes something and returns what it did.


def add(world: World) -> str:
    """A new article."""
    world.number += 1
    folder = world.content / "bai-viet" / world.chance.choice("ab")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"bai-{world.number}.md"
    path.write_text(text(world), "utf-8")
    return f"add {path.name}"


def remove(world: World) -> str:
    """An article is removed."""
    if len(articles(world)) < 5:
        return add(world)
    path = some_article(world)
    path.unlink()
    return f"remove {path.name}"


def edit(world: World) -> str:
    """A paragraph more."""
    path = some_article(world)
    path.write_bytes(path.read_bytes() + f"\n{words(world, 8)}\n".encode())
    return f"edit {path.name}"


def edit_body(world: World, among: list[Path] | None = None) -> str:
    """A body changes, that of one of some articles, in ways that mostly show on its own page alone."""
    path = world.chance.choice(among) if among else some_article(world)
    data = path.read_bytes()
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = data.decode(encoding, "replace")
    head, _, body = text.partition("\n\n")
    more = world.chance.choice(
        [
            f"Thêm {words(world, 6)}.",
            f"Thêm **{words(world, 2)}** và *{words(world, 1)}*.",
            f"| {words(world, 1)} | {words(world, 1)} |\n| --- | --- |\n| 1 | 2 | 3 |",
            "Một thẻ đóng thừa.</b>",
            f"- {words(world, 2)}\n- {words(world, 2)}",
        ]
    )
    paragraphs = body.split("\n\n")
    # Lists may show the first paragraph.
    place = world.chance.choice([0, *[world.chance.randint(1, len(paragraphs))] * 9])
    changed = [*paragraphs[:place], more, *paragraphs[place:]]
    if world.chance.random() < 0.3 and len(changed) > 2:
        del changed[world.chance.randrange(1, len(changed))]
    path.write_text("\n\n".join([head, *changed]), encoding, "replace")
    return f"edit body {path.name}"


def rewrite(world: World) -> str:
    """Another text under the same name."""
    path = some_article(world)
    path.write_text(text(world), "utf-8")
    return f"rewrite {path.name}"


def header_line(world: World) -> str:
    """One line of the header changes: section, date, status, author or title."""
    path = some_article(world)
    key, value = world.chance.choice(
        [
            ("Chuyên mục", world.chance.choice([*SECTION_NAMES, "Không có thật"])),
            ("Ngày đăng", day(world)),
            ("Trạng thái", world.chance.choice(STATUSES)),
            ("Tác giả", world.chance.choice(PEOPLE)),
            ("Tiêu đề", words(world, 5)),
        ]
    )
    lines = [
        f"{key}: {value}" if line.startswith(f"{key}:") else line
        for line in path.read_text("utf-8", "replace").split("\n")
    ]
    path.write_text("\n".join(lines), "utf-8")
    return f"{path.name} {key}: {value}"


def rename(world: World) -> str:
    """An article's file gets another name."""
    path = some_article(world)
    world.number += 1
    target = path.with_name(f"ten-{world.number}.md")
    path.rename(target)
    return f"rename {path.name} {target.name}"


def move(world: World) -> str:
    """An article goes to another folder."""
    path = some_article(world)
    target = world.content / "bai-viet" / world.chance.choice("abc") / path.name
    target.parent.mkdir(exist_ok=True)
    path.rename(target)
    return f"move {path.name}"


def touch(world: World) -> str:
    """A file is written anew with what it held."""
    path = some_article(world)
    path.write_bytes(path.read_bytes())
    return f"touch {path.name}"


def edit_in_hiding(world: World) -> str:
    """A text of the same length under the old time."""
    path = some_article(world)
    status, data = path.stat(), path.read_bytes()
    path.write_bytes(data.replace("sông".encode(), "đồng".encode()[: len("sông".encode())].ljust(5, b"x")))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    return f"edit in hiding {path.name}"


def spoil(world: World) -> str:
    """An article can no more be read: no header, no day, letters of another encoding, markup that is not allowed."""
    path = some_article(world)
    text = path.read_text("utf-8", "replace")
    kind = world.chance.choice(["no header", "no day", "encoding", "markup", "empty"])
    spoilt = {
        "no header": text.partition("\n\n")[2].encode(),
        "no day": text.replace("Ngày đăng:", "Ngày đăng: 31/02/2024 thay cho", 1).encode(),
        "encoding": text.encode("utf-16"),
        "markup": f"{text}\n<script>x</script>\n".encode(),
        "empty": b"",
    }
    path.write_bytes(spoilt[kind])
    return f"spoil {path.name} {kind}"


def sections(world: World) -> str:
    """The sections' file: other descriptions, other order, other nesting."""
    note = world.chance.choice(["", f'mo-ta = "{words(world, 4)}"\n'])
    others = [
        f'[[chuyen-muc]]\nten = "Tin trong huyện"\n{note}',
        '[[chuyen-muc]]\nten = "Văn hóa"\n[[chuyen-muc.con]]\nten = "Lễ hội"\n',
    ]
    if world.chance.random() < 0.2:
        others[1] = '[[chuyen-muc]]\nten = "Văn hóa"\n'
    world.chance.shuffle(others)
    data = '[[chuyen-muc]]\nten = "Chiến lược"\nchinh = true\n' + "".join(others)
    (world.content / "du-lieu" / "chuyen-muc.toml").write_text(data, "utf-8")
    return "sections"


def registry(world: World) -> str:
    """The authors' file."""
    place = world.chance.choice(["", 'dia-chi = "le-hai-khac"\n'])
    data = f'[[tac-gia]]\nten = "Lê Hải"\n{place}[[co-quan]]\nten = "Trung tâm VHTT"\n'
    if world.chance.random() < 0.5:
        data += '[[tac-gia]]\nten = "Đỗ Thị Ân"\n'
    (world.content / "du-lieu" / "tac-gia.toml").write_text(data, "utf-8")
    return "registry"


def unit(world: World) -> str:
    """The portal's own facts, with a slogan that ends."""
    data = f'ten = "Cổng {words(world, 2)}"\n[khau-hieu]\nnoi-dung = "{words(world, 3)}"\nhet-han = "{day(world, 2, 4)[:10]}"\n'
    (world.content / "du-lieu" / "don-vi.toml").write_text(data, "utf-8")
    return "unit"


def schedule(world: World) -> str:
    """The office's schedule: meetings and events before and after the day, some of several weeks."""
    data = ""
    for kind in world.chance.choices(["Lịch công tác", "Sự kiện"], k=world.chance.randint(0, 5)):
        first = world.now + timedelta(days=world.chance.randint(-40, 40))
        last = first + timedelta(days=world.chance.choice([1, 3, 45]))
        data += f'[[buoi]]\nnoi-dung = "{words(world, 2)}"\nloai = "{kind}"\nngay = {first:%Y-%m-%d}\n'
        data += world.chance.choice(["", f"den-ngay = {last:%Y-%m-%d}\n"])
    (world.content / "du-lieu" / "lich.toml").write_text(data, "utf-8")
    return "schedule"


def photo(world: World, name: str = "") -> str:
    """A photo is there, or is another one."""
    chosen = name or f"anh {world.chance.randrange(4)}.jpg"
    colour = tuple(world.chance.randrange(256) for _ in range(3))
    # Wide enough for several sizes, low enough to be drawn in no time.
    size = (world.chance.choice([40, 300, 500, 700]), world.chance.choice([9, 12]))
    kind, exif = world.chance.choice(["JPEG", "JPEG", "PNG", "HEIF"]), Image.Exif()
    exif[0x0112] = world.chance.choice([1, 1, 3, 6])
    Image.new("RGB", size, colour).save(world.content / "anh" / chosen, kind, exif=exif.tobytes())
    return f"photo {chosen} {size} {kind}"


def torn_photo(world: World) -> str:
    """A photo arrives only in part."""
    path = world.content / "anh" / f"anh {world.chance.randrange(4)}.jpg"
    if path.exists():
        path.write_bytes(path.read_bytes()[: -world.chance.choice([2, 60, 200])])
    return f"torn {path.name}"


def lose_photo(world: World) -> str:
    """A photo is removed."""
    name = f"anh {world.chance.randrange(4)}.jpg"
    (world.content / "anh" / name).unlink(missing_ok=True)
    return f"lose {name}"


def nearer_photo(world: World) -> str:
    """A photo of the same name appears beside the articles, or goes."""
    place = world.content / "bai-viet" / "a" / "anh 1.jpg"
    if place.exists():
        place.unlink()
    else:
        place.parent.mkdir(exist_ok=True)
        Image.new("RGB", (600, 10), "red").save(place)
    return "nearer photo"


def document(world: World) -> str:
    """A document is there, is another one, or is gone."""
    place = world.content / "tai-lieu" / f"van-ban-{world.chance.randrange(4)}.pdf"
    if world.chance.random() < 0.3:
        place.unlink(missing_ok=True)
    elif world.chance.random() < 0.3:
        place.write_bytes(f"%PDF-1.4 {world.chance.random()}".encode())
    else:
        place.write_bytes(paper(world.chance.randint(1, 9)))
    return f"document {place.name}"


def standing(world: World) -> str:
    """A standing page, or the editors' words for what is not found."""
    name = world.chance.choice(["gioi-thieu", "404", "lien-he", "luu-tru"])
    place = world.content / "trang" / f"{name}.md"
    if place.exists() and world.chance.random() < 0.4:
        place.unlink()
    else:
        place.write_text(f"Tiêu đề: Trang {words(world, 2)}\n\n{words(world, 10)}\n", "utf-8")
    return f"standing {name}"


def template(world: World) -> str:
    """A template, a part or a component."""
    path = world.folder / "theme" / "templates" / world.chance.choice(TEMPLATES)
    old = path.read_text("utf-8")
    # A word inside the main heading's element, wherever the template has one.
    path.write_text(old.replace("</h1>", f"{{# {world.chance.random()} #}}</h1>") + "\n", "utf-8")
    return f"template {path.name}"


def stylesheet(world: World) -> str:
    """A rule more in a stylesheet."""
    path = world.folder / "theme" / "static" / "css" / "base.css"
    path.write_text(
        path.read_text("utf-8") + f"\n.x{world.chance.randrange(10**6)} {{ color: inherit; }}\n", "utf-8"
    )
    return "stylesheet"


def script(world: World) -> str:
    """A line more in what every page, or every article, or the register asks for."""
    name = world.chance.choice(["site.js", "article.js", "register.js"])
    with (world.folder / "theme" / "static" / "js" / name).open("a", encoding="utf-8") as file:
        file.write(f"\nwindow.x{world.chance.randrange(10**6)} = 1;\n")
    return f"script {name}"


def named_stylesheet(world: World) -> str:
    """An article tells what the stylesheet is called now."""
    names = sorted(path.name for path in (world.folder / "output").glob("theme/css/*.css"))
    path = some_article(world)
    line = f"\nTờ kiểu `/theme/css/{names[0] if names else 'site.css'}`.\n"
    path.write_bytes(path.read_bytes() + line.encode())
    return f"named stylesheet {path.name}"


def setting(world: World) -> str:
    """The site's name, its address, or whether it can be searched."""
    if world.may_search and world.chance.random() < 0.3:
        world.search = not world.search
        return f"setting search {world.search}"
    if world.chance.random() < 0.5:
        world.name = world.chance.choice(["", f"Cổng {words(world, 2)}"])
    else:
        world.siteurl = world.chance.choice(["", "https://vi-du.gov.vn", "https://vi-du.gov.vn/cong"])
    return f"setting {world.name} {world.siteurl}"


def short_forms(world: World) -> str:
    """The keeper's short forms, now and then broken."""
    full = "" if world.chance.random() < 0.1 else words(world, 3)
    data = f'[[viet-tat]]\nngan = "ĐLX"\nday-du = "{full}"\n'
    (world.content / "du-lieu" / "viet-tat.toml").write_text(data, "utf-8")
    return f"short form {full}"


def time_passes(world: World) -> str:
    """The next build is later, or earlier."""
    world.now += timedelta(hours=world.chance.choice([1, 5, 24, 48, 200, -30]))
    return f"now {world.now:%d/%m/%Y %H:%M}"


def damaged_page(world: World) -> str:
    """A public page is overwritten, emptied or lost."""
    pages = sorted((world.folder / "output").rglob("*.html"))
    if not pages:
        return "no page"
    page = world.chance.choice(pages)
    kind = world.chance.choice(["lost", "emptied", "overwritten"])
    if kind == "lost":
        page.unlink()
    else:
        page.write_text("" if kind == "emptied" else "<p>Không phải trang này.", "utf-8")
    return f"page {kind}"


def stranger(world: World) -> str:
    """Somebody leaves a file in the public folder."""
    place = world.folder / "output" / f"la-{world.chance.randrange(9)}.txt"
    if place.parent.exists():
        place.write_text("lạ", "utf-8")
    return "stranger"


def damaged_cache(world: World) -> str:
    """The cache is lost, cut short or has other bytes somewhere."""
    files = sorted((world.folder / ".cache").glob("nho-*"))
    if not files:
        return "no cache"
    world.is_memory_damaged = True
    path = world.chance.choice(files)
    data = bytearray(path.read_bytes())
    kind = world.chance.choice(["lost", "cut", "changed", "another file"])
    if kind == "lost":
        path.unlink()
    elif kind == "cut":
        path.write_bytes(data[: world.chance.randrange(len(data) + 1)])
    elif kind == "changed" and data:
        start = world.chance.randrange(len(data))
        data[start : start + 64] = os.urandom(min(64, len(data) - start))
        path.write_bytes(data)
    else:
        path.write_bytes(b"khong phai SQLite")
    return f"cache {path.name} {kind}"


def lost_picture(world: World) -> str:
    """A finished picture in the cache is lost, cut short, or all of them are gone."""
    files = sorted((world.folder / ".cache" / "anh").glob("*/*"))
    if not files:
        return "no picture"
    path = world.chance.choice(files)
    kind = world.chance.choice(["lost", "cut", "all lost"])
    if kind == "all lost":
        shutil.rmtree(world.folder / ".cache" / "anh")
    elif kind == "lost":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:20])
    return f"picture {path.name} {kind}"


def lost_output(world: World) -> str:
    """The public folder is gone, or the staging folder beside it."""
    name = world.chance.choice(["output", ".output.moi"])
    shutil.rmtree(world.folder / name, ignore_errors=True)
    return f"lost {name}"


STEPS: dict[Callable[[World], str], int] = {
    edit: 10,
    edit_body: 10,
    rewrite: 6,
    header_line: 12,
    add: 6,
    remove: 6,
    rename: 4,
    move: 4,
    touch: 2,
    edit_in_hiding: 2,
    spoil: 3,
    sections: 3,
    registry: 3,
    unit: 2,
    schedule: 3,
    photo: 5,
    torn_photo: 2,
    lose_photo: 2,
    lost_picture: 2,
    nearer_photo: 2,
    document: 3,
    standing: 4,
    template: 3,
    stylesheet: 4,
    script: 2,
    named_stylesheet: 1,
    setting: 3,
    short_forms: 2,
    time_passes: 8,
    damaged_page: 2,
    stranger: 2,
    damaged_cache: 3,
    lost_output: 2,
}


def step(world: World) -> str:
    """Let one to three things happen."""
    count = world.chance.choice([1, 1, 1, 2, 3])
    steps = "; ".join(one(world) for one in world.chance.choices(list(STEPS), list(STEPS.values()), k=count))
    world.log.append(steps)
    return steps


def wait_for_the_dead(world: World) -> None:
    """Wait until a build that was killed is gone: its worker processes die with it, and with the last of them its lock."""
    output = world.settings.output
    with locked(output.parent / f".{output.name}.khoa", wait=120):
        pass


def main(folder: Path, *, search: bool) -> int:
    """Build the portal in a folder as a process of its own, with two worker processes; return the exit code."""
    # What was done to the portal before is not known here.
    world = World(folder, random.Random(0), search=search, is_memory_damaged=True)
    return world.build_with_workers(2).exit


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), search="no search" not in sys.argv))
