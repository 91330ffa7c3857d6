"""Whatever an editor writes is a fault of that article or file: it stops no build, no release, and nobody else's article."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from small_sites import AUTHORS, NOW, PROJECT, SECTIONS, an_article

from plugins.building.analysis import SourceAnalysis, analyse
from plugins.building.assembly.links_to_come import link_problems_to_come, links_to_come
from plugins.building.build_state import BuildOutcome
from plugins.building.edition.result import Result
from plugins.building.run import build_and_keep
from plugins.building.sources.listener import BuildListener
from plugins.building.sources.settings import BuildSettings
from plugins.building.sources.worker_pool import WorkerPool
from plugins.problems import Level, Problem
from plugins.publishing.publish import publish
from plugins.publishing.run_audit import audited_build
from plugins.publishing.targets.publish_options import PublishOptions
from plugins.publishing.targets.read_target import target_named


def parted(words: str) -> tuple[str, ...]:
    """Return the words between bars."""
    return tuple(words.split("|"))


# Texts that end markup, look like a machine's words or a program, or change letters beside them.
TEXTS = parted(
    "\u0338a a\u0338 e\u0301\u0301|\u0301 x|\u0338|=\u0338|None|undefined|date|Lorem ipsum|[object Object]|{{ x }}|{% if %}"
    "|{static}/a|%7B%7B|JavaScript:alert(1)|\ue0000\ue001|\ufffd|á»‡nh Ä‘|<b>x</b>|&#xFFFD;|&#x338;a|&lt;p>|\"'`|]]>|<!-- x -->"
    "|[x](/khong/)|//|../..|# x|- x|---|\u00a0|\u00ad\u00ad|\u202ea|noi-dung|Nội dung|cac-tin-khac|🏳️‍🌈|\U0001f1fb|﷽﷽|0|{}|a & b"
)
FIELDS = parted(
    "Tiêu đề|Tác giả|Thẻ|Tóm tắt|Nguồn|Đường dẫn|Lưu tại|Đường dẫn cũ|Cập nhật|Đính chính|Lý do thu hồi|Ảnh đại diện|Chú thích ảnh"
    "|Mô tả ảnh|Đính kèm|Ngôn ngữ|Mẫu|Loại văn bản|Số ký hiệu|Cơ quan ban hành|Kỳ quy hoạch|Hết hạn|Trạng thái|Chuyên mục|Người duyệt|Lạ"
)
SHAPES = (
    "{}",
    "## {}",
    "| a |\n|---|\n| {} |",
    '<p id="{}">x</p>',
    "![{}](x.jpg)",
    "[{}](https://a.vn/{})",
    "[x](<{}>)",
    "x[^{}]\n\n[^{}]: {}",
    "<details><summary>{}</summary>\n\n{}\n</details>",
    "`{}`\n\n{}",
    "```\n{}\n```",
    "*[{}]: x\n\n{}",
    "[x](#{})",
    '<h2 title="{}">{}</h2>',
    "[x](mailto:{})",
)
NAMES = parted(
    '\u0338a|a\u0338b|e\u0301|None|{{x}}|a\tb| a|a.|CON|%7B%7B|a#b|a?b|a&b|<b>|"q"|á»‡|\ufffd|a;b|a,b|-|..a|index|404|date|\u202ea'
)
DOCUMENTS: Mapping[str, bytes] = {
    "rong.pdf": b"",
    "gia.jpg": b"khong phai anh",
    "gia.pdf": b"MZ",
    "ma.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
    "chu.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><text>None {{x}} \u0338</text></svg>".encode(),
    "bang.csv": "e\u0301,{{x}}\n=1\n".encode(),
    "du-lieu.xml": b"<a>",
    "du-lieu.json": b"{",
    "van-ban.docx": b"PK",
    "chu.txt": "None e\u0301\u0338 \ue000".encode(),
    "cut.webp": b"RIFF",
}
Files = Mapping[str, "str | bytes"]


@dataclass(frozen=True)
class Judged:
    """What each command says of a portal."""

    check: tuple[Problem, ...]
    preview: Result
    built: BuildOutcome
    release: int
    told: tuple[str, ...]


def write(folder: Path, files: Files) -> Path:
    """Write a portal with one good article and the given files below content/."""
    portal: Files = {
        "du-lieu/chuyen-muc.toml": SECTIONS,
        "du-lieu/tac-gia.toml": AUTHORS,
        "tot.md": an_article("Bài tốt"),
    }
    for name, text in {**portal, **files}.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "replace"))
    return folder


def settings_of(folder: Path, name: str, *, preview: bool = False) -> BuildSettings:
    """Return the settings of a build into a folder of its own."""
    return BuildSettings(
        folder / "content",
        folder / name,
        PROJECT / "theme",
        folder / f".{name}",
        NOW,
        siteurl="https://cong-thu.gov.vn",
        cards=False,
        confirmed_fewer=True,
        quarantine=True,
        preview=preview,
    )


def problems_of_check(analysis: SourceAnalysis) -> tuple[Problem, ...]:
    """Return what ``check`` reports beside its advice."""
    sources, model = analysis.sources, analysis.model
    links = links_to_come(analysis.context, sources, model, sources.articles, draw=True)
    return (*analysis.problems, *link_problems_to_come(analysis.context, sources, model, links))


def judged(folder: Path) -> Judged:
    """Check, preview, build and publish a portal, the last without sending anything."""
    pool = WorkerPool(1)
    check = analyse(settings_of(folder, "kiem-tra"), problems_of_check, None, pool)
    preview = build_and_keep(settings_of(folder, "xem", preview=True), BuildListener(), pool)
    built = build_and_keep(settings_of(folder, "dung"), BuildListener(), pool)
    assert built.state, built.result.fault
    told: list[str] = []
    target = target_named("nha", {"nha": {"kind": "folder", "to": str(folder / "srv")}}, folder)
    options = PublishOptions(dry_run=True, first=True, set_aside=True)
    release = publish(audited_build(built.state, "", {}), target, options, told.append)
    return Judged(check, preview.result, built, release, tuple(told))


def faults(problems: tuple[Problem, ...]) -> set[tuple[str, int, str]]:
    """Return where the errors are."""
    return {(one.path, one.line, one.code) for one in problems if one.level is Level.ERROR}


def assert_nobody_is_stopped(files: Files) -> None:
    """All commands end well or with articles set aside, name the same faults, and the good article goes out."""
    with TemporaryDirectory() as place:
        folder = write(Path(place), files)
        found = judged(folder)
        assert found.preview.exit < 2, found.preview.fault
        assert found.release < 2, found.told
        assert faults(found.check) == faults(found.built.result.problems)
        assert faults(found.check) == faults(found.preview.problems)
        assert all(path.startswith("content/") for path, _, _ in faults(found.check))
        assert (folder / "dung/tin-trong-huyen/2023/tot/index.html").exists()


def with_field(number: int, name: str, value: str) -> str:
    """Return an article in whose header one field holds a text."""
    fields = {
        "Tiêu đề": f"Bài số {number}",
        "Ngày đăng": "29/11/2023",
        "Chuyên mục": "Tin trong huyện",
        "Tác giả": "Lê Hải",
    }
    lines = [f"{key}: {text}" for key, text in {**fields, name: value}.items()]
    return "\n".join([*lines, "", f"Nội dung của bài số {number}.", ""])


def test_no_header_stops_anybody() -> None:
    """Every text in every field."""
    pairs = [(name, text) for name in FIELDS for text in TEXTS]
    assert_nobody_is_stopped({f"bai/{n}.md": with_field(n, *pair) for n, pair in enumerate(pairs)})


def test_no_body_stops_anybody() -> None:
    """Every text in every shape of Markdown."""
    bodies = [shape.replace("{}", text) for shape in SHAPES for text in TEXTS]
    assert_nobody_is_stopped(
        {f"bai/{n}.md": an_article(f"Bài số {n}", body=body) for n, body in enumerate(bodies)}
    )


@pytest.mark.parametrize(
    "body",
    [
        "| Thứ | Giờ |\n|---|---|\n| Hai | None |",
        "- một\n- hai",
        "> lời",
        "![Ảnh](anh.jpg)",
        "```\n{{ x }}\n```",
        "Chữ {{ x }} và undefined.",
    ],
)
def test_an_article_without_a_plain_paragraph_is_published(body: str) -> None:
    """A table, a list, a quotation, a photo: without one error or reminder of the audit."""
    with TemporaryDirectory() as place:
        found = judged(
            write(Path(place), {"a.md": an_article("Lịch tiếp công dân", body=body), "anh.jpg": photo()})
        )
        assert found.built.result.exit == 0
        assert found.release == 0
        assert not [one for one in found.told if "lỗi [" in one]


def photo() -> bytes:
    """Return a small photo."""
    file = io.BytesIO()
    Image.new("RGB", (64, 40), "green").save(file, "JPEG")
    return file.getvalue()


def test_no_name_stops_anybody() -> None:
    """Of an article, a folder, a page, a photo, an attachment."""
    files: dict[str, str | bytes] = {}
    for number, name in enumerate(NAMES):
        files |= {
            f"bai/{name}.md": an_article(f"Tên số {number}"),
            f"{name}/trong.md": an_article(f"Trong thư mục {number}"),
            f"trang/{name}.md": f"Tiêu đề: Trang {number}\n\nChữ.\n",
            f"tep/{name}.pdf": b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF",
            f"hinh/{name}.jpg": photo(),
            f"kem/{number}.md": an_article(f"Đính kèm {number}", f"Đính kèm: {name}.pdf"),
            f"dai-dien/{number}.md": an_article(f"Đại diện {number}", f"Ảnh đại diện: {name}.jpg"),
            f"than/{number}.md": an_article(
                f"Thân {number}", body=f"[x](<{name}.pdf>)\n\n![x](<{name}.jpg>)\n\n[y](<{name}.md>)"
            ),
        }
    assert_nobody_is_stopped(files)


def test_no_photo_or_attachment_stops_anybody() -> None:
    """Empty, cut off, of another kind, with what looks like a machine's words."""
    files: dict[str, str | bytes] = {f"tep/{name}": data for name, data in DOCUMENTS.items()}
    for number, name in enumerate(DOCUMENTS):
        files |= {
            f"kem/{number}.md": an_article(f"Đính kèm {number}", f"Đính kèm: {name}"),
            f"anh/{number}.md": an_article(f"Ảnh {number}", body=f"![mô tả]({name})"),
            f"than/{number}.md": an_article(f"Thân {number}", body=f"[tên]({name})"),
        }
    assert_nobody_is_stopped(files)


@pytest.mark.parametrize("text", TEXTS[::4])
def test_no_words_of_a_data_file_stop_anybody(text: str) -> None:
    """Names, notices, contacts and quick links of the portal; a section; the people."""
    word = json.dumps(text, ensure_ascii=False)
    name = json.dumps(f"Xã {text}", ensure_ascii=False)
    unit = f"""ten = {word}
ten-ngan = {word}
don-vi = {word}
khau-hieu = {{ noi-dung = {word} }}
thong-bao = {{ noi-dung = {word}, dia-chi = {word} }}
chiu-trach-nhiem = {{ noi-dung = {word} }}
[[lien-he]]
nhan = {word}
noi-dung = {word}
dia-chi = {word}
[[tra-nhanh]]
ten = {word}
dia-chi = {json.dumps(f"/{text}/", ensure_ascii=False)}
"""
    assert_nobody_is_stopped(
        {
            "du-lieu/don-vi.toml": unit,
            "du-lieu/chuyen-muc.toml": f'{SECTIONS}[[chuyen-muc]]\nten = {name}\ndia-chi = "moi"\nmo-ta = {word}\n',
            "du-lieu/tac-gia.toml": f"{AUTHORS}[[tac-gia]]\nten = {name}\n",
            "a.md": an_article("Bài", "Thẻ: họp").replace("Lê Hải", f"Xã {text}"),
        }
    )


def test_no_weight_and_no_proof_of_ownership_stops_anybody() -> None:
    """A book in one article is an error of that article; the file of a search engine is no page of the theme's."""
    letters = "".join(chr(0x4E00 + place * 7919 % 20_000) for place in range(900))
    body = "\n\n".join(letters[place:] + letters[:place] + str(place * place) for place in range(500))
    words = "".join(chr(0x4E00 + place * place * 104_729 % 20_900) for place in range(400_000))
    assert_nobody_is_stopped(
        {
            "dai.md": an_article("Dài", body=body),
            "nang.md": an_article("Nặng", body=words),
            "google7f.html": "google-site-verification: google7f.html",
            "cu.md": an_article("Cũ", "Đường dẫn cũ: /tin-trong-huyen/2023/tot/; /cu.html; /"),
            "cu-nua.md": an_article("Cũ nữa", "Đường dẫn cũ: /cu.html; /tin-trong-huyen/"),
        }
    )


WRITTEN = st.text(st.characters(exclude_categories=("Cs",)), max_size=30) | st.sampled_from(TEXTS)
LINES = st.lists(st.tuples(st.sampled_from(FIELDS), WRITTEN), max_size=5)
BODIES = st.lists(st.tuples(st.sampled_from(SHAPES), WRITTEN), max_size=5)


@given(st.lists(st.tuples(LINES, BODIES), min_size=10, max_size=10))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_article_stops_anybody(
    articles: list[tuple[list[tuple[str, str]], list[tuple[str, str]]]],
) -> None:
    """Any lines in a header, any pieces of a body."""
    files = {}
    for number, (lines, body) in enumerate(articles):
        more = [f"{name}: {text}" for name, text in lines]
        text = "\n\n".join(shape.replace("{}", words) for shape, words in body)
        files[f"bai/{number}.md"] = an_article(f"Bài số {number}", *more, body=text)
    assert_nobody_is_stopped(files)
