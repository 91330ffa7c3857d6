"""The source files of a portal are read, and each is put where it will end."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from plugins.article.facts import Article
from plugins.article.read import read_article
from plugins.article.registries import Registries
from plugins.build.across import problems_across
from plugins.build.audience import Audience
from plugins.build.registries import in_the_way
from plugins.build.settings import BuildSettings
from plugins.category.registry import Section
from plugins.lifecycle.outcome import Outcome, outcome
from plugins.media.library import Library
from plugins.problems import Level, Problem, error

DATA_FOLDER = "du-lieu/"
SUFFIXES = (".md", ".markdown", ".mkd", ".mdown")


@dataclass(slots=True)
class Desk:
    """What is known of each source file while the build goes on; paths are below content/."""

    articles: dict[str, Article] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    sections: dict[str, Section] = field(default_factory=dict)

    def reject(self, path: str) -> None:
        """Keep a file from being published; its problems say why."""
        self.outcomes[path] = Outcome.REJECTED


def sources(settings: BuildSettings, library: Library) -> list[str]:
    """Return the paths below content/ of everything that is an article or a standing page."""
    endings = (*SUFFIXES, *settings.readers)
    return [
        path for path in library.files if path.lower().endswith(endings) and not path.startswith(DATA_FOLDER)
    ]


def _bytes_of(settings: BuildSettings, file: Path) -> bytes:
    """Return an article's text; raise ValueError where another reader than ours cannot make one."""
    read = settings.readers.get(file.suffix.lower())
    try:
        return read(file).encode("utf-8") if read else file.read_bytes()
    except OSError:
        return b""


def read_all(settings: BuildSettings, library: Library, registries: Registries, audience: Audience) -> Desk:
    """Read every source file, gathering all that is to be said of each and of all together."""
    desk = Desk(problems=list(library.problems))
    copies: dict[bytes, str] = {}
    paths = sources(settings, library)
    for number, path in enumerate(paths):
        audience.progressed("Đọc bài", number, len(paths))
        named = library.shown(path)
        try:
            data = _bytes_of(settings, library.open_path(path))
        except ValueError as fault:
            message = f"không đọc được bài này ({fault}). Sửa tệp, hoặc chuyển nội dung sang tệp .md."
            desk.problems.append(Problem(named, 0, "khong-doc-duoc", message))
            desk.reject(path)
            continue
        reading = read_article(named, data, registries)
        desk.problems += reading.problems
        if reading.section and in_the_way(reading.section):
            message = (
                f"“{reading.section.name}” dành riêng cho trang của hệ thống. Đặt tên khác cho chuyên mục."
            )
            desk.problems.append(error(named, 0, "chuyen-muc", message))
            desk.reject(path)
            continue
        if reading.article is None or path in library.faulty:
            desk.reject(path)
            continue
        if twin := copies.get(data):
            message = f"giống hệt “{twin}”. Xóa một trong hai tệp."
            desk.problems.append(Problem(named, 0, "ban-sao", message))
            desk.reject(path)
            continue
        copies[data] = Path(path).name
        desk.articles[path] = reading.article
        if reading.section and reading.section.path not in desk.sections:
            desk.sections[reading.section.path] = reading.section
        desk.outcomes[path] = outcome(reading.article, settings.now)
    by_shown = {library.shown(path): path for path in desk.articles}
    for problem in problems_across(list(desk.articles.values()), list(registries.authors.people.values())):
        desk.problems.append(problem)
        if problem.level is Level.ERROR:
            desk.reject(by_shown[problem.path])
    return desk
