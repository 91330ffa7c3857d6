"""District news made of words: article ``number`` of a corpus is the same however many there are."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

SECTIONS = (
    "Tin trong huyện",
    "Chiến lược – Quy hoạch",
    "Kinh tế – Nông nghiệp",
    "Nông thôn mới",
    "Văn hóa – Du lịch",
    "Giáo dục",
    "Y tế",
    "Đoàn thể",
    "Xây dựng Đảng",
    "Cải cách hành chính",
    "Quốc phòng – An ninh",
    "Thông báo",
)
SLUGS = (
    "tin-trong-huyen",
    "chien-luoc-quy-hoach",
    "kinh-te-nong-nghiep",
    "nong-thon-moi",
    "van-hoa-du-lich",
    "giao-duc",
    "y-te",
    "doan-the",
    "xay-dung-dang",
    "cai-cach-hanh-chinh",
    "quoc-phong-an-ninh",
    "thong-bao",
)
FAMILIES = ("Lê", "Trịnh", "Đỗ", "Nguyễn", "Hoàng", "Phạm")
GIVEN = ("Thị Lan", "Văn Bình", "Minh Châu", "Đức Thọ", "Thu Hà")
AUTHORS = tuple(f"{family} {given}" for family in FAMILIES for given in GIVEN)
TAGS = tuple(
    f"{what} {which}"
    for what in ("đường", "trường", "chợ", "mương", "vườn", "đội", "quỹ", "lớp", "giải", "nhà")
    for which in ("mới", "xanh", "xã", "thôn", "hè", "xuân")
)
COMMUNES = ("Xuân Hồng", "Bắc Lương", "Thọ Hải", "Xuân Sinh", "Tây Hồ", "Nam Giang", "Xuân Lập", "Thọ Lâm")
THINGS = (
    "tuyến mương",
    "nhà văn hóa",
    "lớp mầm non",
    "trạm bơm",
    "đoạn đường",
    "vườn thuốc",
    "sân bóng",
    "chợ quê",
)
CROPS = ("lúa nếp", "ngô ngọt", "bưởi", "khoai", "rau vụ đông", "mía", "cam", "dưa")
GROUPS = ("hội viên", "đoàn viên", "hộ dân", "học sinh", "cán bộ", "xã viên")
PAPERS = (
    "Kế hoạch số {n}/KH-UBND",
    "Quyết định số {n}/QĐ-UBND",
    "Công văn số {n}/UBND-NN",
    "Nghị quyết số {n}-NQ/HU",
)

SENTENCES = (
    "Đến ngày {day}, xã {commune} đã có {many} {group} góp công, đạt {share} phần việc đặt ra từ đầu năm.",
    "Bà con thôn {few} kể rằng trước kia cứ mưa to là lối ra đồng ngập, nay {thing} làm xong thì đi lại dễ hơn nhiều.",
    "Theo {paper}, mỗi thôn cử hai người ghi chép, cuối tuần báo về xã, không để việc tồn sang tháng sau.",
    "Vụ này {commune} trồng {area} ha {crop}, năng suất ước {yield_} tạ/ha, cao hơn vụ trước chừng {few} - {more} tạ.",
    "“Làm được đến đâu chắc đến đó, việc gì dân chưa thuận thì bàn thêm”, ông {person} nói trong buổi họp thôn.",
    "Số tiền làm {thing} là {money} đồng, trong đó {group} góp {share}, còn lại từ ngân sách và người con xa quê.",
    'Chị {person} cho hay nhà chị hiến {area} m2 đất vườn: "Đường rộng thì xe vào được tận ngõ, con cháu được nhờ".',
    "Từ tháng trước, {few} lớp học buổi tối đã mở ở {commune}, mỗi lớp chừng {more} {group}, học xong ai cũng ký sổ.",
    "Tổ kiểm tra đi {few} thôn trong hai ngày, chỉ ra chỗ chưa được và hẹn ngày {day} quay lại xem.",
    "So với năm {year}, thu nhập của mỗi {group} tăng {share}; hộ nghèo chỉ còn {few} hộ, phần lớn là người già neo đơn.",
    "Buổi chiều, đoàn ghé thăm {thing} ở {commune}, nghe kể chuyện giữ nước đầu vụ và chia nước theo giờ.",
    "Muốn giữ được nếp ấy, mỗi thôn phải có người đứng ra lo, có sổ sách rõ ràng và có lời khen đúng lúc.",
    "Các cụ trong làng bảo {crop} ở đây ngọt là nhờ đất bãi; mấy năm nay phù sa ít, phải bón thêm phân chuồng.",
    "Trong {few} tháng, trạm y tế khám cho {many} lượt người, phát thuốc cho {more} trẻ nhỏ và lập sổ theo dõi.",
    "Ai chưa rõ có thể hỏi ở bộ phận một cửa của xã, các ngày trong tuần, buổi sáng từ 7 giờ 30 phút.",
    "Năm tới, {commune} định làm tiếp {thing} còn dở và trồng thêm {area} cây dọc lối đi.",
)


@dataclass(frozen=True, slots=True)
class Piece:
    """
    One article of the corpus; ``other`` is the number of the article that it links to.

    A third of them have no photo, as on a real portal: what is shared of those is a card with their title.
    """

    number: int
    title: str
    moment: datetime
    section: int
    author: str
    tags: tuple[str, ...]
    lead: str
    paragraphs: tuple[str, ...]
    photo: int | None
    other: int

    @property
    def slug(self) -> str:
        """The file's name without its ending."""
        return f"tin-{self.number:06}"


@dataclass(frozen=True, slots=True)
class Corpus:
    """All the articles of one seed."""

    seed: int = 1

    def piece(self, number: int) -> Piece:
        """Return the article with this number."""
        return _piece(number, random.Random(f"{self.seed}/{number}"))

    def newest(self, number: int) -> Piece:
        """Return an article that is newer than all of the corpus."""
        return replace(self.piece(number), moment=datetime(2026, 1, 2, 8), other=0)


DISTRICT = Corpus()


def _piece(number: int, chance: random.Random) -> Piece:

    def sentence() -> str:
        return chance.choice(SENTENCES).format(
            day=f"{chance.randint(1, 28):02}/{chance.randint(1, 12):02}/{chance.randint(2012, 2025)}",
            commune=chance.choice(COMMUNES),
            many=f"{chance.randint(1, 9)}.{chance.randint(100, 999)}",
            few=chance.randint(2, 9),
            more=chance.randint(10, 40),
            area=chance.randint(12, 480),
            yield_=f"{chance.randint(40, 75)},{chance.randint(1, 9)}",
            share=f"{chance.randint(20, 98)},{chance.randint(1, 9)}%",
            money=f"{chance.randint(1, 9)},{chance.randint(1, 9)} tỷ",
            group=chance.choice(GROUPS),
            thing=chance.choice(THINGS),
            crop=chance.choice(CROPS),
            paper=chance.choice(PAPERS).format(n=chance.randint(3, 300)),
            person=chance.choice(AUTHORS),
            year=chance.randint(2012, 2024),
        )

    title = f"{chance.choice(COMMUNES)}: {chance.choice(THINGS)} và chuyện {chance.choice(CROPS)} năm {chance.randint(2012, 2025)}"
    paragraphs = [
        " ".join(sentence() for _ in range(chance.randint(3, 5))) for _ in range(chance.randint(7, 9))
    ]
    if chance.random() < 0.5:
        paragraphs.insert(3, "## Từ thôn đến xã")
    if chance.random() < 0.4:
        paragraphs.insert(4, "\n".join(f"- {sentence()}" for _ in range(4)))
    if chance.random() < 0.25:
        rows = [
            f"| {commune} | {chance.randint(20, 400)} | {chance.randint(40, 75)} |"
            for commune in COMMUNES[:5]
        ]
        paragraphs.insert(5, "\n".join(["| Xã | Diện tích | Năng suất |", "| --- | ---: | ---: |", *rows]))
    return Piece(
        number=number,
        title=title,
        moment=datetime(2012, 1, 1, 7) + timedelta(minutes=chance.randrange(14 * 365 * 24 * 60)),
        section=chance.randrange(len(SECTIONS)),
        author=chance.choice(AUTHORS),
        tags=tuple(chance.sample(TAGS, chance.randint(2, 4))),
        lead=sentence(),
        paragraphs=tuple(paragraphs),
        photo=_photo(number, chance.randrange(60)),
        other=chance.randrange(number) if number else 0,
    )


def _photo(number: int, drawn: int) -> int | None:
    return drawn if number % 3 else None


def body(one: Piece, photo: str, link: str) -> str:
    """Return the article's Markdown, with the address of its photo, if it has one, and of the article that it links to."""
    first, *rest = one.paragraphs
    figure = [] if one.photo is None else [f"![{one.title}]({photo})\n*({one.lead})*"]
    return "\n\n".join([f"**{one.lead}**", first, *figure, *rest, f"Xem thêm: [bài trước]({link}).", ""])
