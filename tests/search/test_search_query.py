"""A query is read, its forms are found, and what they find is put in order; without a browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from node_scripts import copied, run
from small_portals import a_portal

from plugins.search.index_files import word_class
from plugins.search.lexicon import QUESTIONS, here_of
from plugins.search.synonyms import read_synonyms
from plugins.search.words import words_in

SYNONYMS = Path(__file__).resolve().parents[2] / "content" / "du-lieu" / "dong-nghia.toml"
SHORT_FORMS = [
    ["UBND", "Ủy ban nhân dân"],
    ["NTM", "Nông thôn mới"],
    ["QĐ", "Quyết định"],
    ["KH", "Kế hoạch"],
    ["KH", "Khoa học"],
    ["TT-DL", "Thể thao và Du lịch"],
    ["TT", "Trung tâm"],
    ["TT", "Thị trấn"],
    ["UBMTTQ", "Ủy ban Mặt trận Tổ quốc"],
    ["MTTQ", "Mặt trận Tổ quốc"],
    ["xã Xuân Hồng", "xã Thọ Xuân"],
    ["xã Xuân Giang", "xã Thọ Xuân"],
]
FORMS = """
import { readForms, readQuery } from "./js/query.js";
const shortForms = readForms(given.shortForms, given.synonyms || []);
const result = given.texts.map((text) => readQuery(text, shortForms).said.slice(0, -1).map(({ words }) => words.join(" ")));
"""


def forms(folder: Path, *texts: str) -> list[list[str]]:
    """Return the forms of each text, in the spelling of the index."""
    found: list[list[str]] = run(copied(folder), FORMS, {"shortForms": SHORT_FORMS, "texts": texts})
    return found


def test_short_forms_are_written_out_and_back(tmp_path: Path) -> None:
    """What was typed comes first; marks and capitals may be missing; one short form may mean two things."""
    short, full, two, joined = forms(tmp_path, "UBND xã", "uy ban nhan dan xã", "kh", "thể thao và du lịch")

    assert short == ["ubnd xa4", "uy3 ban nha6n da6n xa4"]
    assert full == ["uy ban nhan dan xa4", "ubnd xa4"]
    assert two == ["kh", "ke61 hoach5", "khoa hoc5"]
    assert joined == ["the63 thao va2 du lich5", "tt dl"]


@pytest.mark.parametrize(
    ("text", "is_of_units"), [("giải thể huyện", True), ("giải thể xã", True), ("giải thể trường học", False)]
)
def test_what_many_things_undergo_is_no_other_word_for_one_of_them(
    tmp_path: Path, text: str, is_of_units: bool
) -> None:
    """Of the portal's own data: schools and firms are dissolved as well."""
    given = {"shortForms": [], "synonyms": read_synonyms(SYNONYMS.read_text("utf-8")), "texts": [text]}
    (found,) = run(copied(tmp_path), FORMS, given)

    assert any("d9o7n vi5 hanh2 chinh1" in form for form in found) == is_of_units


def test_what_stands_for_other_words_stands_for_no_third_ones(tmp_path: Path) -> None:
    """A part of what was written out may have a short form; all of it had one, or had been another place."""
    centre, front, place = forms(tmp_path, "trung tâm văn hóa", "UBMTTQ", "chợ xã Xuân Hồng")

    assert centre == ["trung ta6m va8n hoa1", "tt va8n hoa1"]
    assert front == ["ubmttq", "uy3 ban ma8t5 tra6n5 to63 quo6c1", "uy3 ban mttq"]
    assert place == ["cho75 xa4 xua6n ho6ng2", "cho75 xa4 tho5 xua6n"]


def test_a_document_s_number_is_left_as_it_is(tmp_path: Path) -> None:
    """153/QĐ-TTg is a name; QĐ 153 is a decision."""
    assert forms(tmp_path, "153/QĐ-TTg", "QĐ 153") == [["153 qd9 ttg"], ["qd9 153", "quye6t1 d9inh5 153"]]


def test_a_query_has_few_forms_however_long_it_is(tmp_path: Path) -> None:
    """Each form is looked for: there is an end to it, and none is looked for twice."""
    (found,) = forms(tmp_path, " ".join(["UBND", "NTM", "KH", "QĐ"] * 6))

    assert len(found) == len(set(found)) == 6


def test_a_telephone_number_is_read_as_one_word(tmp_path: Path) -> None:
    """With the country's code or without it, whatever stands between its groups and around it; what begins otherwise, days and years are none."""
    offices = ("02373833123", "(0237) 3 833 123", "0237.3833.123", "0237-383-3123", "+84 237 3833 123")
    mobiles = ("0912345678", "+84912345678", "84912345678", "+84 (0) 912 345 678", "091 234 5678")

    assert forms(tmp_path, *offices) == [["02373833123"]] * len(offices)
    assert forms(tmp_path, *mobiles) == [["0912345678"]] * len(mobiles)
    assert forms(tmp_path, "gọi 0912 345 678 xin gặp") == [["goi5 0912345678 xin ga8p5"]]
    assert forms(tmp_path, "84123456789", "01 02 24 25 26") == [["84123456789"], ["1 2 24 25 26"]]


def test_a_number_is_read_with_other_signs_in_it(tmp_path: Path) -> None:
    """Points of thousands are left out, also where a space was typed for them; a fraction has a comma or a point."""
    texts = ("34.346", "34 346 người", "1.500.000,5", "2.5 ha", "2,5 ha", "123/QĐ-UBND")

    assert forms(tmp_path, *texts) == [
        ["34346"],
        ["34 346 ngu7o7i2", "34346 ngu7o7i2"],
        ["1500000,5"],
        ["2 5 ha", "2,5 ha"],
        ["2,5 ha"],
        ["123 qd9 ubnd"],
    ]


def test_a_day_is_looked_for_as_pages_have_it_too(tmp_path: Path) -> None:
    """With all four figures of its year; what only looks like a day stays alone."""
    texts = ("họp 29/11/23", "29-11-2023", "2023-2025", "29 11 23", "15/NQ/23", "1/2/3")

    assert forms(tmp_path, *texts) == [
        ["hop5 29 11 23", "hop5 29 11 2023"],
        ["29 11 2023"],
        ["2023 2025"],
        ["29 11 23"],
        ["15 nq 23"],
        ["1 2 3"],
    ]


ASKED = """
import { readQuery } from "./js/query.js";
import { plainWords } from "./js/words.js";
const questions = given.questions.map(plainWords).sort((one, other) => other.length - one.length);
const result = given.texts.map((text) => [].concat(...readQuery(text, [], { questions }).sentences).map(({ written }) => written).join(" "));
"""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("làm sao để tách thửa", "tách thửa"),
        ("tách thửa thì phải làm như thế nào ạ", "tách thửa"),
        ("đăng ký kết hôn cần những giấy tờ gì", "đăng ký kết hôn"),
        ("cho em hỏi lễ hội Lam Kinh vào ngày nào vậy ạ", "lễ hội Lam Kinh"),
        ("toi muon xem quy hoach vung huyen", "quy hoach vung huyen"),
        ("cách tra sổ quy hoạch", "tra sổ quy hoạch"),
        ("hướng dẫn cách nộp hồ sơ", "nộp hồ sơ"),
        ("đất của tôi có bị thu hồi không", "đất bị thu hồi"),
        ("ngày nghỉ có tiếp công dân không?", "ngày nghỉ tiếp công dân"),
        ("quy hoạch đã được duyệt chưa", "quy hoạch được duyệt"),
        ("thửa đất có nằm trong quy hoạch hay không", "thửa đất nằm trong quy hoạch"),
        ("cach nop thue dat", "nop thue dat"),
        ("xa co tram y te khong", "xa tram y te"),
        ("đã có dự án cầu chưa", "dự án cầu"),
        ("da co du an cau hay chua", "du an cau"),
        ("huyện đã có sân bay chưa", "huyện sân bay"),
        ("quy hoạch đã có chưa", "quy hoạch"),
        # What only looks like a question.
        ("cách mạng tháng Tám", "cách mạng tháng Tám"),
        ("cách ly tại nhà", "cách ly tại nhà"),
        ("cach mang thang tam", "cach mang thang tam"),
        ("cach chuc chu tich xa", "cach chuc chu tich xa"),
        ("cach nhau may cay so", "cach nhau may cay so"),
        ("hướng dẫn", "hướng dẫn"),
        ("cảng hàng không", "cảng hàng không"),
        ("có cảng hàng không", "có cảng hàng không"),
        ("co chuyen bay hang khong", "co chuyen bay hang khong"),
        ("co duong dien tren khong", "co duong dien tren khong"),
        ("47 A", "47 A"),
        ("làm sao", "làm sao"),
        ("quy hoạch hay không", "quy hoạch hay không"),
    ],
)
def test_what_a_question_is_asked_with_is_not_looked_for(tmp_path: Path, text: str, left: str) -> None:
    """People dictate whole questions; pages answer in other words."""
    assert run(copied(tmp_path), ASKED, {"questions": QUESTIONS, "texts": [text]}) == [left]


HERE = """
import { readQuery } from "./js/query.js";
import { plainWords } from "./js/words.js";
const here = { names: given.here.names.map(plainWords), ends: given.here.ends.map(plainWords) };
const { sentences, said } = readQuery(given.text, [], { here });
const result = [sentences, [said[said.length - 1].words]].map((parts) => [].concat(...parts).map((one) => one.written || one).join(" "));
"""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("đặc sản của huyện", "đặc sản"),
        ("giảm nghèo ở Thọ Xuân", "giảm nghèo"),
        ("đất đai trên địa bàn huyện Thọ Xuân", "đất đai"),
        ("lễ hội ở Thọ Xuân, Thanh Hóa", "lễ hội"),
        # The place is what is asked for, or a part of it.
        ("xã Thọ Xuân", "xã Thọ Xuân"),
        ("quy hoạch vùng huyện Thọ Xuân", "quy hoạch vùng huyện Thọ Xuân"),
        ("của huyện Thọ Xuân nói gì", "của huyện Thọ Xuân nói gì"),
        ("chợ ở Thọ Xuân", "chợ ở Thọ Xuân"),
    ],
)
def test_that_something_is_asked_of_the_portals_own_place_is_not_looked_for(
    tmp_path: Path, text: str, left: str
) -> None:
    """All of the portal is of it; a named page is still found by all that was typed."""
    place = replace(a_portal(), short_name="Thọ Xuân", authority="Huyện Thọ Xuân – Thanh Hóa")
    found = run(copied(tmp_path), HERE, {"text": text, "here": here_of(place)})

    assert found == [left, " ".join(words_in(text))]


UNITS = ["xã", "phường", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "tỉnh", "đặc khu"]


@pytest.mark.parametrize("unit", UNITS)
def test_the_place_is_called_by_the_whole_name_of_what_it_is(tmp_path: Path, unit: str) -> None:
    """“Của thành phố”, not “của phố”: what ends with a part of it is another thing."""
    place = replace(a_portal(), short_name="Huế", authority=f"UBND {unit.capitalize()} Huế")
    here = here_of(place)
    last = unit.split()[-1]

    assert run(copied(tmp_path), HERE, {"text": f"đặc sản của {unit}", "here": here})[0] == "đặc sản"
    assert run(copied(tmp_path), HERE, {"text": f"đặc sản ở {unit} Huế", "here": here})[0] == "đặc sản"
    if last not in UNITS:
        assert run(copied(tmp_path), HERE, {"text": f"quán ăn ngon ở {last}", "here": here})[0].endswith(
            f"ở {last}"
        )


def test_what_stands_before_a_place_is_no_unit_unless_it_is_one() -> None:
    """The unit may stand in the portal's own name alone, or nowhere."""
    place = replace(a_portal(), short_name="Thọ Xuân", authority="UBND Thọ Xuân", name="Cổng huyện Thọ Xuân")

    assert "của huyện" in here_of(place)["ends"]
    assert "của UBND" not in here_of(place)["ends"]
    assert here_of(replace(place, name="Cổng Thọ Xuân"))["names"] == ["Thọ Xuân"]


@pytest.mark.parametrize(
    ("short", "name", "names"), [("", "Cổng xã", ["Cổng xã"]), ("–", "Cổng xã", ["Cổng xã"]), ("–", "…", [])]
)
def test_a_short_name_without_words_names_no_place(short: str, name: str, names: list[str]) -> None:
    """The portal's name stands for it, if that has words."""
    place = here_of(replace(a_portal(), short_name=short, authority="", name=name))

    assert place["names"] == names
    assert all(any(words_in(phrase)) for phrases in place.values() for phrase in phrases)


def test_a_phrase_without_words_stands_nowhere(tmp_path: Path) -> None:
    """What is read from a data file has an end."""
    code = """
import { withoutPhrases } from "./js/questions.js";
import { sentencesIn } from "./js/words.js";
const result = withoutPhrases(sentencesIn(given), [[]]).map((words) => words.map(({ written }) => written).join(" "));
"""
    assert run(copied(tmp_path), code, "giải thể xã") == ["giải thể xã"]


PLAIN = """
import { readHere, readQuery } from "./js/query.js";
const here = readHere(given.here);
const result = [].concat(...readQuery(given.text, [], { here, isPlain: true }).sentences).map(({ written }) => written).join(" ");
"""


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("ad ơi thu hồi đất đâu", "thu hồi đất"),
        ("giúp em tìm danh sách các sản phẩm OCOP mới nhất", "sản phẩm OCOP"),
        ("lễ hội Lam Kinh huyện Thọ Xuân", "lễ hội Lam Kinh"),
        ("tìm chợ", "tìm chợ"),
        ("thu hồi đất", "thu hồi đất"),
    ],
)
def test_what_may_stand_around_a_question_can_be_left_out(tmp_path: Path, text: str, left: str) -> None:
    """As long as two words are left."""
    place = replace(a_portal(), short_name="Thọ Xuân", authority="Huyện Thọ Xuân – Thanh Hóa")

    assert run(copied(tmp_path), PLAIN, {"text": text, "here": here_of(place)}) == left


def test_another_word_for_a_thing_is_looked_for_without_the_portals_own_place(tmp_path: Path) -> None:
    """It is long, and few pairs of a query are looked for."""
    pages = {"đúng": "Sắp xếp đơn vị hành chính cấp xã", "rời": "Hòa giải. Có thể. Huyện Thọ Xuân"}
    code = RANKED.replace(
        "given.synonyms || []))",
        'given.synonyms || []), { here: { names: [["huye6n5", "tho5", "xua6n"]], ends: [] } })',
    )
    synonyms = [["giải thể", "sắp xếp đơn vị hành chính"]]
    given = {"shortForms": [], "synonyms": synonyms, "pages": pages, "texts": ["giải thể huyện thọ xuân"]}

    assert run(copied(tmp_path), code, given)["giải thể huyện thọ xuân"][0][:1] == ["đúng"]


LOOKED = """
import { readQuery } from "./js/query.js";
const [{ units }] = readQuery(given, [], { own: "Thọ Xuân" }).forms;
const result = units.map(({ ways }) => ways[0].words.join(" "));
"""


@pytest.mark.parametrize(
    ("text", "looked"),
    [
        # Beside two other pairs the name says nothing, and its list is the longest of all.
        ("Lễ hội. Lam Kinh. Thọ Xuân", ["le64 ho6i5", "lam kinh"]),
        ("Thọ Xuân: lễ hội; Lam Kinh", ["le64 ho6i5", "lam kinh"]),
        # Beside one it does, and where a pair has a word of it; in quotes every word counts.
        ("du lịch. Thọ Xuân", ["du lich5", "tho5 xua6n"]),
        ("thu hồi đất Thọ Xuân", ["thu ho6i2", "d9a6t1 tho5", "tho5 xua6n"]),
        ("Thọ Xuân", ["tho5 xua6n"]),
        ('"lễ hội Lam Kinh Thọ Xuân"', ["le64 ho6i5", "ho6i5 lam", "lam kinh", "kinh tho5", "tho5 xua6n"]),
    ],
)
def test_the_portal_s_own_name_is_not_looked_for_beside_two_other_pairs(
    tmp_path: Path, text: str, looked: list[str]
) -> None:
    """Each pair is a file, and nearly every page has this one."""
    assert run(copied(tmp_path), LOOKED, text) == looked


def test_a_number_is_looked_for_with_the_word_before_it(tmp_path: Path) -> None:
    """Also in a long question, where other words are looked for with one neighbour: “58 của” says nothing."""
    looked = run(copied(tmp_path), LOOKED, "nghị quyết 58 của bộ chính trị ")

    assert "quye6t1 58" in looked
    assert "58 cua3" not in looked


@pytest.mark.parametrize(
    ("text", "most"), [("xin phép xây nhà ", 5), ("làm sao xin giấy phép xây nhà ở nông thôn ", 4)]
)
def test_of_all_forms_of_a_long_question_fewer_pairs_are_looked_for(
    tmp_path: Path, text: str, most: int
) -> None:
    """Each pair is a file in each tier, and a first query has scripts and lists to fetch beside them."""
    code = """
import { readForms, readQuery } from "./js/query.js";
const forms = readForms([["GP", "giấy phép"]], [["xây nhà", "xây dựng nhà ở riêng lẻ"], ["xin phép", "cấp giấy phép"], ["nông thôn", "làng quê xa"]]);
const { forms: read } = readQuery(given, forms, {});
const result = [...new Set([].concat(...read.map(({ units }) => units.map(({ ways }) => ways[0].words.join(" ")))))].length;
"""
    assert run(copied(tmp_path), code, text) == most


# A small index, as the browser's would answer: the pages that have a term, and how well it fits.
RANKED = """
import { readForms, readQuery } from "./js/query.js";
import { ranked } from "./js/ranking.js";
import { sentencesIn, suits } from "./js/words.js";

const terms = new Map();
const put = (term, id) => terms.set(term, (terms.get(term) || new Set()).add(id));
for (const [id, text] of Object.entries(given.pages)) {
  for (const sentence of sentencesIn(text)) {
    sentence.forEach(({ word }, at) => {
      put(word, id);
      if (at) put(`${sentence[at - 1].word} ${word}`, id);
    });
  }
}
const index = {
  pages: 1000,
  ages: async () => new Map(Object.keys(given.pages).map((id, at) => [id, at / 100])),
  async lookup(way) {
    const found = new Map();
    for (const [term, pages] of terms) {
      const fit = suits(way, term.split(" "));
      for (const id of fit ? pages : []) {
        found.set(id, { fit: 1, fields: [], isExact: fit.isExact || (found.has(id) && found.get(id).isExact) });
      }
    }
    return found;
  },
};
const result = {};
for (const text of given.texts) {
  const { whole, near } = await ranked(readQuery(text, readForms(given.shortForms, given.synonyms || [])), index);
  result[text] = [whole.map(({ id }) => id), near.map(({ id }) => id)];
}
"""
Found = dict[str, list[list[str]]]


def found(folder: Path, pages: dict[str, str], *texts: str) -> Found:
    """Return for each text the pages that have all of it, and those that have a part, each in their order."""
    answer: Found = run(copied(folder), RANKED, {"shortForms": SHORT_FORMS, "pages": pages, "texts": texts})
    return answer


def test_marks_that_were_typed_are_honoured(tmp_path: Path) -> None:
    """Where a word is written so anywhere, other words that only read so are not found by it."""
    pages = {"nam": "Nam Giang", "năm": "Năm mới", "bàn": "Bàn Đạt vùng đồi", "bán": "Trước khi bán đất"}
    answer = found(tmp_path, pages, "năm", "nam", "bàn đạt", "bán đất", "ban dat", "bán dat")

    assert answer["năm"][0] == ["năm"]
    assert set(answer["nam"][0]) == {"nam", "năm"}
    assert answer["bàn đạt"][0] == ["bàn", "bán"]
    assert answer["bán đất"][0] == ["bán", "bàn"]
    assert set(answer["ban dat"][0]) == {"bàn", "bán"}
    assert answer["bán dat"][0] == ["bán", "bàn"]


def test_marks_that_nobody_wrote_do_no_harm(tmp_path: Path) -> None:
    """A slip of the keyboard still finds what reads so."""
    answer = found(tmp_path, {"một": "Thu hồi đất"}, "thu hồi dất", "thủ hôi dat", "thu hối")

    assert [whole for whole, _ in answer.values()] == [["một"]] * 3


def test_what_stands_together_comes_before_what_stands_apart(tmp_path: Path) -> None:
    """Syllables that are scattered over a page make no word; where the words stand nowhere together, that is said."""
    pages = {"cụm": "Thu hồi đất ở thôn", "rời": "Thu nhập của hội. Hồi ấy. Đất bãi"}

    assert found(tmp_path, pages, "thu hồi đất")["thu hồi đất"] == [["cụm"], []]
    del pages["cụm"]
    assert found(tmp_path, pages, "thu hồi đất")["thu hồi đất"] == [[], ["rời"]]


def test_a_word_that_nowhere_has_its_neighbour_is_looked_for_by_itself(tmp_path: Path) -> None:
    """Who types two things that do not touch wants both."""
    pages = {"hai": "Góp ý cho luật. Đất", "một": "Góp ý cho luật", "đất": "Đất"}
    answer = found(tmp_path, pages, "đất góp ý")["đất góp ý"]

    assert answer[0] == ["hai"]


LEFT = """
import { readQuery } from "./js/query.js";
import { ranked } from "./js/ranking.js";

const looked = [];
const index = {
  pages: 1024,
  ages: async () => new Map([[1, 0]]),
  async lookup({ words }) {
    if (words.length === 1) looked.push(words[0]);
    return new Map(words.join(" ") === "hoc ba" ? [[1, { fit: 1, fields: [], isExact: true }]] : []);
  },
};
await ranked(readQuery("tu mot hoc ba nam ", [], { common: (word) => (["hoc", "ba"].includes(word) ? 10 : given) }), index);
const result = looked;
"""


SCATTERED = """
import { readQuery } from "./js/query.js";
import { fetchAlone, ranked } from "./js/ranking.js";

const looked = [];
const lookup = ({ words }) => {
  if (words.length === 1) looked.push(words[0]);
  return words.join(" ") === given.slow ? new Promise(() => undefined) : Promise.resolve(new Map());
};
const index = { pages: 16384, ages: async () => new Map(), lookup };
const query = readQuery(given.text, [], { common: (word) => given.classes[word] });
fetchAlone(query, index);
await new Promise((resolve) => setTimeout(resolve));
if (!given.slow) await ranked(query, index);
const result = [...new Set(looked)];
"""


@pytest.mark.parametrize(
    ("classes", "looked"),
    [((12, 12, 12), ["tu", "mot"]), ((13, 13, 13), ["tu"]), ((14, 11, 14), ["mot"]), ((14, 14, 1), ["hoc"])],
)
def test_where_no_two_words_stand_together_the_second_is_looked_for_if_both_lists_are_short(
    tmp_path: Path, classes: tuple[int, ...], looked: list[str]
) -> None:
    """Beside a rare word a common one tells little, and its list is more than a slow network bears."""
    given = {"text": "tu mot hoc ", "classes": dict(zip(("tu", "mot", "hoc"), classes, strict=True))}

    assert run(copied(tmp_path), SCATTERED, given) == looked


@pytest.mark.parametrize(
    ("text", "classes", "slow", "looked"),
    [
        ("tu mot hoc ba ", (3, 9, 5, 9), "hoc ba", ["tu"]),
        # The rarest may still have a neighbour, or has one.
        ("tu mot hoc ba ", (5, 9, 3, 9), "hoc ba", []),
        ("tu mot. hoc ", (5, 9, 9), "tu mot", []),
    ],
)
def test_a_word_that_is_looked_for_whatever_else_is_found_does_not_wait_for_longer_lists(
    tmp_path: Path, text: str, classes: tuple[int, ...], slow: str, looked: list[str]
) -> None:
    """Its neighbours are known to stand nowhere beside it, and none that is rarer may turn out to stand alone."""
    words = text.replace(".", "").split()
    given = {"text": text, "classes": dict(zip(words, classes, strict=True)), "slow": slow}

    assert [word for word in run(copied(tmp_path), SCATTERED, given) if word != "hoc"] == looked


@pytest.mark.parametrize(("pages", "is_looked_for"), [(255, True), (256, False), (511, False)])
def test_of_words_that_no_page_can_have_together_one_is_looked_for_that_three_quarters_of_the_pages_lack(
    tmp_path: Path, pages: int, is_looked_for: bool
) -> None:
    """What more pages have tells nothing; the list of words has the class of their number."""
    assert bool(run(copied(tmp_path), LEFT, word_class(pages))) == is_looked_for


def test_a_page_tells_which_words_found_it_by_themselves(tmp_path: Path) -> None:
    """What is shown of it marks them; a word beside its neighbour is none."""
    code = RANKED.replace(
        "whole.map(({ id }) => id)", "whole.map(({ alone }) => alone.map(({ word }) => word))"
    )
    pages = {"hai": "Góp ý cho luật. Đất"}
    answer = run(copied(tmp_path), code, {"shortForms": [], "pages": pages, "texts": ["đất góp ý", "góp ý"]})

    assert answer["đất góp ý"][0] == [["d9a6t1"]]
    assert answer["góp ý"][0] == [[]]


def test_short_forms_find_each_other_and_what_was_typed_comes_first(tmp_path: Path) -> None:
    """Both ways."""
    pages = {"ngắn": "UBND xã họp", "dài": "Ủy ban nhân dân xã họp"}
    answer = found(tmp_path, pages, "UBND", "ủy ban nhân dân", "ubnd xã", "uy ban nhan dan xa")

    assert answer["UBND"][0] == ["ngắn", "dài"]
    assert answer["ủy ban nhân dân"][0] == ["dài", "ngắn"]
    assert answer["ubnd xã"][0] == ["ngắn", "dài"]
    assert answer["uy ban nhan dan xa"][0] == ["dài", "ngắn"]


def test_what_stands_for_something_else_is_not_found_by_its_scattered_words(tmp_path: Path) -> None:
    """Who types a word of everyday life gets the pages that have the portal's word for it, before those that have its syllables."""
    pages = {"rời": "Di tích đặc biệt là di sản", "đúng": "Sản phẩm OCOP", "cả": "Đặc sản của làng"}
    given = {"shortForms": [], "synonyms": [["đặc sản", "OCOP"]], "pages": pages, "texts": ["đặc sản"]}

    assert run(copied(tmp_path), RANKED, given)["đặc sản"][0] == ["cả", "đúng"]
    del pages["cả"]
    assert run(copied(tmp_path), RANKED, given)["đặc sản"][0][:1] == ["đúng"]


def test_a_half_typed_word_finds_what_begins_so(tmp_path: Path) -> None:
    """Also with half of its marks, as keyboards make them; a finished word, or one in quotes, does not."""
    answer = found(
        tmp_path,
        {"một": "Thu hồi đất đường tỉnh"},
        "thu hồi đ",
        "thu hôi",
        "đườ",
        "thu hồi đ ",
        '"thu hồi đ"',
    )

    assert [whole for whole, _ in answer.values()] == [["một"], ["một"], ["một"], [], []]


def test_quotes_ask_for_the_very_words(tmp_path: Path) -> None:
    """No other marks, no other order, no short form."""
    pages = {"đúng": "Xã nông thôn mới", "ngược": "Mới có nông thôn", "tắt": "Xã NTM"}
    answer = found(tmp_path, pages, '"nông thôn mới"', "“nông thôn mới”", '"nong thon moi"')

    assert answer['"nông thôn mới"'] == [["đúng"], []]
    assert answer["“nông thôn mới”"] == [["đúng"], []]
    assert answer['"nong thon moi"'] == [["đúng"], []]


def test_a_year_is_no_rare_word(tmp_path: Path) -> None:
    """Of a long question those pairs are looked for that tell a page."""
    code = LOOKED.replace('{ own: "Thọ Xuân" }', "{ common: (word) => (/[0-9]{4}/.test(word) ? 0 : 7) }")
    looked = run(copied(tmp_path), code, "lễ hội Lam Kinh 2024 tổ chức đông vui ")

    assert looked[:2] == ["le64 ho6i5", "lam kinh"]


def test_what_goes_on_as_it_was_typed_comes_before_what_only_reads_so(tmp_path: Path) -> None:
    """“Bán đấ” is the beginning of “bán đất”, and no other spelling of “bản đã”."""
    pages = {"bản": "Văn bản đã ban hành", "bán": "Trước khi bán đất"}
    answer = found(tmp_path, pages, "bán đấ", "ban da", "bắn đá")

    assert answer["bán đấ"][0] == ["bán"]
    assert answer["ban da"][0] == ["bản"]
    assert answer["bắn đá"][0] == ["bản"]


def test_a_word_that_the_portal_does_not_know_is_not_looked_for_in_the_place_of_one_it_knows(
    tmp_path: Path,
) -> None:
    """Of lonely words two are looked up: those that may be there."""
    code = RANKED.replace(
        "given.synonyms || []))",
        "given.synonyms || []), { common: (word) => (terms.has(word) ? 1 : 0) })",
    )
    given = {"shortForms": [], "pages": {"cao": "Nâng cao"}, "texts": ["qwx nag cao "]}

    assert run(copied(tmp_path), code, given)["qwx nag cao "] == [[], ["cao"]]


@pytest.mark.parametrize("text", ["", "  ", "…", "đ", "a", "?!"])
def test_too_little_is_not_looked_for(tmp_path: Path, text: str) -> None:
    """One letter may be the beginning of anything."""
    code = 'import { readQuery } from "./js/query.js"; const result = readQuery(given, []).isTooShort;'

    assert run(copied(tmp_path), code, text) is True


def test_of_a_page_that_was_pasted_the_beginning_is_looked_for(tmp_path: Path) -> None:
    """In time that does not grow with it; the last word is whole, and quotation marks stay what they are."""
    code = 'import { questionIn } from "./js/questions.js"; const result = given.map(questionIn);'
    long = "Lễ hội Lam Kinh, 2024. " * 40
    asked = ["lễ hội lam ki", long, f"“{long}”"]
    short, cut, quoted = run(copied(tmp_path), code, asked)

    assert short == asked[0]
    assert cut == "Lễ hội Lam Kinh, 2024. " * 12 + "Lễ hội Lam Kinh "
    assert (quoted[0], quoted[-1], len(quoted.split())) == ("“", '"', 64)


HOSTILE = {
    "one letter": "a" * 100_000,
    "one long word": "bqab" * 25_000,
    "figures": "1" * 100_000,
    "dots": "." * 100_000 + "x",
    "words between dots": "a" + ("." * 1000 + "a") * 100,
    "spaces": " " * 100_000 + "x",
    "lines": "\n" * 100_000 + "x",
    "marks": "a" + "\u0301\u0323" * 50_000,
    "emoji": "😀" * 50_000,
    "quotation marks": '"' * 100_000,
    "mixed": "Đất😀...\u0301 '\"12/QĐ-UBND qwrt\n" * 4000,
}
# No phone waits longer for what looks at letters one by one: with some room for a busy machine.
MOST_SECONDS = 0.5


@pytest.mark.parametrize("kind", HOSTILE)
def test_whatever_is_pasted_is_read_in_a_moment(tmp_path: Path, kind: str) -> None:
    """Words and text are bounded before anything looks at them; no letter is cut in two."""
    code = """
import { readQuery } from "./js/query.js";
import { questionIn } from "./js/questions.js";
import { respelt } from "./js/respelling.js";
import { vocabularyOf } from "./js/vocabulary.js";
const vocabulary = vocabularyOf(given.words.map((term) => ({ term, pages: 3 })), new Set());
const known = { vocabulary, lexicon: { named: [], offices: [], places: [], wellSpelt: [], misspelt: [] }, shortForms: [] };
const started = performance.now();
const text = questionIn(given.text);
const { sentences } = readQuery(respelt(text, known), []);
encodeURIComponent(text);
const longest = Math.max(0, ...[].concat(...sentences).map(({ written }) => written.length));
const result = { length: text.length, longest, seconds: (performance.now() - started) / 1000 };
"""
    words = [
        f"{onset}{rime}{tone}"
        for onset in "bcdghklmnpqrstvx"
        for rime in ("a", "oan", "u7o7ng", "e6nh")
        for tone in ("", *"12345")
    ]
    read = run(copied(tmp_path), code, {"text": HOSTILE[kind], "words": words})

    assert read["length"] <= 601
    assert read["longest"] <= 40
    assert read["seconds"] < MOST_SECONDS


def test_rows_of_dots_part_sentences_as_one_does(tmp_path: Path) -> None:
    """The index and the query read alike, in time that grows with the text and no faster."""
    code = """
import { sentencesIn } from "./js/words.js";
const started = performance.now();
const rows = sentencesIn(`a${".".repeat(100000)}b`);
const read = given.map((text) => sentencesIn(text).map((words) => words.map(({ word }) => word)));
const result = { read, rows: rows.length, seconds: (performance.now() - started) / 1000 };
"""
    texts = ["Một... Hai.\n\nBa…! Bốn.năm?", "Họ tên:..... Ký…"]
    told = run(copied(tmp_path), code, texts)

    assert told["read"] == [
        [
            sentence.split()
            for sentence in " ".join(word or "|" for word in words_in(text)).split("|")
            if sentence.strip()
        ]
        for text in texts
    ]
    assert told["rows"] == 1
    assert told["seconds"] < MOST_SECONDS


EXCERPT = """
import { excerptOf, markedLine } from "./js/excerpt.js";
import { readQuery } from "./js/query.js";
const shown = (pieces) => pieces.map(({ text, isHit }) => (isHit ? `[${text}]` : text)).join("");
const result = given.queries.map((text) => shown((given.isLine ? markedLine : excerptOf)(given.text, readQuery(text, given.forms), given.alone)));
"""
LONG = f"{'Câu mở đầu không có gì đáng kể. ' * 12}Hộ nào bị thu hồi đất thì được báo trước. {'Phần còn lại cũng vậy thôi. ' * 12}"


def excerpts(
    folder: Path,
    text: str,
    *queries: str,
    is_line: bool = False,
    alone: Sequence[Mapping[str, str]] = (),
    forms: Sequence[object] = (),
) -> list[str]:
    """Return what a result shows of a text for each query, what is marked in brackets."""
    given = {"text": text, "queries": queries, "isLine": is_line, "alone": alone, "forms": forms}
    answer: list[str] = run(copied(folder), EXCERPT, given)
    return answer


def test_an_excerpt_shows_where_the_words_stand(tmp_path: Path) -> None:
    """From the beginning of the sentence, the words marked as one, whatever marks were typed."""
    for excerpt in excerpts(tmp_path, LONG, "thu hồi đất", "thu hoi dat", "THU HỒI ĐẤT"):
        assert excerpt.startswith("Hộ nào bị [thu hồi đất] thì được báo trước. ")
        assert len(excerpt.split()) < 45
        assert excerpt.endswith((" …", "."))


def test_an_excerpt_marks_what_was_typed_and_not_what_reads_so(tmp_path: Path) -> None:
    """Năm is not Nam."""
    with_marks, without = excerpts(tmp_path, "Năm nay ở Nam Giang", "năm", "nam")

    assert with_marks == "[Năm] nay ở Nam Giang"
    assert without == "[Năm] nay ở [Nam] Giang"


def test_a_text_without_the_words_is_shown_from_its_beginning(tmp_path: Path) -> None:
    """The page was found by its title, its tags or its writer."""
    (excerpt,) = excerpts(tmp_path, LONG, "xã Xuân Sinh")
    assert excerpt.startswith("Câu mở đầu")


def test_a_title_marks_words_that_stand_together_as_they_were_typed(tmp_path: Path) -> None:
    """A number with its sign is one; a syllable by itself is noise."""
    title = "Quyết định số 153/QĐ-TTg: Quy hoạch tỉnh"
    assert excerpts(tmp_path, title, "quyết định 153", "153/qd", "quy định", is_line=True) == [
        "[Quyết định số 153]/QĐ-TTg: Quy hoạch tỉnh",
        "Quyết định số [153/QĐ]-TTg: Quy hoạch tỉnh",
        title,
    ]


@pytest.mark.parametrize("is_line", [False, True])
def test_a_word_is_marked_by_itself_only_where_it_was_looked_for_by_itself(
    tmp_path: Path, is_line: bool
) -> None:
    """Of a page that has a part of a query no single syllable is marked, but those that found it; with other marks they are other words."""
    text = "Quy định của hội, khoa học, hồi hương"

    def shown(query: str, *alone: Mapping[str, str]) -> str:
        (excerpt,) = excerpts(tmp_path, text, query, is_line=is_line, alone=alone)
        return excerpt

    assert shown("quy hoạch khoa trường") == text
    assert shown("thu hồi đất khoa", {"word": "ho6i2", "start": ""}) == text.replace("hồi", "[hồi]")
    assert shown("thu hồi hươ", {"word": "hu7o7", "start": "hu7o7"}) == text.replace(
        "hồi hương", "[hồi hương]"
    )
    assert shown("trường khoa", {"word": "khoa", "start": ""}) == text.replace("khoa", "[khoa]")


def test_of_what_a_short_form_stands_for_no_syllable_is_marked_by_itself(tmp_path: Path) -> None:
    """All of it is, where it stands; two words of a long name are another thing."""
    forms = [[["ubnd"], ["uy3", "ban", "nha6n", "da6n"]]]
    text = "Ban gửi UBND, nhân viên, nhân dân của ủy ban nhân dân"
    (excerpt,) = excerpts(tmp_path, text, "ubnd", forms=forms)

    assert excerpt == "Ban gửi [UBND], nhân viên, nhân dân của [ủy ban nhân dân]"


def test_what_is_shown_is_the_text_letter_by_letter(tmp_path: Path) -> None:
    """Markup in a text stays text, and nothing is lost between the pieces."""
    text = "Số <b>40.000</b> & “hai”"
    (excerpt,) = excerpts(tmp_path, text, "40.000")
    assert excerpt.replace("[", "").replace("]", "") == text
