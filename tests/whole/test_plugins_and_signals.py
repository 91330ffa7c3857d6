"""Plugins of Pelican's kind: what they hear, what happens when one fails, and that none touches what is public."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image
from small_plugins import LISTENER, add_plugin, build, checksums
from small_sites import AUTHORS, SECTIONS, an_article

from plugins.building.pelican_adapter.plugin_signals import USES, Effect

SIMPLE = 'THEME = "simple"; FEED_ALL_ATOM = "feeds/all.atom.xml"'
SENT = [name for name, use in USES.items() if use.ours is not Effect.REFUSED]
SENT_TO_PLAIN_THEMES = [name for name, use in USES.items() if use.plain is not Effect.REFUSED]
# In the order in which stock Pelican sends each for the first time: some plugins begin to count at one and go on at another.
READING = [
    "initialized",
    "get_generators",
    "generator_init",
    "article_generator_init",
    "page_generator_init",
    "static_generator_init",
    "article_generator_preread",
    "article_generator_context",
    "content_object_init",
    "article_generator_pretaxonomy",
    "article_generator_finalized",
    "page_generator_preread",
    "page_generator_context",
    "page_generator_finalized",
    "static_generator_preread",
    "static_generator_context",
    "static_generator_finalized",
    "all_generators_finalized",
]
# Listens to every signal of a list, and writes down which it heard and where the output was then.
ALL_EARS = """import json
from pathlib import Path
from pelican import signals
from pelican.plugins import signals as known
HERE = Path(__file__).parent
EARS = []

def ear(name):
    def hear(sender, *parts, **named):
        place = getattr(sender, "output_path", None) or getattr(sender, "settings", sender)
        if not isinstance(place, str):
            place = place.get("OUTPUT_PATH") if hasattr(place, "get") else None
        told = sender if isinstance(sender, str) else place
        with open(HERE / "heard.jsonl", "a") as file:
            file.write(json.dumps([name, told, sorted(named)]) + chr(10))
    return hear

def register():
    for name in NAMES:
        EARS.append(ear(name))
        getattr(signals, name).connect(EARS[-1])
"""


@pytest.fixture
def portal(site: Path) -> Path:
    """A portal with an article and a page, that was built once without plugins."""
    (site / "content" / "trang").mkdir()
    (site / "content" / "co-anh.md").write_text(
        an_article("Có ảnh", body="Chữ.\n\n![Đồi](PN tập huấn.jpg)"), "utf-8"
    )
    (site / "content" / "trang" / "gioi-thieu.md").write_text(
        "Tiêu đề: Giới thiệu\n\nChữ của trang.\n", "utf-8"
    )
    return site


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portal that is public already."""
    folder = tmp_path_factory.mktemp("cong")
    (folder / "content" / "du-lieu").mkdir(parents=True)
    (folder / "content" / "trang").mkdir()
    (folder / "content" / "du-lieu" / "chuyen-muc.toml").write_text(SECTIONS, "utf-8")
    (folder / "content" / "du-lieu" / "tac-gia.toml").write_text(AUTHORS, "utf-8")
    Image.new("RGB", (640, 400), "green").save(folder / "content" / "PN.png")
    (folder / "content" / "tot.md").write_text(an_article("Bài tốt", body="Chữ.\n\n![Đồi](PN.png)"), "utf-8")
    (folder / "content" / "trang" / "gioi-thieu.md").write_text("Tiêu đề: Giới thiệu\n\nChữ.\n", "utf-8")
    done = build(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.mark.parametrize(
    ("theme", "names"), [("", SENT), (SIMPLE, SENT_TO_PLAIN_THEMES)], ids=["ours", "simple"]
)
def test_every_signal_that_has_a_meaning_is_sent_and_the_output_is_the_staging_folder(
    portal: Path, theme: str, names: list[str]
) -> None:
    """Each is heard, with the arguments that Pelican gives it; nobody learns of another output than the one that is being made."""
    (portal / "tai.py").write_text(ALL_EARS.replace("NAMES", repr(names)), "utf-8")

    done = build(portal, "tai", more=theme)

    assert done.returncode == 0, done.stdout + done.stderr
    heard = [json.loads(line) for line in (portal / "heard.jsonl").read_text("utf-8").splitlines()]
    assert {name for name, _, _ in heard} == set(names)
    assert [name for name, _, _ in heard].count("initialized") == 1
    assert [name for name, _, _ in heard].count("finalized") == 1
    assert heard[-1][0] == "finalized"
    assert [name for name in dict.fromkeys(name for name, _, _ in heard) if name in READING] == READING
    staging = str(portal.resolve() / ".output.moi")
    places = {name: place for name, place, _ in heard if place}
    assert {"initialized", "article_generator_finalized", "content_written", "finalized"} <= places.keys()
    assert all(place.startswith(staging) for place in places.values()), places
    arguments = {name: named for name, _, named in heard}
    assert arguments["content_written"] == ["context"]
    assert arguments["article_generator_write_article"] == ["content"]
    assert arguments["article_generator_context"] == ["metadata"]
    assert arguments["feed_written"] == ["context", "feed"]


@pytest.mark.parametrize("name", [name for name, use in USES.items() if use.needs])
def test_a_plugin_that_waits_for_a_signal_that_is_not_sent_is_refused(public: Path, name: str) -> None:
    """By its name, with what it would need."""
    add_plugin(public, "doi", name, "pass")
    before = checksums(public / "output")

    done = build(public, "doi")

    assert done.returncode == 2
    assert f"plugin “doi” đợi tín hiệu {name}" in done.stdout
    assert "cần giao diện làm cho Pelican" in done.stdout
    assert checksums(public / "output") == before


@pytest.mark.parametrize(
    ("name", "theme"),
    [(name, "") for name in SENT] + [(name, SIMPLE) for name in ("get_writer", "feed_generated")],
)
def test_a_plugin_that_fails_at_any_signal_changes_not_one_public_byte(
    public: Path, name: str, theme: str
) -> None:
    """The build stops with the plugin's name and the place; no half of an output stays."""
    before, was_there = checksums(public / "output"), (public / ".output.moi").exists()
    add_plugin(public, "nga", name, 'raise RuntimeError("tôi ngã")')

    done = build(public, "nga", more=theme)

    assert done.returncode == 2, done.stdout + done.stderr
    assert "plugin “nga”" in done.stdout
    assert "RuntimeError: tôi ngã" in done.stdout
    assert "(nga.py, dòng 6)" in done.stdout
    assert checksums(public / "output") == before
    # The copy of the last output that the next build begins with may stay; a half of this one may not.
    assert was_there or not (public / ".output.moi").exists()
    assert (USES[name].ours is Effect.SETTINGS) or not (public / ".output.moi").exists()


@pytest.mark.parametrize("how", ["sys.exit(0)", "raise OSError(28, 'đầy đĩa')", "raise ValueError()"])
def test_whatever_a_plugin_ends_with_is_its_fault(public: Path, how: str) -> None:
    """An exit without an error is none of the build's, a full disk not the portal's."""
    before = checksums(public / "output")
    add_plugin(public, "ket_thuc", "finalized", f"import sys; {how}")

    done = build(public, "ket_thuc")

    assert done.returncode == 2
    assert "plugin “ket_thuc” gặp lỗi" in done.stdout
    assert checksums(public / "output") == before


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("def register():\n    1 / 0\n", "plugin “khoi_dong” không khởi động được"),
        ("1 / 0\n", "không nạp được plugin “khoi_dong”"),
    ],
)
def test_a_plugin_that_does_not_start_is_named(public: Path, code: str, words: str) -> None:
    """Whether its code cannot be read or its ``register`` fails."""
    (public / "khoi_dong.py").write_text(code, "utf-8")

    done = build(public, "khoi_dong")

    assert done.returncode == 2
    assert words in done.stdout


@pytest.mark.parametrize(
    "signal", ["all_generators_finalized", "content_written", "article_writer_finalized", "finalized"]
)
def test_what_a_plugin_writes_is_part_of_the_edition(public: Path, tmp_path: Path, signal: str) -> None:
    """A new file, and one that the portal would write itself; the public folder is as it was while plugins run."""
    site = tmp_path / "cong"
    shutil.copytree(public, site)
    before = checksums(site / "output")
    body = (
        'out = Path(signals.initialized.seen)\n    (out / "them.txt").write_text("của plugin")\n'
        '    (out / "robots.txt").write_text("User-agent: *\\nDisallow: /plugin/\\n")\n'
        '    (HERE / "luc-ay.txt").write_text(str(sorted(p.name for p in (HERE / "output").iterdir())))'
    )
    add_plugin(site, "viet", signal, body)
    with (site / "viet.py").open("a") as file:
        file.write(
            "    signals.initialized.connect(see)\ndef see(pelican):\n    signals.initialized.seen = pelican.output_path\n"
        )

    done = build(site, "viet")

    assert done.returncode == 0, done.stdout + done.stderr
    assert (site / "output" / "them.txt").read_text("utf-8") == "của plugin"
    assert "/plugin/" in (site / "output" / "robots.txt").read_text("utf-8")
    assert "them.txt" not in (site / "luc-ay.txt").read_text("utf-8")
    after = checksums(site / "output")
    assert {name for name in before if before[name] != after.get(name)} <= {"robots.txt"}


def test_the_settings_file_is_executed_once(public: Path, tmp_path: Path) -> None:
    """With plugins and without; what it prints is seen."""
    log = tmp_path / "dem.txt"
    count = f'open({str(log)!r}, "a").write("x"); print("CHAO")'
    add_plugin(public, "im", "initialized", "pass")
    for plugins in ((), ("im",)):
        log.write_text("")
        done = build(public, *plugins, more=count)
        assert done.returncode == 0, done.stdout
        assert log.read_text() == "x"
        assert done.stdout.count("CHAO") == 1


READER = """from pelican import signals
from pelican.readers import BaseReader

class Ghi(BaseReader):
    enabled = True
    file_extensions = [ENDING]
    def read(self, path):
        return "<p onclick='x()'>Chữ của <b>ghi</b>.</p>", {"title": "Bài ghi", "date": "2023-11-29", "category": "Tin trong huyện"}

def add(readers):
    readers.reader_classes[ENDING] = Ghi

def register():
    signals.readers_init.connect(add)
"""


def test_a_plugin_may_add_a_reader(portal: Path) -> None:
    """What it makes of a file is cleaned as all HTML is; a reader that would read Markdown in our place is refused."""
    (portal / "doc.py").write_text(READER.replace("ENDING", '"ghi"'), "utf-8")
    (portal / "content" / "bai.ghi").write_text("*gì đó*", "utf-8")

    done = build(portal, "doc")

    assert done.returncode == 0, done.stdout + done.stderr
    page = (portal / "output/tin-trong-huyen/2023/bai/index.html").read_text("utf-8")
    assert "<p>Chữ của <b>ghi</b>.</p>" in page
    (portal / "doc.py").write_text(READER.replace("ENDING", '"md"'), "utf-8")
    refused = build(portal, "doc")
    assert refused.returncode == 2
    assert "plugin “doc” đọc tệp .md thay cho cổng" in refused.stdout


GENERATOR = """from pelican import signals
from pelican.generators import Generator

class Them(Generator):
    def generate_context(self):
        self.context["them"] = "của bộ sinh"
    def generate_output(self, writer):
        template = self.env.from_string("<p>Có {{ articles | length }} bài, {{ them }}.</p>")
        writer.write_file(PATH, template, self.context)

def add(pelican):
    return KIND

def register():
    signals.get_generators.connect(add)
"""


@pytest.mark.parametrize("theme", ["", SIMPLE], ids=["ours", "simple"])
def test_a_plugin_may_add_a_generator(portal: Path, theme: str) -> None:
    """Its pages lie in the edition and are checked like all others; it cannot take the place of a page of ours."""
    code = GENERATOR.replace("PATH", '"them/index.html"').replace("KIND", "Them")
    (portal / "sinh.py").write_text(code, "utf-8")

    done = build(portal, "sinh", more=theme)

    assert done.returncode == 0, done.stdout + done.stderr
    assert (portal / "output/them/index.html").read_text("utf-8") == "<p>Có 2 bài, của bộ sinh.</p>"
    before = checksums(portal / "output")
    (portal / "sinh.py").write_text(
        code.replace("them/index.html", "tin-trong-huyen/2023/tot/index.html"), "utf-8"
    )
    taken = build(portal, "sinh", more=theme)
    if not theme:  # Pelican's own writer keeps an article's page in silence
        assert taken.returncode == 2
        # Pelican 4.11 raises a plain RuntimeError.
        assert re.search("plugin “sinh” gặp lỗi: (?:FileOverwriteFailed|Runtime)Error", taken.stdout)
    page = "tin-trong-huyen/2023/tot/index.html"
    assert checksums(portal / "output")[page] == before[page]


@pytest.mark.parametrize("kind", ["object", "3", "[3]"])
def test_a_generator_that_is_none_stops_the_build(portal: Path, kind: str) -> None:
    """Its plugin is named."""
    (portal / "sinh.py").write_text(GENERATOR.replace("PATH", '""').replace("KIND", kind), "utf-8")

    done = build(portal, "sinh")

    assert done.returncode == 2
    assert "plugin “sinh”" in done.stdout
    assert not (portal / "output").exists()


WRITER = """from pelican import signals
from pelican.writers import Writer

class Khac(Writer):
    def write_file(self, name, template, context, *parts, **named):
        super().write_file(name, template, {**context, "SITENAME": "Tên của plugin"}, *parts, **named)

def add(pelican):
    return Khac

def register():
    signals.get_writer.connect(add)
"""


def test_a_plugin_may_bring_a_writer_for_a_theme_of_pelican(portal: Path) -> None:
    """Under our theme it would do nothing: it is refused there."""
    (portal / "ghi.py").write_text(WRITER, "utf-8")

    assert build(portal, "ghi", more=SIMPLE).returncode == 0
    assert "Tên của plugin" in (portal / "output" / "index.html").read_text("utf-8")
    refused = build(portal, "ghi")
    assert refused.returncode == 2
    assert "plugin “ghi” đợi tín hiệu get_writer" in refused.stdout


def test_the_first_line_of_a_listener_that_fails_is_the_one_that_is_told() -> None:
    """The tests above name line 6."""
    assert LISTENER.splitlines()[5].strip() == "{body}"
