// Converts an article's file into the manager's entry, and back.
import { changed, parted, plainForm, valuesOf } from "./header.js";

const DAY = /(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})/;
const LONG_DAY = /ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})/i;
const ISO_DAY = /(\d{4})-(\d\d)-(\d\d)/;
const HOUR = /(\d{1,2})\s*(?::|h|giờ)\s*(\d{2})?/i;

/** Return a date in a form that sorts ("2023-11-29 07:30"), "" for one that cannot be read. */
export function ordered(written) {
  const iso = ISO_DAY.exec(written);
  const day = iso || DAY.exec(written) || LONG_DAY.exec(written);
  if (!day) return "";
  const [year, month, date] = iso ? day.slice(1) : day.slice(1).reverse();
  const hour = HOUR.exec(written.replace(day[0], " "));
  const two = (number) => String(number || 0).padStart(2, "0");
  return `${year}-${two(month)}-${two(date)} ${two(hour && hour[1])}:${two(hour && hour[2])}`;
}

/** Return the values of an entry that are derived from others: for the path of its file and the order of the list. */
export function derived(data, { folders }, now = new Date()) {
  const moment = ordered(data.date || "");
  return {
    moment_: moment,
    year_: moment.slice(0, 4) || String(now.getFullYear()),
    folder_: folders[data.category] || "khac",
    state_: data.status || "đăng",
  };
}

/** Return the file format for the manager: how files are read and written. */
export function formatOf(configuration) {
  const { table, same } = configuration;

  function chosen(name, value) {
    return (same[name] && same[name][plainForm(value)]) || value;
  }

  function shown(head) {
    const values = valuesOf(head, table);
    for (const name of Object.keys(values)) values[name] = chosen(name, values[name]);
    return values;
  }

  return {
    fromFile(text) {
      const { head, body } = parted(text, table);
      const windows = (body.includes("\n") ? body : head).includes("\r\n");
      const data = { ...shown(head), body, head_: head, windows_: windows };
      return { ...data, ...derived(data, configuration) };
    },

    toFile(data) {
      const head = data.head_ || "";
      const before = shown(head);
      const given = (name) => (data[name] === undefined || data[name] === null ? "" : String(data[name]));
      const values = {};
      for (const name of table.order) {
        if (given(name).trim() !== (before[name] || "").trim()) values[name] = given(name);
      }
      const made = Object.keys(values).length ? changed(head, values, table) : head;
      return joined(made, lineEnds(given("body"), data.windows_), table);
    },
  };
}

/** Return a body with the line ends of its file: one that was typed into a form has plain ones. */
function lineEnds(body, windows) {
  return windows && !body.includes("\r\n") ? body.split("\n").join("\r\n") : body;
}

/** Return a head and a body as one file that is read as these two. */
function joined(head, body, table) {
  if (!head || !body || parted(head + body, table).head === head) return head + body;
  const end = head.includes("\r\n") ? "\r\n" : "\n";
  return head + (/[\n\r]$/.test(head) ? end : end + end) + body;
}
