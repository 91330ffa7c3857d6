"""The editor reads and writes articles, pages and their files below content/, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugins.editors.writing import content_folder
from plugins.editors.writing.content_folder import ContentFolder, EditRefused, FileToSave, checksum_of

ARTICLE = "content/bai-viet/tin/2024/bai.md"


@pytest.fixture
def folder(tmp_path: Path) -> ContentFolder:
    """A content folder with an article, and a secret beside it."""
    file = tmp_path / ARTICLE
    file.parent.mkdir(parents=True)
    file.write_text("Tiêu đề: A\n\nChữ.\n", "utf-8")
    (tmp_path / "content" / "du-lieu").mkdir()
    (tmp_path / "content" / "du-lieu" / "don-vi.toml").write_text("ten = 1", "utf-8")
    (tmp_path / "bi-mat.md").write_text("bí mật", "utf-8")
    (tmp_path / "tasks.py").write_text("mã", "utf-8")
    return ContentFolder(tmp_path / "content")


@pytest.mark.parametrize(
    "path",
    [
        "bi-mat.md",
        "content/../bi-mat.md",
        "content/bai-viet/../../bi-mat.md",
        "/etc/passwd",
        "/content/bai-viet/x.md",
        "content//x.md",
        "content/./x.md",
        "content/.an/x.md",
        "content/bai-viet/.x.md",
        "content\\..\\bi-mat.md",
        "content/C:/x.md",
        "content/x.md\0.md",
        "content/x\n.md",
        "content",
        "content/",
        "",
        "content/" + "a/" * 200 + "x.md",
        "content/du-lieu/don-vi.toml",
        "content/du-lieu/x.md",
        "content/bai-viet/x.py",
        "content/bai-viet/x.html",
        "content/bai-viet/x",
        "tasks.py",
    ],
)
def test_no_other_path_is_read_written_or_removed(folder: ContentFolder, path: str) -> None:
    """Whatever it looks like; the folder and what is around it stay as they were."""
    before = {file: file.read_bytes() for file in folder.root.parent.rglob("*") if file.is_file()}
    for act in (
        lambda: folder.text(path),
        lambda: folder.file(path),
        lambda: folder.remove(path),
        lambda: folder.save([FileToSave(path, b"x")], []),
        lambda: folder.save([], [FileToSave(path, b"x")]),
    ):
        with pytest.raises(EditRefused):
            act()

    assert {file: file.read_bytes() for file in folder.root.parent.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize("mark", ["\u200e", "\u200b", "\u00ad", "\u202e", "\uf022"])
def test_a_name_with_a_mark_that_nobody_sees_is_used_where_it_is_and_not_made(
    folder: ContentFolder, mark: str
) -> None:
    """Phones give such names: the article is read, saved, removed; who would make one is told which mark it is."""
    article, photo = f"content/bai-viet/tin/2024/ba{mark}i.md", f"content/bai-viet/tin/2024/a{mark}.jpg"
    told = rf"có ký tự ẩn U\+{ord(mark):04X}; đổi tên tệp thành “bai.md”"
    with pytest.raises(EditRefused, match=told):
        folder.save([FileToSave(article, b"x")], [])
    with pytest.raises(EditRefused, match=rf"U\+{ord(mark):04X}"):
        folder.save([], [FileToSave(f"content/m{mark}oi/a.jpg", b"x")])
    (folder.root.parent / article).write_bytes("Chữ".encode())
    (folder.root.parent / photo).write_bytes(b"anh")
    assert article in [one.path for one in folder.texts("content/bai-viet")]
    assert folder.file(photo) == b"anh"
    known = folder.text(article).checksum
    folder.save([FileToSave(article, "Chữ mới".encode(), known)], [FileToSave(photo, b"anh")])
    assert folder.text(article).text == "Chữ mới"
    folder.remove(article)


def test_links_are_not_followed(folder: ContentFolder) -> None:
    """Neither a file that is one nor a folder on the way."""
    (folder.root / "bai-viet" / "ra.md").symlink_to(folder.root.parent / "bi-mat.md")
    (folder.root / "ngoai").symlink_to(folder.root.parent)
    for path in ("content/bai-viet/ra.md", "content/ngoai/bi-mat.md", "content/ngoai/moi.md"):
        with pytest.raises(EditRefused):
            folder.text(path)
        with pytest.raises(EditRefused):
            folder.save([FileToSave(path, b"x")], [])

    assert (folder.root.parent / "bi-mat.md").read_text("utf-8") == "bí mật"
    assert [text.path for text in folder.texts("content/bai-viet")] == [ARTICLE]


def test_an_article_is_saved_with_its_photos(folder: ContentFolder) -> None:
    """In folders that were not there yet; nothing half-written is left."""
    new = "content/bai-viet/moi/2026/bai.md"
    known = folder.save(
        [FileToSave(new, "Chữ".encode())], [FileToSave("content/bai-viet/moi/2026/a.jpg", b"anh")]
    )

    assert (folder.root / "bai-viet/moi/2026/bai.md").read_text("utf-8") == "Chữ"
    assert known == {new: checksum_of("Chữ".encode())}
    assert sorted(file.name for file in (folder.root / "bai-viet/moi/2026").iterdir()) == ["a.jpg", "bai.md"]


def test_what_changed_meanwhile_is_not_written_over(folder: ContentFolder) -> None:
    """The text that was opened must be the one that lies there; not even the photo is written then."""
    opened = folder.text(ARTICLE).checksum
    (folder.root.parent / ARTICLE).write_text("của người khác", "utf-8")
    photo = "content/bai-viet/tin/2024/a.jpg"
    with pytest.raises(EditRefused, match="vừa được sửa ở nơi khác") as refused:
        folder.save([FileToSave(ARTICLE, b"x", opened)], [FileToSave(photo, b"anh")])

    assert refused.value.status == 409
    assert (folder.root.parent / ARTICLE).read_text("utf-8") == "của người khác"
    assert not (folder.root.parent / photo).exists()
    with pytest.raises(EditRefused):
        folder.save([FileToSave(ARTICLE, "mới".encode(), "")], [])


def test_saving_twice_and_saving_the_same_are_no_conflict(folder: ContentFolder) -> None:
    """What is saved is what is known from then on."""
    known = folder.text(ARTICLE).checksum
    for words in ("một", "hai", "hai"):
        known = folder.save([FileToSave(ARTICLE, words.encode(), known)], [])[ARTICLE]

    assert folder.text(ARTICLE).text == "hai"


def test_a_last_line_end_alone_is_no_change(folder: ContentFolder) -> None:
    """The manager puts one where there is none; a file that nobody edited stays as it is."""
    file = folder.root.parent / ARTICLE
    file.write_bytes("Chữ".encode())
    folder.save([FileToSave(ARTICLE, "Chữ\n".encode(), checksum_of("Chữ".encode()))], [])

    assert file.read_bytes() == "Chữ".encode()


def test_no_photo_takes_the_place_of_another(folder: ContentFolder) -> None:
    """The same one may be sent again."""
    photo = "content/bai-viet/tin/2024/a.jpg"
    folder.save([], [FileToSave(photo, b"anh")])
    folder.save([], [FileToSave(photo, b"anh")])
    with pytest.raises(EditRefused, match="nội dung khác"):
        folder.save([], [FileToSave(photo, b"anh khac")])

    assert folder.file(photo) == b"anh"


def test_what_is_too_large_is_refused(folder: ContentFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Texts and files have each their bound."""
    monkeypatch.setattr(content_folder, "LARGEST_TEXT", 3)
    monkeypatch.setattr(content_folder, "LARGEST_FILE", 3)
    for texts, media in (
        ([FileToSave(ARTICLE, b"xxxx")], []),
        ([], [FileToSave("content/anh/a.jpg", b"xxxx")]),
    ):
        with pytest.raises(EditRefused) as refused:
            folder.save(texts, media)
        assert refused.value.status == 413


def test_what_is_no_text_is_not_opened(folder: ContentFolder) -> None:
    """To save it would destroy it; the others are listed."""
    (folder.root / "bai-viet" / "cu.md").write_bytes(b"\xff\xfeT\x00")
    with pytest.raises(EditRefused, match="không phải UTF-8"):
        folder.text("content/bai-viet/cu.md")

    assert [text.path for text in folder.texts("content/bai-viet")] == [ARTICLE]
    assert list(folder.texts("content/khong-co")) == []
    with pytest.raises(EditRefused):
        list(folder.texts("content/../.."))
