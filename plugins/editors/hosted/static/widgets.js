// Our widgets: a date as it is written here, a text with suggestions, several lines, a photo, files.
import { ordered } from "./format.js";
import { named, endingOf } from "./naming.js";

const { createClass, h } = window;
const DAYS = ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];

/** What every text widget has: it shows what is typed at once, and takes values that come from elsewhere. */
export const typed = {
  getInitialState() {
    return { text: this.props.value || "" };
  },
  componentDidUpdate(before) {
    const now = this.props.value || "";
    if (before.value !== this.props.value && now !== this.state.text) this.setState({ text: now });
  },
  shouldComponentUpdate() {
    return true;
  },
  type(text) {
    this.setState({ text });
    this.props.onChange(text);
  },
  common() {
    const { forID, setActiveStyle, setInactiveStyle } = this.props;
    return {
      id: forID,
      value: this.state.text,
      onFocus: setActiveStyle,
      onBlur: setInactiveStyle,
      onChange: (event) => this.type(event.target.value),
    };
  },
};

function now() {
  const moment = new Date();
  const two = (number) => String(number).padStart(2, "0");
  const day = `${two(moment.getDate())}/${two(moment.getMonth() + 1)}/${moment.getFullYear()}`;
  return `${day} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** Return a written date in words, to show how it was understood. */
export function understood(written) {
  if (!written.trim()) return "";
  const found = ordered(written);
  const [year, month, day] = found.slice(0, 10).split("-").map(Number);
  const moment = new Date(year, month - 1, day);
  const real = moment.getFullYear() === year && moment.getMonth() === month - 1 && moment.getDate() === day;
  if (!found || !real) return "Chưa hiểu ngày này. Viết như 29/11/2026 07:30.";
  const hour = found.endsWith("00:00") ? "" : `, lúc ${found.slice(11)}`;
  return `${DAYS[moment.getDay()]}, ngày ${day} tháng ${month} năm ${year}${hour}`;
}

/** Return a widget whose parts stand in a row, in the manager's frame. */
function row(frame, ...parts) {
  return h("div", { className: frame }, h("div", { className: "form-row" }, ...parts));
}

const MomentControl = createClass({
  ...typed,
  componentDidMount() {
    const { field, getEntry, value } = this.props;
    const entry = getEntry && getEntry();
    if (field.get("now") && !value && entry && entry.get("newRecord")) this.type(now());
  },
  render() {
    const { classNameWrapper, field } = this.props;
    const note = understood(this.state.text);
    const set = field.get("now") ? now() : now().slice(0, 10);
    return row(
      classNameWrapper,
      h("input", { type: "text", className: "form-input", placeholder: "29/11/2026 07:30", ...this.common() }),
      h("button", { type: "button", className: "form-button", onClick: () => this.type(set) }, field.get("now") ? "Bây giờ" : "Hôm nay"),
      note && h("p", { className: "form-note", role: "status" }, note),
    );
  },
});

const OfferedControl = createClass({
  ...typed,
  render() {
    const { classNameWrapper, field, forID } = this.props;
    const list = `${forID}-offers`;
    const offers = (field.get("offers") || { toArray: () => [] }).toArray();
    return row(
      classNameWrapper,
      h("input", { type: "text", className: "form-input", list, ...this.common() }),
      h("datalist", { id: list }, ...offers.map((one) => h("option", { key: one, value: one }))),
    );
  },
});

const LinesControl = createClass({
  ...typed,
  render() {
    const rows = this.state.text.split("\n").length;
    return h("textarea", { className: this.props.classNameWrapper, rows: Math.max(rows, 2), ...this.common() });
  },
});

/** Put a file beside the article, under a name of its own; return that name. */
export async function added(file, control, configuration) {
  const entry = control.props.getEntry && control.props.getEntry();
  const title = (entry && entry.getIn(["data", "title"])) || "";
  const made = await named(file, title);
  await control.props.onPersistMedia(made, { field: control.props.field });
  configuration.waiting.set(made.name, URL.createObjectURL(made));
  return made.name;
}

/** Return whether a file is of a kind that the portal publishes. */
export function fits(file, endings) {
  return endings.includes(endingOf(file.name));
}

const WRONG_KIND = "Loại tệp này không được công bố. Dùng: ";

function chooser(control, endings, several, take) {
  return h("input", {
    type: "file",
    accept: endings.join(","),
    multiple: several,
    className: "form-file",
    onChange: async (event) => {
      const files = [...event.target.files];
      event.target.value = "";
      const wrong = files.find((file) => !fits(file, endings));
      control.setState({ fault: wrong ? WRONG_KIND + endings.join(" ") : "" });
      if (!wrong) for (const file of files) await take(file);
    },
  });
}

/** Return the widget of a field that names one photo. */
function photoControl(configuration) {
  return createClass({
    ...typed,
    render() {
      const { classNameWrapper, getAsset, field } = this.props;
      const { text, fault } = this.state;
      const asset = text && (configuration.waiting.get(text) || String(getAsset(text, field) || ""));
      return row(
        classNameWrapper,
        h("input", { type: "text", className: "form-input", ...this.common() }),
        h("label", { className: "form-button" }, "Chọn ảnh…", chooser(this, configuration.photos, false, async (file) => this.type(await added(file, this, configuration)))),
        fault && h("p", { className: "form-note", role: "alert" }, fault),
        asset && h("img", { className: "form-photo", src: asset, alt: "" }),
      );
    },
  });
}

/** Return the widget of a field that names several files. */
function filesControl(configuration) {
  return createClass({
    ...typed,
    render() {
      const { classNameWrapper } = this.props;
      const take = async (file) => {
        const name = await added(file, this, configuration);
        this.type([this.state.text, name].filter(Boolean).join("; "));
      };
      return row(
        classNameWrapper,
        h("input", { type: "text", className: "form-input", ...this.common() }),
        h("label", { className: "form-button" }, "Thêm tệp…", chooser(this, configuration.files, true, take)),
        this.state.fault && h("p", { className: "form-note", role: "alert" }, this.state.fault),
      );
    },
  });
}

/** Return all widgets by their names in the configuration. */
export function widgets(configuration) {
  return {
    moment: MomentControl,
    offered: OfferedControl,
    lines: LinesControl,
    photo: photoControl(configuration),
    files: filesControl(configuration),
  };
}
