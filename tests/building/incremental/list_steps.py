"""What changes lists: sound articles that come, go, move, and are called, signed or tagged otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from random_steps import PEOPLE, SECTION_NAMES, World, articles, day, edit_body, new_world, words

from plugins.building.sources.static_paths import StaticFiles
from plugins.problems import Level

# Files of the site's own that stand where the portal would have its own.
OWN_FILES = StaticFiles(
    ("them",), places=(("them/robots.txt", "robots.txt"), ("them/nam.xml", "sitemap-2024.xml"))
)
LISTS = (
    "/the/lang/",
    "/van-hoa/2024/",
    "/van-hoa/2023/",
    "/van-hoa/trang/1/",
    "/luu-tru/2024/05/",
    "/feeds/the-cho.atom.xml",
)
TAGS = ["làng", "lúa", "hội", "chợ", "cầu"]
# A list that comes and goes with one or two articles, as drafts lead to it: by name, and by address.
RARE_TAGS = ["rằm tháng giêng", "hạn mặn"]
RARE_LINKS = ("{tag}rằm%20tháng%20giêng", "{tag}han-man", "/the/han-man/", "{author}An%20Văn%20Ba")
COMMUNES = ("xã Một", "xã Hai; phường Ba", "toàn huyện", "thị trấn Bốn")


def sound_world(folder: Path, seed: int, *, search: bool) -> World:
    """Make a portal of articles without faults, in which lists have several pages; some are hidden, drafts or to come."""
    world = new_world(folder, seed, search=search)
    if seed % 2:
        world.static = OWN_FILES
        (world.content / "them").mkdir()
        (world.content / "them" / "robots.txt").write_text("User-agent: *\nDisallow: /x\n", "utf-8")
        (world.content / "them" / "nam.xml").write_text("<urlset/>\n", "utf-8")
    # A page on an address of the portal's own is a fault.
    for article in (*articles(world), *world.content.glob("trang/luu-tru.md")):
        article.unlink()
    for number in range(48):
        add_sound(world, "Văn hóa" if number % 3 else None, to_lists=0)
    for status in ("ẩn", "nháp", "thu hồi"):
        add_sound(world, "Văn hóa", status, to_lists=0)
    return world


def add_sound(world: World, section: str | None = None, status: str = "đăng", to_lists: float = 0.03) -> str:
    """
    An article comes; now and then another of the same title, with a photo that others have, or a link to another one.

    ``to_lists`` is how often it leads to a list, which there may not be.
    """
    chance = world.chance
    world.number += 1
    known = articles(world)
    path = world.content / "bai-viet" / chance.choice("ab") / f"ro-{world.number}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    title = f"{words(world, 2).capitalize()} {chance.randint(1, 4)}"
    header = [
        f"Tiêu đề: {title}",
        f"Đường dẫn: ro-{world.number}",
        f"Ngày đăng: {day(world, 700, -1)}",
        f"Chuyên mục: {section or chance.choice(SECTION_NAMES)}",
        f"Tác giả: {chance.choice(PEOPLE)}",
        f"Thẻ: {'; '.join(chance.sample(TAGS, chance.randint(1, 3)))}",
        f"Địa bàn: {COMMUNES[world.number % len(COMMUNES)]}",
        f"Trạng thái: {status}",
    ]
    if chance.random() < 0.2:
        header += ["Ảnh đại diện: anh 0.jpg", "Tác giả ảnh: Lê Hải"]
    body = [f"{words(world, 12).capitalize()}.", f"## {words(world, 2).capitalize()}", words(world, 10)]
    if known and chance.random() < 0.15:
        body.append(
            f"Xem [bài kia]({{filename}}/{chance.choice(known).relative_to(world.content).as_posix()})."
        )
    if chance.random() < to_lists:
        body.append(f"Xem [danh sách]({chance.choice(LISTS)}).")
    path.write_text("\n".join(header) + "\n\n" + "\n\n".join(body) + "\n", "utf-8")
    return f"add {path.name}"


def some_tags(world: World, count: int) -> list[str]:
    """Return some tags, now and then one that hardly any article has."""
    rare = [world.chance.choice(RARE_TAGS)] if world.chance.random() < 0.3 else []
    return [*rare, *world.chance.sample(TAGS, count)]


def draft_of_a_list(world: World) -> str:
    """A draft or an article of tomorrow comes, and leads to a list that there may be or not."""
    path = world.content / "bai-viet" / add_sound(world, status="nháp").removeprefix("add ")
    (path,) = world.content.glob(f"bai-viet/*/{path.name}")
    text = path.read_text("utf-8")
    if world.chance.random() < 0.5:
        tomorrow = f"Ngày đăng: {world.now + timedelta(days=20):%d/%m/%Y}"
        text = re.sub("Ngày đăng: .*", tomorrow, text).replace("Trạng thái: nháp", "Trạng thái: đăng")
    path.write_text(f"{text}\nXem [danh sách]({world.chance.choice(RARE_LINKS)}).\n", "utf-8")
    return f"draft {path.name}"


def rare_tag_changed(world: World) -> str:
    """An article comes to a list that hardly any other stands in, or leaves it."""
    texts = {path: path.read_text("utf-8", "replace") for path in articles(world)}
    rare = {path: text for path, text in texts.items() if f"Thẻ: {RARE_TAGS[1]}; " in text}
    if rare:
        for path, text in rare.items():
            path.write_text(text.replace(f"Thẻ: {RARE_TAGS[1]}; ", "Thẻ: "), "utf-8")
        return "rare tag gone"
    path = world.chance.choice([*texts])
    path.write_text(texts[path].replace("Thẻ: ", f"Thẻ: {RARE_TAGS[1]}; ", 1), "utf-8")
    return f"rare tag {path.name}"


def some_sound(world: World) -> Path:
    """Return one article, most often one that no other names."""
    found = articles(world)
    texts = "".join(path.read_text("utf-8", "replace") for path in found)
    alone = [path for path in found if f"/{path.name}" not in texts]
    return world.chance.choice(alone if alone and world.chance.random() < 0.9 else found)


def remove_sound(world: World) -> str:
    """An article goes."""
    path = some_sound(world)
    path.unlink()
    return f"remove {path.name}"


def rename_sound(world: World) -> str:
    """An article's file gets another name; its address stays."""
    path = some_sound(world)
    world.number += 1
    path.rename(path.with_name(f"ro-khac-{world.number}.md"))
    return f"rename {path.name}"


def header_changed(world: World) -> str:
    """One line of a header is another: where lists show an article, and what they show of it."""
    path = some_sound(world)
    key, value = world.chance.choice(
        [
            ("Tiêu đề", f"{words(world, 2).capitalize()} {world.chance.randint(1, 4)}"),
            ("Ngày đăng", day(world, 700, -1)),
            ("Chuyên mục", world.chance.choice(SECTION_NAMES)),
            ("Tác giả", world.chance.choice(PEOPLE)),
            ("Thẻ", "; ".join(some_tags(world, 2))),
            ("Trạng thái", world.chance.choice(["đăng", "ẩn", "nháp"])),
        ]
    )
    lines = path.read_text("utf-8", "replace").split("\n")
    changed = [f"{key}: {value}" if line.startswith(f"{key}:") else line for line in lines]
    path.write_text("\n".join(changed), "utf-8")
    return f"{path.name} {key}: {value}"


def lead_changed(world: World) -> str:
    """The first paragraph, which lists show, is another; or a heading, which links may name."""
    path = some_sound(world)
    head, _, body = path.read_text("utf-8", "replace").partition("\n\n")
    path.write_text(f"{head}\n\n{words(world, 6).capitalize()}.\n\n{body}", "utf-8")
    return f"lead {path.name}"


def body_changed(world: World) -> str:
    """A body changes, as editors mostly change one."""
    return edit_body(world, [some_sound(world)])


LIST_STEPS: dict[Callable[[World], str], int] = {
    add_sound: 5,
    draft_of_a_list: 2,
    rare_tag_changed: 3,
    remove_sound: 4,
    rename_sound: 1,
    header_changed: 8,
    lead_changed: 2,
    body_changed: 2,
}


def list_step(world: World) -> str:
    """Let one to three things happen that change lists."""
    count = world.chance.choice([1, 1, 1, 2, 3])
    steps = world.chance.choices(list(LIST_STEPS), list(LIST_STEPS.values()), k=count)
    return "; ".join(one(world) for one in steps)


def heal(world: World) -> None:
    """Remove the articles in which the last build found errors: while there are any, each build is a whole one."""
    for problem in world.build_with_workers(1).problems:
        if problem.level is Level.ERROR and problem.path.endswith(".md"):
            (world.folder / problem.path).unlink(missing_ok=True)
