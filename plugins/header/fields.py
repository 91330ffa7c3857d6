"""The table of header keys: what editors may write, under which names, and what each means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from plugins.vietnamese.letters import fold

LONGEST_VALUE, LONGEST_TEXT, LONGEST_LIST = 500, 4_000, 20_000


class ValueKind(Enum):
    """What a value of a key is; how it is filled in, how long it may be and what may be put right in it follow from that."""

    #: A few words.
    LINE = "line"
    #: A sentence on one line.
    SENTENCE = "sentence"
    #: A paragraph.
    TEXT = "text"
    #: A day, or a day and a time.
    DATE = "date"
    #: A day and what was done on it, in words that hold commas: each of several stands on a line of its own.
    DATED_NOTE = "dated note"
    #: One of the names that there are.
    CHOICE = "choice"
    #: One of the names that the portal knows, or any other.
    NAME = "name"
    #: A picture's file.
    PHOTO = "photo"
    #: A place in a picture.
    FOCUS = "focus"
    #: A file, and what readers are told that it is.
    FILE = "file"


_LONG = frozenset({ValueKind.SENTENCE, ValueKind.TEXT})


@dataclass(frozen=True, slots=True)
class HeaderKey:
    """
    One key of the header.

    ``name`` is the English identifier used inside, ``label`` what editors read and write, ``kind`` what its value is,
    ``aliases`` other spellings; ``is_list`` allows several values; ``help`` is one sentence; a value may have
    ``longest`` characters at most.
    """

    name: str
    label: str
    kind: ValueKind
    aliases: tuple[str, ...]
    help: str
    is_list: bool = False

    @property
    def longest(self) -> int:
        """How many characters a value may have: more than anybody needs, less than would make a build slow."""
        return LONGEST_LIST if self.is_list else LONGEST_TEXT if self.kind in _LONG else LONGEST_VALUE


KEYS: tuple[HeaderKey, ...] = (
    HeaderKey("title", "Tiêu đề", ValueKind.LINE, ("Title",), "Tên bài, bắt buộc; nên dưới 120 ký tự."),
    HeaderKey(
        "date",
        "Ngày đăng",
        ValueKind.DATE,
        ("Ngày", "Đăng lúc", "Date", "publishDate", "pubDate", "Ngày xuất bản", "Ngày công bố"),
        "Ngày công bố, bắt buộc, ngày trước tháng sau: 29/11/2023 hoặc 29/11/2023 07:30.",
    ),
    HeaderKey(
        "modified",
        "Cập nhật",
        ValueKind.DATED_NOTE,
        ("Modified", "Ngày cập nhật"),
        "Ngày sửa, có thể thêm “ – ” và điều đã sửa; nhiều lần thì mỗi lần một dòng “- …”. Không sớm hơn ngày đăng.",
        is_list=True,
    ),
    HeaderKey(
        "change_note",
        "Ghi chú cập nhật",
        ValueKind.SENTENCE,
        ("Change note",),
        "Nói ngắn gọn lần cập nhật đã sửa điều gì.",
    ),
    HeaderKey(
        "corrections",
        "Đính chính",
        ValueKind.DATED_NOTE,
        ("Corrections", "Correction", "Cải chính"),
        "Ngày đính chính, “ – ”, chỗ sai và chỗ đúng; hiện ở đầu bài. Nhiều lần thì mỗi lần một dòng “- …”.",
        is_list=True,
    ),
    HeaderKey(
        "withdrawal_reason",
        "Lý do thu hồi",
        ValueKind.TEXT,
        ("Withdrawal reason",),
        "Vì sao bài bị thu hồi, hoặc nay xem ở đâu; hiện ở đầu bài.",
    ),
    HeaderKey(
        "category",
        "Chuyên mục",
        ValueKind.CHOICE,
        ("Category", "Mục"),
        "Một chuyên mục của cổng, bắt buộc với bài viết.",
    ),
    HeaderKey(
        "author",
        "Tác giả",
        ValueKind.NAME,
        ("Author",),
        "Họ tên, rồi dấu phẩy và cơ quan; nhiều người thì ngăn bằng dấu chấm phẩy.",
        is_list=True,
    ),
    HeaderKey(
        "authors",
        "Tác giả (nhiều)",
        ValueKind.NAME,
        ("Authors", "Các tác giả"),
        "Nhiều tác giả.",
        is_list=True,
    ),
    HeaderKey(
        "source", "Nguồn", ValueKind.SENTENCE, ("Source",), "Nơi bài được lấy về; có thể thêm đường liên kết."
    ),
    HeaderKey(
        "summary",
        "Tóm tắt",
        ValueKind.TEXT,
        ("Sapo", "Summary", "Description"),
        "Một hai câu; bỏ trống thì lấy đoạn đầu.",
    ),
    HeaderKey(
        "cover", "Ảnh đại diện", ValueKind.PHOTO, ("Cover",), "Tệp ảnh nằm cạnh bài hoặc trong thư mục ảnh."
    ),
    HeaderKey(
        "cover_caption",
        "Chú thích ảnh",
        ValueKind.SENTENCE,
        ("Cover caption",),
        "Chú thích của ảnh đại diện.",
    ),
    HeaderKey(
        "cover_focus",
        "Tâm ảnh",
        ValueKind.FOCUS,
        ("Cover focus", "Điểm chính của ảnh"),
        "Chỗ phải thấy khi ảnh đại diện bị cắt ở danh sách: trên, dưới, trái, phải, trên trái…, hoặc 30% 20% (từ trái, từ trên).",
    ),
    HeaderKey(
        "cover_alt",
        "Mô tả ảnh",
        ValueKind.SENTENCE,
        ("Cover alt",),
        "Tả ảnh đại diện cho người không nhìn thấy.",
    ),
    HeaderKey(
        "cover_credit",
        "Tác giả ảnh",
        ValueKind.SENTENCE,
        ("Photo credit", "Cover credit", "Nguồn ảnh"),
        "Ai chụp ảnh đại diện; hiện dưới ảnh: “Ảnh: Lê Hải”.",
    ),
    HeaderKey(
        "tags",
        "Thẻ",
        ValueKind.LINE,
        ("Từ khóa", "Tags", "Tag", "Keywords"),
        "Các thẻ, ngăn bằng “;”.",
        is_list=True,
    ),
    HeaderKey(
        "status",
        "Trạng thái",
        ValueKind.CHOICE,
        ("Status",),
        "nháp, chờ duyệt, đăng, ẩn hoặc thu hồi; bỏ trống là đăng.",
    ),
    HeaderKey(
        "submitted",
        "Gửi duyệt",
        ValueKind.LINE,
        ("Submitted", "Ngày gửi duyệt"),
        "Ngày gửi bài cho người duyệt, rồi “ – ” và tên người gửi; chỉ dùng trong tòa soạn, không hiện trên cổng.",
    ),
    HeaderKey(
        "returned",
        "Trả lại",
        ValueKind.SENTENCE,
        ("Returned",),
        "Ngày, người duyệt trả bài lại, và vì sao; không hiện trên cổng.",
    ),
    HeaderKey(
        "approver",
        "Người duyệt",
        ValueKind.NAME,
        ("Approved by", "Approver", "Duyệt", "Người phê duyệt"),
        "Người đã duyệt bài; không hiện trên cổng. Ai được duyệt: xem du-lieu/quy-trinh.toml.",
    ),
    HeaderKey(
        "approved",
        "Duyệt lúc",
        ValueKind.DATE,
        ("Approved at", "Ngày duyệt"),
        "Lúc duyệt; không hiện trên cổng.",
    ),
    HeaderKey(
        "approved_text",
        "Bản đã duyệt",
        ValueKind.LINE,
        ("Approved text",),
        "Mã của bản đã duyệt, do nút “Duyệt” ghi; bài sửa sau đó thì không còn khớp. Không hiện trên cổng.",
    ),
    HeaderKey(
        "expires",
        "Hết hạn",
        ValueKind.DATE,
        ("Expires", "expiryDate", "unpublishDate"),
        "Sau ngày này bài rời khỏi các danh sách.",
    ),
    HeaderKey("slug", "Đường dẫn", ValueKind.LINE, ("Slug",), "Phần cuối của địa chỉ: a–z, số và dấu “-”."),
    HeaderKey(
        "old_addresses",
        "Đường dẫn cũ",
        ValueKind.LINE,
        ("Old addresses", "Aliases"),
        "Các địa chỉ trước đây của bài, sẽ được chuyển hướng.",
        is_list=True,
    ),
    HeaderKey(
        "attachments",
        "Tệp đính kèm",
        ValueKind.FILE,
        ("Attachments", "Đính kèm"),
        "Các tệp kèm theo, ngăn bằng “;”. Sau tên tệp có thể thêm “ | ” và tên cho bạn đọc: phu-luc.pdf | Phụ lục 1: danh mục dự án.",
        is_list=True,
    ),
    HeaderKey(
        "documents",
        "Văn bản liên quan",
        ValueKind.LINE,
        ("Documents", "Related documents", "Văn bản kèm theo"),
        "Văn bản của cổng mà bài nói tới: số ký hiệu, tên bài hoặc tệp bài của văn bản; nhiều văn bản thì ngăn bằng “;”.",
        is_list=True,
    ),
    HeaderKey(
        "document_kind",
        "Loại văn bản",
        ValueKind.NAME,
        ("Document kind",),
        "Quy hoạch, Kế hoạch, Nghị quyết, Quyết định…",
    ),
    HeaderKey(
        "document_number",
        "Số ký hiệu",
        ValueKind.LINE,
        ("Document number", "Số, ký hiệu"),
        "Ví dụ: 10-NQ/TU.",
    ),
    HeaderKey(
        "issued",
        "Ngày ban hành",
        ValueKind.DATE,
        ("Issued",),
        "Ngày ký văn bản; không tra được thì ghi “chưa rõ”.",
    ),
    HeaderKey("issuer", "Cơ quan ban hành", ValueKind.NAME, ("Issuer",), "Cơ quan ký văn bản."),
    HeaderKey(
        "signer",
        "Người ký",
        ValueKind.LINE,
        ("Signer", "Signed by"),
        "Ai ký văn bản, ví dụ Nguyễn Văn A, Phó Chủ tịch.",
    ),
    HeaderKey(
        "issue_place",
        "Nơi ban hành",
        ValueKind.LINE,
        ("Issue place", "Place of issue", "Địa danh"),
        "Địa danh đứng trước ngày ký, ví dụ Thọ Xuân.",
    ),
    HeaderKey(
        "recipients",
        "Nơi nhận",
        ValueKind.LINE,
        ("Recipients",),
        "Ai nhận văn bản, như ở góc dưới bên trái văn bản; nhiều nơi thì ngăn bằng “;”.",
        is_list=True,
    ),
    HeaderKey("period", "Thời kỳ", ValueKind.LINE, ("Period", "Thời kì"), "Ví dụ: 2021–2030, tầm nhìn 2045."),
    HeaderKey(
        "field",
        "Lĩnh vực",
        ValueKind.LINE,
        ("Field",),
        "Lĩnh vực của văn bản, ví dụ Đất đai, Xây dựng, Giáo dục.",
    ),
    HeaderKey(
        "area",
        "Địa bàn",
        ValueKind.LINE,
        ("Area", "Địa phương"),
        "Nơi bài nói tới, nơi văn bản áp dụng, ví dụ xã Thọ Xuân; nhiều xã thì ngăn bằng “;”. Mỗi xã có một trang.",
        is_list=True,
    ),
    HeaderKey(
        "in_force_from",
        "Có hiệu lực từ",
        ValueKind.DATE,
        ("In force from", "Ngày có hiệu lực", "Ngày hiệu lực", "Hiệu lực từ"),
        "Ngày đầu văn bản có hiệu lực; bỏ trống nếu là ngày ký.",
    ),
    HeaderKey(
        "in_force_to",
        "Hết hiệu lực từ",
        ValueKind.DATE,
        ("In force to", "Ngày hết hiệu lực"),
        "Ngày đầu văn bản không còn hiệu lực.",
    ),
    HeaderKey(
        "replaced_by",
        "Được thay thế bởi",
        ValueKind.LINE,
        ("Replaced by", "Bị thay thế bởi", "Thay thế bởi"),
        "Văn bản thay thế văn bản này, ví dụ Quyết định số 12/QĐ-UBND.",
    ),
    HeaderKey(
        "replaces",
        "Thay thế",
        ValueKind.LINE,
        ("Replaces", "Thay thế cho", "Thay thế văn bản"),
        "Văn bản mà văn bản này thay thế, ví dụ Quyết định số 3/QĐ-UBND ngày 04/5/2020; nhiều văn bản thì viết liền nhau.",
    ),
    HeaderKey(
        "repealed_by",
        "Bị bãi bỏ bởi",
        ValueKind.LINE,
        ("Repealed by", "Bãi bỏ bởi"),
        "Văn bản bãi bỏ văn bản này.",
    ),
    HeaderKey(
        "consultation_from", "Lấy ý kiến từ", ValueKind.DATE, ("Consultation from",), "Ngày đầu lấy ý kiến."
    ),
    HeaderKey(
        "consultation_to", "Lấy ý kiến đến", ValueKind.DATE, ("Consultation to",), "Ngày cuối lấy ý kiến."
    ),
    HeaderKey(
        "consultation_agency",
        "Nơi nhận ý kiến",
        ValueKind.NAME,
        ("Consultation agency",),
        "Cơ quan, bộ phận nhận ý kiến góp ý.",
    ),
    HeaderKey(
        "consultation_email",
        "Thư điện tử nhận ý kiến",
        ValueKind.LINE,
        ("Consultation email", "Email nhận ý kiến"),
        "Một địa chỉ thư, ví dụ gopy@coquan.gov.vn; bài có nút “Gửi góp ý” mở sẵn thư.",
    ),
    HeaderKey(
        "consultation_address",
        "Địa chỉ nhận ý kiến",
        ValueKind.LINE,
        ("Consultation address",),
        "Nơi gửi thư hoặc đến nộp ý kiến trực tiếp.",
    ),
    HeaderKey(
        "consultation_phone",
        "Điện thoại nhận ý kiến",
        ValueKind.LINE,
        ("Consultation phone",),
        "Một số điện thoại, đủ mã vùng.",
    ),
    HeaderKey(
        "consultation_form",
        "Biểu mẫu góp ý",
        ValueKind.LINE,
        ("Consultation form",),
        "Đường liên kết tới biểu mẫu trực tuyến; có thì nút “Gửi góp ý” mở biểu mẫu này.",
    ),
    HeaderKey(
        "opinions", "Số ý kiến", ValueKind.LINE, ("Opinions",), "Đã nhận được bao nhiêu ý kiến, ví dụ 37."
    ),
    HeaderKey(
        "consultation_result",
        "Kết quả lấy ý kiến",
        ValueKind.TEXT,
        ("Consultation result", "Kết quả góp ý"),
        "Đã nghe được gì, tiếp thu hay giải trình ra sao: vài câu, hoặc tên tệp báo cáo.",
    ),
    HeaderKey(
        "result_day",
        "Ngày công bố kết quả",
        ValueKind.DATE,
        ("Result day", "Công bố kết quả", "Ngày công bố kết quả lấy ý kiến"),
        "Ngày công bố kết quả lấy ý kiến; hiện ở các bước của văn bản.",
    ),
    HeaderKey(
        "decision",
        "Văn bản được ban hành",
        ValueKind.LINE,
        ("Decision",),
        "Sau khi lấy ý kiến: tệp bài của văn bản đã ký, ví dụ quyet-dinh-12.md.",
    ),
    HeaderKey("disclosure_from", "Công khai từ", ValueKind.DATE, ("Disclosure from",), "Ngày đầu công khai."),
    HeaderKey("disclosure_to", "Công khai đến", ValueKind.DATE, ("Disclosure to",), "Ngày cuối công khai."),
    HeaderKey(
        "lang", "Ngôn ngữ", ValueKind.LINE, ("Lang", "Language"), "Mã ngôn ngữ hai chữ; bỏ trống là vi."
    ),
    HeaderKey(
        "translation",
        "Bản dịch",
        ValueKind.LINE,
        ("Translation",),
        "“có” nếu bài là bản dịch của một bài tiếng Việt.",
    ),
    HeaderKey(
        "save_as", "Lưu tại", ValueKind.LINE, ("Save_as",), "Tệp HTML riêng cho bài, ví dụ chu-de/bai.html."
    ),
    HeaderKey("url", "Địa chỉ", ValueKind.LINE, ("Url",), "Địa chỉ riêng cho bài, đi cùng “Lưu tại”."),
    HeaderKey("template", "Mẫu", ValueKind.LINE, ("Template",), "Tên một mẫu trang có sẵn trong giao diện."),
)


@lru_cache(maxsize=1 << 10)
def key_form(written: str) -> str:
    """
    Return a key as keys are compared: without capitals, marks, spaces, hyphens and underscores.

    >>> key_form("TIÊU-ĐỀ ") == key_form("tieu de")
    True
    """
    return re.sub(r"[^a-z0-9]", "", fold(written))


BY_NAME: dict[str, HeaderKey] = {key.name: key for key in KEYS}
BY_FORM: dict[str, HeaderKey] = {
    key_form(name): key for key in KEYS for name in (key.label, key.name, *key.aliases)
}


def find_key(written: str) -> HeaderKey | None:
    """Return the key of a name or alias, or None."""
    return BY_FORM.get(key_form(written))


def label(name: str) -> str:
    """
    Return the Vietnamese label of a field.

    >>> label("date")
    'Ngày đăng'
    """
    return BY_NAME[name].label


@lru_cache(maxsize=1 << 10)
def mistyped_key(written: str) -> HeaderKey | None:
    """
    Return the key that an unknown one is probably a typing mistake for, or None.

    >>> mistyped_key("Tiu đề").name, mistyped_key("Titel").name, mistyped_key("HTX")
    ('title', 'title', None)
    """
    form = key_form(written)
    limit = 0 if len(form) <= 3 else 1 if len(form) <= 7 else 2
    found = min(((_distance(form, known, limit), known) for known in BY_FORM), default=(9, ""))
    return BY_FORM[found[1]] if found[0] <= limit else None


def _distance(one: str, other: str, limit: int) -> int:
    """Return the edit distance (letters changed, added, left out or swapped); any larger number beyond ``limit``."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], last[j - 2] + 1)
    return row[-1]
