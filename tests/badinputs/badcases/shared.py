"""The inputs that lie beside the project, if they do: the same faults in other words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from badcases import CASES
from badcases.case import Action, Case, Content
from badcases.config import OWN_PLUGIN
from badcases.media import no_huge_picture, no_place, with_place
from badcases.paths import SHARED
from badcases.site import add_sections, picture

# Sections that the inputs speak of and that the good site does not have.
SECTIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "081-enc-latin-lookalike-d": (("Đảng – Đoàn thể", "dang-doan-the"),),
    "085-slug-collision-other-category": (("Tin A", "tin-a"), ("Tin B", "tin-b")),
    "110-cat-slash-inside": (("Văn hóa – Xã hội", "van-hoa-xa-hoi"),),
    "125-cat-named-all": (("All", "all"),),
}

# What their description says and no file can.
MADE: Mapping[str, Mapping[str, Content]] = {
    "177-img-huge": {"content/images/lon.jpg": partial(picture, 12000, 9000)},
    "180-img-exif-gps": {"content/images/gps.jpg": with_place},
}
LINKS: Mapping[str, tuple[str, str]] = {
    "250-fs-symlink-dir-outside": ("content/images/ngoai", "/etc"),
    "251-fs-symlink-broken": ("content/bai.md", "mat.md"),
    "252-fs-symlink-broken-img": ("content/images/x.jpg", "mat.jpg"),
}
# Where the reminder stands, if not at the article: at its folder, or at its name as one line can print it.
TOLD_AT: Mapping[str, str] = {
    "237-fs-dir-named-md": "content/x.md",
    "257-fs-newline-name": "content/bai\\nmoi?.md",
}
# The sound original bears the same mark as its two rejected translations.
MARK_IS_PUBLIC = frozenset({"166-meta-translation-dup-lang"})
DENIED: Mapping[str, str] = {
    "255-fs-unreadable-dir": "content/kin",
    "256-fs-unreadable-img": "content/images/kin.jpg",
}
CHECKS: Mapping[str, Callable[[Path], None]] = {
    "177-img-huge": no_huge_picture,
    "180-img-exif-gps": no_place,
}
# Of these nothing but a description lies there, and what it describes is the project's own case: a megabyte in a picture, five
# in a body or in a paragraph, a hundred thousand rows, a list of four hundred levels.
DESCRIBED = frozenset(
    {
        "182-img-data-uri",
        "230-md-5mb",
        "231-md-5mb-one-paragraph",
        "232-md-table-100k",
        "316-md-deep-list-400",
    }
)
# Made wholly of settings, of the theme, or of accidents: the project's own case is the same.
OURS_ALONE = frozenset({"config", "theme", "operations"})


def inputs(folder: Path) -> dict[str, Content]:
    """Return the files of one input."""
    return {
        path.relative_to(folder).as_posix().replace("plugins/hong.py", "them/hong.py"): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }


def setup_of(name: str) -> Callable[[Path], None]:
    """Return what is to be done to a site beyond laying files."""

    def setup(site: Path) -> None:
        add_sections(site, *SECTIONS.get(name, ()))
        if name in LINKS:
            path, target = LINKS[name]
            (site / path).symlink_to(target)

    return setup


def shared_case(entry: Mapping[str, object]) -> Case:
    """Return one shared input as a case of ours."""
    name, wanted = str(entry["id"]), entry["superb"]
    assert isinstance(wanted, Mapping)
    ours = next(case for case in CASES if case.id == name)
    files = {**inputs(SHARED / name / "input"), **MADE.get(name, {})}
    articles = tuple(path for path in files if not path.startswith("them/"))
    named_elsewhere = (LINKS[name][0],) if name in LINKS else ()
    if name in TOLD_AT:
        named_elsewhere = (TOLD_AT[name],)
    if name in DENIED:
        named_elsewhere = (DENIED[name],)
    return Case(
        id=name,
        action=Action(str(wanted["action"])),
        wrong=str(entry["wrong"]),
        files=files,
        at=named_elsewhere + (articles if name not in LINKS else ()),
        mark="" if name in MARK_IS_PUBLIC else ours.mark,
        unpublished=ours.unpublished,
        setup=setup_of(name),
        check=CHECKS.get(name),
        conf=OWN_PLUGIN if entry["group"] == "plugin" else "",
        faults={"deny": [DENIED[name]]} if name in DENIED else {},
    )


def entries() -> list[Mapping[str, object]]:
    """Return what is listed of the shared inputs; nothing where they do not lie."""
    listing = SHARED / "cases.json"
    return list(json.loads(listing.read_text("utf-8"))["cases"]) if listing.exists() else []


def shared_cases() -> list[Case]:
    """Return the shared inputs that hold files of their own."""
    return [
        shared_case(one)
        for one in entries()
        if one["group"] not in OURS_ALONE and one["id"] not in {"275-plugin-import-typo", *DESCRIBED}
    ]


def wanted_of_the_described() -> dict[str, Action]:
    """Return what is wanted of the inputs that are only described, by their names."""
    wanted = {str(one["id"]): one["superb"] for one in entries() if one["id"] in DESCRIBED}
    return {name: Action(action["action"]) for name, action in wanted.items()}  # type: ignore[index]
