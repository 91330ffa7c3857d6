"""A small portal with a life: articles come, change, move and go, the theme and the photos change; each state is published."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import fork_server
from PIL import Image

PROJECT = Path(__file__).resolve().parents[2]
SITEURL = "https://cong-thu.gov.vn"
NOW = "2024-06-30T08:00:00+07:00"
SECTIONS = """
[[chuyen-muc]]
ten = "Chiến lược"
dia-chi = "chien-luoc"
chinh = true
[[chuyen-muc]]
ten = "Tin trong huyện"
dia-chi = "tin-trong-huyen"
"""
AUTHORS = """
[[tac-gia]]
ten = "Lê Hải"
[[co-quan]]
ten = "Trung tâm VHTT"
"""
ARTICLE = """Tiêu đề: {title}
Ngày đăng: {day:02}/05/2024 {hour:02}:00
Chuyên mục: Tin trong huyện
Tác giả: Lê Hải
Thẻ: họp dân
{more}
{body}

![Cánh đồng](canh-dong.jpg)
"""
SETTINGS = """
import os, sys
sys.path.insert(0, {project!r})
from publishconf import *
SITEURL = {siteurl!r}
PATH = {content!r}
OUTPUT_PATH = {output!r}
CACHE_FOLDER = {cache!r}
THEME = {own_theme!r} if os.path.exists({own_theme!r}) else {theme!r}
SHARE_CARDS = False
NOW = os.environ.get("PORTAL_NOW") or {now!r}
TARGETS = {targets!r}
SIGNING_KEY = os.environ.get("SIGNING_KEY", "")
SIGNING_PUBLIC = os.environ.get("SIGNING_PUBLIC", "")
"""


class KeptStates:
    """States of a portal and its targets that were reached once, from which tests that follow begin."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def bring(self, portal: LivingPortal, name: str, reach: Callable[[], object]) -> None:
        """
        Bring a portal into the state of this name: by ``reach`` the first time, later by a copy.

        The state is all that lies beside the portal's folder, with its links; the portal is as if it had been moved.
        """
        here, kept = portal.folder.parent, self._folder / name
        if kept.exists():
            shutil.rmtree(portal.folder)
            portal.begun |= {str(row["to"]) for row in portal.targets.values()}
        else:
            reach()
        # Python's own copy would make several files of one with several names.
        command = ["cp", "-a", f"{kept}/.", here] if kept.exists() else ["cp", "-a", here, kept]
        subprocess.run(command, check=True)
        portal.write_settings()


@dataclass
class LivingPortal:
    """The portal's folder, and what is told to the programs that publish it."""

    folder: Path
    targets: dict[str, dict[str, object]]
    articles: int = 12
    # Places that were published to: the keeper says --first the first time.
    begun: set[str] = field(default_factory=set)

    @property
    def content(self) -> Path:
        """Where the articles are."""
        return self.folder / "content"

    @property
    def settings(self) -> Path:
        """The portal's own settings."""
        return self.folder / "conf.py"

    def begin(self) -> LivingPortal:
        """Write the first state."""
        data = self.content / "du-lieu"
        data.mkdir(parents=True)
        (data / "chuyen-muc.toml").write_text(SECTIONS, "utf-8")
        (data / "tac-gia.toml").write_text(AUTHORS, "utf-8")
        self.photo(0)
        for number in range(self.articles):
            self.write(f"bai-{number}")
        self.write_settings()
        return self

    def write_settings(self) -> None:
        """Write the settings; call again where the targets are others."""
        text = SETTINGS.format(
            project=str(PROJECT),
            siteurl=SITEURL,
            content=str(self.content),
            output=str(self.folder / "output"),
            cache=str(self.folder / ".cache"),
            own_theme=str(self.folder / "theme"),
            theme=str(PROJECT / "theme"),
            now=NOW,
            targets=self.targets,
        )
        self.settings.write_text(text, "utf-8")

    def write(self, slug: str, *more: str, title: str = "", body: str = "Bà con đến đông đủ.") -> Path:
        """Write an article."""
        place = self.content / f"{slug}.md"
        number = sum(map(ord, slug))
        lines = "".join(f"{one}\n" for one in more)
        text = ARTICLE.format(
            title=title or f"Tin {slug}", day=1 + number % 28, hour=number % 24, more=lines, body=body
        )
        place.write_text(text, "utf-8")
        return place

    def photo(self, shade: int) -> None:
        """Make the photo another one, so that its address is another."""
        Image.new("RGB", (320, 200), (shade % 255, 120, 80)).save(self.content / "canh-dong.jpg")

    def own_theme(self) -> Path:
        """Return a copy of the theme, for changing; until this is asked for the portal has the project's, which commands have compiled."""
        own = self.folder / "theme"
        if not own.exists():
            shutil.copytree(PROJECT / "theme", own)
        return own

    def change(self, step: int) -> None:
        """
        Make the next state: an article changes, one comes, one goes or one moves and the sheet and the photo change.

        Never a photo with the article that goes: photos of before go with it at once, on purpose, whoever reads.
        """
        chance = random.Random(step)
        self.write(
            f"bai-{chance.randrange(self.articles)}",
            body=f"Lần sửa thứ {step}. " + "Lời. " * chance.randrange(400),
        )
        self.write(f"moi-{step}", body=f"Bài mới thứ {step}.")
        gone = self.content / f"moi-{step - 2}.md"
        if gone.exists() and step % 2:
            gone.unlink()
            with (self.content / "du-lieu" / "dia-chi-cu.toml").open("a", encoding="utf-8") as file:
                file.write(f'[[bo]]\ndia-chi = "/tin-trong-huyen/2024/moi-{step - 2}/"\nly-do = "Hết việc"\n')
        elif gone.exists():
            gone.rename(self.content / f"doi-{step - 2}.md")
        if step % 2 == 0:
            with (self.own_theme() / "static/css/tokens.css").open("a", encoding="utf-8") as file:
                file.write(f"\n.buoc-{step} {{ color: inherit; }}\n")
            self.photo(step)

    def command(self, *words: str) -> list[str]:
        """Return the words that run a task of the keeper on this portal."""
        return [sys.executable, "-m", "plugins.publishing", *words, f"--settings={self.settings}"]

    def start(self, *words: str, **environment: str) -> subprocess.Popen[str] | fork_server.Process:
        """
        Start a task of the keeper in a process group of its own, which can be killed whole.

        With a hash seed of its own it begins with Python itself, which reads it.
        """
        # Git is asked for the commit: a publish that is killed must not leave a lock in the project's repository.
        surroundings = {**os.environ, "PYTHONUTF8": "1", "GIT_OPTIONAL_LOCKS": "0", **environment}
        command = self.command(*words, *self._first(words))
        if "PYTHONHASHSEED" not in environment:
            return fork_server.start(command, cwd=PROJECT, env=surroundings, start_new_session=True)
        return subprocess.Popen(
            command,
            cwd=PROJECT,
            env=surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def _first(self, words: tuple[str, ...]) -> list[str]:
        """Return what is added where nothing was published to a target yet."""
        if words[0] != "publish":
            return []
        name = words[words.index("--to") + 1]
        place = str(self.targets.get(name, {}).get("to", name))
        if place in self.begun or "--dry-run" in words:
            return []
        self.begun.add(place)
        return [] if {"--first", "--restore-history"} & {*words} else ["--first"]

    def run(self, *words: str, **environment: str) -> tuple[int, str]:
        """Run a task of the keeper; return its exit code and what it printed."""
        process = self.start(*words, **environment)
        printed, _ = process.communicate(timeout=300)
        assert process.returncode is not None
        return process.returncode, printed
