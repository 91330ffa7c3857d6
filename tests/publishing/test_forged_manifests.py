"""Whoever writes to a site can write its manifest too: forged ones, earlier ones and stripped signatures are found."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import outside_tools
import pytest
from living_portal import KeptStates, LivingPortal

from plugins.files.checksum import sha256
from plugins.publishing.releases.manifest import FILES, FOLDER, HEADER, HISTORY, STATEMENT
from plugins.publishing.releases.received import read_manifest


def git(folder: Path, *words: str) -> str:
    """Run git in a folder."""
    name = ["-c", "user.name=lan", "-c", "user.email=lan@localhost"]
    done = subprocess.run(
        ["git", "-C", str(folder), *name, *words], check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> KeptStates:
    """States of the portal that several tests begin with."""
    return KeptStates(tmp_path_factory.mktemp("states"))


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Keys to sign with, as the settings that name them."""
    folder = tmp_path_factory.mktemp("keys")
    secret, public = folder / "khoa", folder / "khoa.pub"
    command = [outside_tools.minisign(), "-G", "-W", "-s", str(secret), "-p", str(public)]
    subprocess.run(command, check=True, capture_output=True)
    return {"SIGNING_KEY": str(secret), "SIGNING_PUBLIC": str(public)}


@pytest.fixture
def portal(tmp_path: Path) -> LivingPortal:
    """A portal whose sources are in git."""
    portal = LivingPortal(
        tmp_path / "cong", {"nha": {"kind": "folder", "to": str(tmp_path / "srv"), "keep": 5}}, articles=3
    ).begin()
    git(portal.content, "init", "-q")
    return portal


@pytest.fixture
def published(portal: LivingPortal, states: KeptStates) -> LivingPortal:
    """The portal, published three times."""
    states.bring(portal, "published", lambda: publish(portal, 3))
    return portal


@pytest.fixture
def published_once(portal: LivingPortal, states: KeptStates) -> LivingPortal:
    """The portal, published once."""
    states.bring(portal, "published once", lambda: publish(portal, 1))
    return portal


def publish(portal: LivingPortal, times: int, **environment: str) -> None:
    """Commit and publish, each time with another text."""
    for number in range(times):
        portal.write("bai-1", body=f"Lần {number} của {times}.")
        git(portal.content, "add", "-A")
        git(portal.content, "commit", "-q", "-m", "Sửa")
        code, printed = portal.run("publish", "--to", "nha", **environment)
        assert code == 0, printed


def current(portal: LivingPortal) -> Path:
    """Return the public folder."""
    return (portal.folder.parent / "srv/current").resolve()


def verify(portal: LivingPortal, *words: str, **environment: str) -> tuple[int, str]:
    """Verify the target."""
    return portal.run("verify", "nha", *words, **environment)


def rewrite(folder: Path, name: str, change: Callable[[dict[str, object]], None]) -> None:
    """Change a record, as who broke in does."""
    place = folder / name
    data = json.loads(place.read_text("utf-8"))
    change(data)
    place.unlink()
    place.write_text(json.dumps(data, ensure_ascii=False), "utf-8")


def forge(folder: Path, *, serial: int | None = None) -> None:
    """Inject a page, and make every record say that it belongs there; with a number, the statement too."""
    page = b"<h1>Nha cai</h1>"
    (folder / "casino.html").write_bytes(page)
    rewrite(folder, FILES, lambda files: files.update({"casino.html": [len(page), sha256(page)]}))
    listing = (folder / FILES).read_bytes()
    files = json.loads(listing)

    def head(data: dict[str, object]) -> None:
        sizes = sum(size for size, _ in files.values())
        data.update({"so-tep": len(files), "so-byte": sizes, "tep-sha256": sha256(listing)})

    rewrite(folder, HEADER, head)
    # Written as the program would write it: nothing but the lists can tell.
    manifest = read_manifest((folder / HEADER).read_bytes(), listing)
    (folder / FILES).write_bytes(manifest.listing)
    (folder / HEADER).write_bytes(manifest.header)
    if serial is not None:
        digest = sha256((folder / HEADER).read_bytes())
        rewrite(folder, STATEMENT, lambda data: data.update({"so": serial, "ke-khai-sha256": digest}))


def without_cache(portal: LivingPortal) -> None:
    """Forget all that this machine remembers: a fresh clone."""
    shutil.rmtree(portal.folder / ".cache")


@pytest.mark.parametrize("clone", ["this machine", "fresh clone"])
def test_a_forged_manifest_with_fitting_sums_is_found(published: LivingPortal, clone: str) -> None:
    """By the cache, or by the notes in the repository alone; what was injected is named where the records are here."""
    if clone == "fresh clone":
        without_cache(published)
    code, printed = verify(published)
    assert (code, "nhắc: bản kê lấy từ chính" in printed) == (0, False), printed
    forge(current(published))
    code, printed = verify(published)
    assert (code, "GIẢ" in printed) == (1, True), printed
    assert ("/casino.html" in printed) == (clone == "this machine"), printed


@pytest.mark.parametrize(("serial", "code"), [(1, 1), (3, 1), (4, 2), (99, 2)])
def test_a_forged_statement_is_found(published: LivingPortal, serial: int, code: int) -> None:
    """A number that was given already is a lie; of a higher one nobody here can tell, and that is not green."""
    forge(current(published), serial=serial)
    found, printed = verify(published)
    assert found == code, printed


def test_a_list_that_does_not_fit_its_manifest_is_found(published_once: LivingPortal) -> None:
    """No upload is under way that could have been cut off between the two."""
    place = current(published_once) / FILES
    text = place.read_text("utf-8")
    place.unlink()
    place.write_text(text.replace("index.html", "index.htm", 1), "utf-8")
    code, printed = verify(published_once)
    assert (code, "GIẢ" in printed) == (1, True), printed


@pytest.mark.parametrize("clone", ["this machine", "fresh clone"])
@pytest.mark.parametrize("signed", [True, False])
def test_an_earlier_release_that_was_put_back_is_found(
    portal: LivingPortal, states: KeptStates, keys: dict[str, str], clone: str, signed: bool
) -> None:
    """Also where its signature is valid; a rollback by the keeper is none."""
    keys = keys if signed else {}
    states.bring(portal, "signed" if signed else "published", lambda: publish(portal, 3, **keys))
    link = portal.folder.parent / "srv/current"
    first, second, _ = sorted((portal.folder.parent / "srv/releases").glob("2*"))
    link.unlink()
    link.symlink_to(Path("releases") / first.name)
    if clone == "fresh clone":
        without_cache(portal)
    code, printed = verify(portal, **keys)
    assert (code, "bản cũ được đưa lại: bản số 1" in printed) == (1, True), printed

    code, printed = portal.run("publish", "--to", "nha", "--rollback", second.name, **keys)
    assert code == 0, printed
    code, printed = verify(portal, **keys)
    assert (code, "GIẢ" in printed) == (0, False), printed
    publish(portal, 1, **keys)
    assert json.loads((current(portal) / STATEMENT).read_text("utf-8"))["so"] == 5
    assert verify(portal, **keys)[0] == 0


@pytest.mark.parametrize("serial", [None, 2, 99])
def test_a_forged_release_is_not_rolled_back_to(published: LivingPortal, serial: int | None) -> None:
    """Its sums fit, and its number is not that of what was published."""
    kept = sorted((published.folder.parent / "srv/releases").glob("2*"))[1]
    forge(kept, serial=serial)
    code, printed = published.run("publish", "--to", "nha", "--rollback", kept.name)
    assert (code, "không phải của bản số" in printed, "--lui-lai" in printed) == (2, True, True), printed


@pytest.mark.parametrize("stripped", [HEADER, HISTORY, STATEMENT, "all"])
def test_a_stripped_signature_is_found(
    portal: LivingPortal, states: KeptStates, keys: dict[str, str], stripped: str
) -> None:
    """Of one record or of all: with the public key nothing unsigned is believed."""
    states.bring(portal, "signed once", lambda: publish(portal, 1, **keys))
    assert verify(portal, **keys)[0] == 0
    for place in (current(portal) / FOLDER).glob("*.minisig"):
        if stripped in ("all", f"{FOLDER}{place.name.removesuffix('.minisig')}"):
            place.unlink()
    code, printed = verify(portal, **keys)
    assert (code, "chữ ký" in printed) == (1, True), printed


def test_a_statement_that_was_taken_away_is_missed(
    portal: LivingPortal, states: KeptStates, keys: dict[str, str]
) -> None:
    """With its signature: the lists say that there was one."""
    states.bring(portal, "signed twice", lambda: publish(portal, 2, **keys))
    for name in (STATEMENT, f"{STATEMENT}.minisig"):
        (current(portal) / name).unlink()
    code, printed = verify(portal, **keys)
    assert (code, "lời khai" in printed) == (1, True), printed


def test_notes_that_are_not_signed_count_for_nothing(
    portal: LivingPortal, states: KeptStates, keys: dict[str, str]
) -> None:
    """Whoever may push to the repository cannot make a forged release a known one, where there is a key."""
    states.bring(portal, "signed twice", lambda: publish(portal, 2, **keys))
    without_cache(portal)
    line = git(portal.content, "notes", "--ref", "refs/notes/ban-dung", "show", "HEAD").splitlines()[0]
    row = json.loads(line)
    said = json.loads(row["loi-khai"])
    row["loi-khai"] = json.dumps({**said, "so": 7, "ke-khai-sha256": "0" * 64})
    git(portal.content, "notes", "--ref", "refs/notes/ban-dung", "append", "-m", json.dumps(row), "HEAD")
    code, printed = verify(portal, **keys)
    assert code == 0, printed


def test_where_nothing_is_known_nothing_is_claimed(published_once: LivingPortal) -> None:
    """Neither cache nor notes nor key: it is said that the site vouches for itself."""
    without_cache(published_once)
    git(published_once.content, "update-ref", "-d", "refs/notes/ban-dung")
    code, printed = verify(published_once)
    assert (code, "nhắc: bản kê lấy từ chính" in printed) == (0, True), printed


def test_the_same_release_again_keeps_its_number(portal: LivingPortal) -> None:
    """Nothing new is published and nothing is noted twice."""
    publish(portal, 2)
    before = (current(portal) / STATEMENT).read_bytes()
    code, printed = portal.run("publish", "--to", "nha")
    assert (code, (current(portal) / STATEMENT).read_bytes()) == (0, before), printed
    notes = git(portal.content, "notes", "--ref", "refs/notes/ban-dung", "show", "HEAD")
    assert len([line for line in notes.splitlines() if line]) == 1
