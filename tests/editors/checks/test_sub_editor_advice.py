"""What a sub-editor would say of numbers, names, private facts and loud text, and where a sub-editor would say nothing."""

from __future__ import annotations

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.article.reading_habits import PORTALS_OWN
from plugins.article.registries import Registries
from plugins.author.people import Organisation
from plugins.author.registry import Authors
from plugins.category.registry import load_sections
from plugins.editors.checks.autofix import uncertain_fixes, with_confirmed, with_fixes
from plugins.editors.checks.lint_input import lint_input_of
from plugins.editors.checks.numbers_and_dates import ENGLISH_THOUSANDS, in_vietnamese
from plugins.editors.checks.rulebook import advise
from plugins.vietnamese.numbers import with_thousands_points

SECTIONS = load_sections(
    '[[chuyen-muc]]\nten = "Tin làng"\n[[chuyen-muc]]\nten = "Đoàn thể"\n[[chuyen-muc.con]]\nten = "Phụ nữ"'
)

REGISTRIES = Registries(SECTIONS, Authors(), UTC, Organisation("Ban biên tập", "ban-bien-tap"))


def codes(body: str = "Một câu.", header: str = "Tiêu đề: Họp dân", path: str = "content/x.md") -> set[str]:
    """Return the codes of all advice on an article."""
    return {one.code for one in advise(lint_input_of(f"{header}\n\n{body}\n", sections=SECTIONS, path=path))}


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("nghin-kieu-anh", "Có 2,450 hộ được hỗ trợ."),
        ("nghin-kieu-anh", "Tổng kinh phí 7,250,000 đồng."),
        ("nghin-kieu-anh", "Thu 1,234.5 triệu."),
        ("nghin-kieu-anh", "Tặng 1,000\u00a0suất quà."),
        ("so-dien-thoai", "Gọi chị Mai 0987.654.321 để nhận giống."),
        ("so-dien-thoai", "ĐT: +84 912 345 678"),
        ("so-dien-thoai", "Gọi (0912) 345 678."),
        ("so-dien-thoai", "Gọi +84(0)912345678."),
        ("so-dien-thoai", "Gọi 0912 34 56 78."),
        ("so-dien-thoai", "Gọi 0912345678/0987654321."),
        ("so-giay-to", "Số thẻ BHYT: DN4013800123456"),
        ("suc-khoe-ca-nhan", "Cháu Lê Văn Tí bị tim bẩm sinh."),
        ("suc-khoe-ca-nhan", "Bệnh nhân Nguyễn Thị D. mắc sốt xuất huyết."),
        ("so-dien-thoai", "Đồng chí Lan, Trung tâm Văn hóa, số 0932169500."),
        ("so-dien-thoai", "Giáo viên hỗ trợ: Thầy Huy, điện thoại: 0354693865."),
        ("so-tai-khoan", "Ủng hộ qua tài khoản 2802205057941."),
        ("so-giay-to", "Bà Lê Thị Mai, số 038 199 004 321."),
        ("so-giay-to", "CCCD: 038.199.004.321"),
        ("so-giay-to", "BHXH 3812345678"),
        ("suc-khoe-ca-nhan", "Chị Trần Thị Hoa ở thôn Ba mắc bệnh ung thư đã hai năm."),
        ("suc-khoe-ca-nhan", "Cháu Lê Văn Tí, 7 tuổi, bị suy thận nặng."),
        ("doan-viet-hoa", "KÍNH MỜI BÀ CON ĐẾN NHÀ VĂN HÓA THÔN HỌP BÀN VIỆC LÀM ĐƯỜNG VÀO SÁNG CHỦ NHẬT."),
        ("the-thanh-tieu-de", "Họp xong.\n\n#xuanlai #nongthonmoi"),
        ("loi-chinh-ta", "Hai thôn sát nhập từ năm ngoái."),
        ("loi-chinh-ta", "Kết qủa tốt."),
    ],
)
def test_what_a_sub_editor_would_mark_is_told(code: str, body: str) -> None:
    """Each of these has its advice."""
    assert code in codes(body)


@pytest.mark.parametrize(
    "body",
    [
        "Rộng 1,250 ha, dài 12,345 km, đạt 86,125 điểm, nặng 3,500 tấn.",
        "Các năm 2021,2022,2023; tổ 1,2,3; tọa độ 19,925 và 105,345.",
        "Mã `1,200 hộ`, bảng A4,500 trang, 1.200 hộ, 3.500.000 đồng.",
        "Đường dây nóng 0912 345 678; trực ban: 0987654321; văn phòng xã 02373 833 123; cấp cứu 115.",
        "Quyết định số 0912345678/QĐ, mã hồ sơ 0912-3456789012, `0912345678`, https://zalo.me/0912345678",
        "Liên hệ Cục Đường sắt Việt Nam theo số 0865367565; 0936198387 của văn phòng Ban An toàn giao thông.",
        "Mở tài khoản, nộp phí 300.000-500.000 đồng.",
        "Giá dầu 86,297 USD/thùng; phạm các Điều 123,157,178 Bộ luật Hình sự.",
        "Bà Đỗ Thị Ngọc Diệp, giám đốc Trung tâm, nói nấm mốc làm tăng nguy cơ bị ung thư; nhiều người mắc tiểu đường.",
        "Ông Lê Văn An, bác sĩ, điều trị ung thư cho nhiều người; xã có 12 ca mắc sốt xuất huyết.",
        "Ông Lê Văn Khuê nói về trẻ miễn nhiễm với HIV.",
        "Dân số 038.199.004 người? Năm 2023 có 012 345 hộ. Mã bưu chính 44 000.",
        "Ông Nguyễn Văn An, Giám đốc Trung tâm phòng, chống HIV/AIDS, phát biểu.",
        "Xã có ba người mắc ung thư được bảo hiểm y tế chi trả.",
        "Bác sĩ nói về cách phòng bệnh tiểu đường cho bà con.",
        "ỦY BAN NHÂN DÂN HUYỆN THỌ XUÂN",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "# NGHỊ QUYẾT VỀ VIỆC SÁP NHẬP CÁC THÔN TRÊN ĐỊA BÀN HUYỆN THỌ XUÂN GIAI ĐOẠN MỚI",
        "# Kết quả\n\n## Kết quả khác\n\n#1 toàn huyện",
        "```\n#include <stdio.h>\n```",
        "Thành công xuất sắc, khả năng xuất khẩu, lịch sử lý luận, cũng cố gắng, hồ sơ xuất cảnh.",
    ],
)
def test_nothing_is_told(body: str) -> None:
    """Nobody is reminded of what is right."""
    new = {
        *(
            "nghin-kieu-anh",
            "so-dien-thoai",
            "so-giay-to",
            "so-tai-khoan",
            "suc-khoe-ca-nhan",
            "doan-viet-hoa",
            "the-thanh-tieu-de",
        ),
        "loi-chinh-ta",
    }

    assert codes(body) & new == set()


@pytest.mark.parametrize(
    ("code", "header"),
    [
        ("tieu-de-co-ky-hieu", "Tiêu đề: ## Họp dân"),
        ("tieu-de-co-ky-hieu", "Tiêu đề: Họp **dân**"),
        ("tieu-de-co-ky-hieu", "Tiêu đề: TIÊU ĐỀ: Họp dân"),
        ("tieu-de-co-ky-hieu", "Tiêu đề: Họp dân #hopdan"),
        ("tieu-de-co-ky-hieu", "Tiêu đề: [Họp dân](x.md)"),
        ("tieu-de-co-ky-hieu", "Tiêu đề: `Họp` dân"),
        ("tieu-de-co-ky-hieu", "Tiêu đề: Họp *dân*"),
        ("tac-gia-gop", "Tiêu đề: Họp\nTác giả: Lê Hải, Bùi An và Đỗ Mai"),
        ("tac-gia-gop", "Tiêu đề: Họp\nTác giả: Lê Hải (Trung tâm Văn hóa)"),
        ("tac-gia-gop", "Tiêu đề: Họp\nTác giả: Lê Hải - Bùi An"),
        ("tac-gia-gop", "Tiêu đề: Họp\nTác giả: Bài và ảnh: Lê Hải"),
        ("tac-gia-gop", "Tiêu đề: Họp\nTác giả: Bùi An & Lê Hải"),
        ("tac-gia-gop", "Tiêu đề: Họp\nTác giả: Bùi An – Đài Truyền thanh"),
        ("tac-gia-gop", "Tiêu đề: Họp\nTác giả: Lê Hải; Bùi An và Đỗ Thị Mai"),
        ("lay-y-kien-khong-han", "Tiêu đề: Họp\nLoại văn bản: Dự thảo\nLấy ý kiến từ: 01/02/2024"),
    ],
)
def test_a_header_field_is_told(code: str, header: str) -> None:
    """Each of these headers has its advice."""
    assert code in codes(header=header)


@pytest.mark.parametrize(
    "header",
    [
        "Tiêu đề: Tổ số 2 – nơi 100% hộ có nước sạch",
        "Tiêu đề: Họp bàn * việc làng\nTác giả: Phòng Văn hóa và Thông tin",
        "Tiêu đề: Họp\nTác giả: Bùi An; Lê Hải, Trung tâm Văn hóa và Thể thao",
        "Tiêu đề: Họp\nTác giả: Nguyễn Thị An và cộng sự",
        "Tiêu đề: Lập trình C# và C++, 2*3*4, đội #1",
        "Tiêu đề: Họp\nTác giả: Lê Hải (ảnh minh họa)",
        "Tiêu đề: Họp\nLấy ý kiến từ: 01/02/2024\nLấy ý kiến đến: 01/03/2024",
    ],
)
def test_a_sound_header_is_not(header: str) -> None:
    """Organisations have “và” in their names."""
    assert codes(header=header) & {"tieu-de-co-ky-hieu", "tac-gia-gop", "lay-y-kien-khong-han"} == set()


@pytest.mark.parametrize(
    ("path", "section", "told"),
    [
        ("content/bai-viet/doan-the/2026/a.md", "Tin làng", True),
        ("content/bai-viet/phu-nu/a.md", "Tin làng", True),
        ("content/bai-viet/doan-the/2026/a.md", "Phụ nữ", False),
        ("content/bai-viet/phu-nu/a.md", "Đoàn thể", False),
        ("content/bai-viet/tin-lang/2026/a.md", "Tin làng", False),
        ("content/bai-viet/2026/a.md", "Tin làng", False),
        ("content/trang/doan-the/a.md", "Tin làng", False),
    ],
)
def test_a_folder_is_its_sections(path: str, section: str, told: bool) -> None:
    """The folder of another section is asked about; those of the sections above and below are not."""
    found = codes(header=f"Tiêu đề: Họp\nChuyên mục: {section}", path=path)

    assert ("thu-muc-khac" in found) is told


@given(st.integers(1_000_000, 10**15))
def test_every_english_number_becomes_ours(number: int) -> None:
    """A whole number of two groups or more is known wherever it stands, and is ours afterwards."""
    english = f"{number:,}"
    found = ENGLISH_THOUSANDS.search(f"Tổng {english} đồng.")

    assert found
    assert in_vietnamese(found[0]) == with_thousands_points(number)


def test_fixes_are_made_or_asked_about() -> None:
    """A certain misspelling is fixed; a number and a doubtful word are asked about; both are right then."""
    text = "Tiêu đề: Nghành thuế\n\nHai thôn Sát nhập, chia xẻ 1,200 hộ, `xử dụng`.\n"
    fixed = with_fixes("content/x.md", text, REGISTRIES)
    questions = uncertain_fixes("content/x.md", fixed, PORTALS_OWN)

    assert fixed == "Tiêu đề: Ngành thuế\n\nHai thôn Sáp nhập, chia xẻ 1,200 hộ, `xử dụng`.\n"
    assert [(one.before, one.after) for one in questions] == [("chia xẻ", "chia sẻ"), ("1,200", "1.200")]
    assert "chia sẻ 1.200 hộ" in with_confirmed(fixed, questions)
