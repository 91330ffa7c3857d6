"""The part of a photo that stays, as the dialog of the writing room reckons it."""

from __future__ import annotations

import shutil
from pathlib import Path

import node_scripts
import pytest

STATIC = Path(__file__).resolve().parents[3] / "plugins" / "editors" / "writing" / "static"
BEGIN = """
import { Part, WHOLE } from "./static/photo_crop.js";
import { written } from "./static/photo_focus.js";
const ways = {
  turn: (part, [way]) => part.turn(way), ratio: (part, [ratio]) => part.keepTo(ratio), move: (part, by) => part.move(...by),
  pull: (part, by) => part.pull(...by), resize: (part, by) => part.resize(...by),
};
const after = (size, steps) => {
  const part = new Part([0, 0, WHOLE, WHOLE], size);
  for (const [way, ...by] of steps) ways[way](part, by);
  return part;
};
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the scripts."""
    folder = tmp_path_factory.mktemp("anh")
    shutil.copytree(STATIC, folder / "static")
    (folder / "package.json").write_text('{"type": "module"}', "utf-8")
    return folder


@pytest.mark.parametrize(
    ("steps", "part"),
    [
        ([["ratio", 1]], [2500, 0, 5000, 10000]),
        ([["ratio", 1], ["move", -9000, 50]], [0, 0, 5000, 10000]),
        ([["pull", "duoi-phai", -5000, -2500]], [0, 0, 5000, 7500]),
        ([["pull", "tren-trai", 5000, 20000]], [5000, 9800, 5000, 200]),
        ([["ratio", 1], ["pull", "tren-phai", -2500, 0]], [2500, 5000, 2500, 5000]),
        ([["pull", "duoi-phai", -5000, -2500], ["turn", 1]], [2500, 0, 7500, 5000]),
        ([["pull", "duoi-phai", -5000, -2500], ["turn", -1]], [0, 5000, 7500, 5000]),
        ([["resize", "width", 4000], ["ratio", 1], ["resize", "height", 5000]], [0, 1000, 2500, 5000]),
    ],
)
def test_the_part_is_where_a_person_puts_it(folder: Path, steps: list[object], part: list[int]) -> None:
    """Of a photo twice as wide as high; it keeps its ratio, and turns together with the photo."""
    assert node_scripts.run(folder, f"{BEGIN}const result = after([2000, 1000], given).list;", steps) == part


def test_no_way_leads_out_of_the_photo(folder: Path) -> None:
    """Whatever is done in whatever order: the part has an area and lies within; four turns are none."""
    code = """
let seed = 7;
const random = (most) => { seed = (seed * 48271) % 2147483647; return seed % most; };
const step = () => [
  () => ["turn", random(2) ? 1 : -1], () => ["ratio", [0, 1, 16 / 9, 3 / 4][random(4)]], () => ["move", random(20001) - 10000, random(20001) - 10000],
  () => ["pull", ["tren-trai", "tren-phai", "duoi-trai", "duoi-phai"][random(4)], random(20001) - 10000, random(20001) - 10000],
  () => ["resize", random(2) ? "width" : "height", random(12000)],
][random(5)]();
const wrong = [];
for (let walk = 0; walk < 400; walk += 1) {
  const steps = Array.from({ length: 12 }, step);
  const part = after([1 + random(5000), 1 + random(5000)], steps);
  const [left, top, width, height] = part.list;
  const whole = [left, top, width, height].every(Number.isInteger);
  if (!whole || left < 0 || top < 0 || width < 1 || height < 1 || left + width > WHOLE || top + height > WHOLE) wrong.push([steps, part.list]);
  const before = part.list.join();
  part.ratio = 0;
  for (let turns = 0; turns < 4; turns += 1) part.turn(1);
  if (part.list.join() !== before) wrong.push(["turned", before, part.list]);
}
const result = wrong.slice(0, 2);
"""
    assert node_scripts.run(folder, BEGIN + code) == []


def test_a_focal_point_is_written_as_the_header_has_it(folder: Path) -> None:
    """The middle is no line at all."""
    code = f"{BEGIN}const result = [written(0, 4, 4), written(2, 2, 4), written(1, 2, 4)];"
    assert node_scripts.run(folder, code) == ["0% 100%", "", "25% 50%"]
