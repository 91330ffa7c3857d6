"""A good site on which bad inputs are laid."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from badcases.case import SECTION

SECTIONS = f"""\
[[chuyen-muc]]
ten = "{SECTION}"
dia-chi = "chien-luoc-dinh-huong-quy-hoach"
chinh = true

[[chuyen-muc]]
ten = "Tin trong huyện"
dia-chi = "tin-trong-huyen"
"""

WRITERS = """\
[[tac-gia]]
ten = "Lê Hải"

[[tac-gia]]
ten = "Nguyễn Thị Hạnh"

[[co-quan]]
ten = "Trung tâm VHTT, TT và DL huyện Thọ Xuân"
"""

UNIT = """\
ten = "Cổng thông tin điện tử huyện Thọ Xuân"
ten-ngan = "Thọ Xuân"
don-vi = "Ủy ban nhân dân huyện Thọ Xuân"
"""

CONTROLS = ("CONTROL-A", "CONTROL-B", "CONTROL-C", "CONTROL-P")

GOOD = {
    "content/tin-a.md": f"""\
Tiêu đề: Thọ Lập trồng thêm ba nghìn cây lát
Ngày đăng: 03/04/2024
Chuyên mục: {SECTION}
Tác giả: Lê Hải

Cây giống do vườn ươm của xã cấp. CONTROL-A
""",
    "content/tin-b.md": """\
Tiêu đề: Chợ quê Neo họp thêm phiên chiều
Ngày đăng: 11/04/2024
Chuyên mục: Tin trong huyện
Tác giả: Nguyễn Thị Hạnh

Phiên chiều mở từ mười lăm giờ. CONTROL-B
""",
    "content/tin-c.md": """\
Tiêu đề: Đội bóng chuyền Xuân Bái về nhì giải trẻ
Ngày đăng: 22/04/2024
Chuyên mục: Tin trong huyện
Tác giả: Nguyễn Thị Hạnh

Trận cuối kéo dài năm hiệp. CONTROL-C
""",
    "content/trang/gioi-thieu.md": """\
Tiêu đề: Giới thiệu chung
Đường dẫn: gioi-thieu

Thọ Xuân nằm hai bên bờ sông Chu. CONTROL-P
""",
}

PELICANCONF = """\
import runpy
import sys
from pathlib import Path

here = Path(__file__).resolve().parent
globals().update(
    (name, value) for name, value in runpy.run_path({project!r}).items() if name.isupper()
)
{more}
"""


def picture(width: int = 1200, height: int = 800, kind: str = "JPEG") -> bytes:
    """Return a plain picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), (96, 144, 72)).save(out, kind)
    return out.getvalue()


def write(site: Path, path: str, content: str | bytes) -> Path:
    """Write one file of a site, with its folders."""
    target = site / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content.encode() if isinstance(content, str) else content)
    return target


def write_conf(site: Path, project: Path, more: str = "") -> None:
    """Write the site's pelicanconf.py: the project's settings, and some more lines."""
    write(site, "pelicanconf.py", PELICANCONF.format(project=str(project / "pelicanconf.py"), more=more))


def add_sections(site: Path, *names: tuple[str, str]) -> None:
    """Add sections, given by name and address."""
    facts = site / "content/du-lieu/chuyen-muc.toml"
    more = [f'\n[[chuyen-muc]]\nten = "{name}"\ndia-chi = "{address}"\n' for name, address in names]
    facts.write_text(facts.read_text("utf-8") + "".join(more), "utf-8")


def base_site(site: Path, project: Path) -> None:
    """Write a site in which nothing is wrong: sections, writers, a picture, three articles, a page."""
    write(site, "content/du-lieu/chuyen-muc.toml", SECTIONS)
    write(site, "content/du-lieu/tac-gia.toml", WRITERS)
    write(site, "content/du-lieu/don-vi.toml", UNIT)
    write(site, "content/images/tap-huan.jpg", picture())
    for path, text in GOOD.items():
        write(site, path, text)
    write_conf(site, project)
