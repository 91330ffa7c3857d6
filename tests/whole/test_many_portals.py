"""One checkout makes several portals: each from its own folder, with its own name and address, and nothing of the others."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import fork_server
import pytest
from small_sites import AUTHORS, SECTIONS, an_article

COMMUNES = {"tho-lap": "Thọ Lập", "xuan-hoa": "Xuân Hòa"}


def commune(folder: Path, slug: str, name: str) -> Path:
    """Write the sources of one commune's portal."""
    data, articles = folder / slug / "du-lieu", folder / slug / "bai-viet"
    data.mkdir(parents=True)
    articles.mkdir()
    (data / "chuyen-muc.toml").write_text(SECTIONS, "utf-8")
    (data / "tac-gia.toml").write_text(AUTHORS, "utf-8")
    (data / "don-vi.toml").write_text(f'ten = "Cổng xã {name}"\nten-ngan = "{name}"\n', "utf-8")
    (articles / "bai.md").write_text(an_article(f"Tin của xã {name}"), "utf-8")
    return folder / slug


def build(content: Path, slug: str, output: Path) -> None:
    """Build one portal as the CI of many does."""
    command = [sys.executable, "-m", "plugins.building", "-s", "publishconf.py", "-o", str(output)]
    command += ["--now", "2024-06-30T08:00+07:00", "-e", f'CACHE_FOLDER="{output.parent / ".cache"}"']
    environment = {
        **os.environ,
        "PORTAL_CONTENT": str(content),
        "PORTAL_URL": f"https://{slug}.thanhhoa.gov.vn",
    }
    done = fork_server.run(command, env=environment)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The portals of two communes, built one after the other with one cache."""
    folder = tmp_path_factory.mktemp("xa")
    found = {}
    for slug, name in COMMUNES.items():
        found[slug] = folder / f"output-{slug}"
        build(commune(folder, slug, name), slug, found[slug])
    return found


@pytest.mark.parametrize("slug", COMMUNES)
def test_each_has_its_own_name_address_and_articles(outputs: dict[str, Path], slug: str) -> None:
    """In its pages, its feeds and its sitemap."""
    (other,) = {*COMMUNES} - {slug}
    texts = [path.read_text("utf-8") for path in outputs[slug].rglob("*") if path.suffix in {".html", ".xml"}]
    whole = "\n".join(texts)

    assert f"Tin của xã {COMMUNES[slug]}" in whole
    assert f"https://{slug}.thanhhoa.gov.vn/" in whole
    assert COMMUNES[other] not in whole
    assert other not in whole
