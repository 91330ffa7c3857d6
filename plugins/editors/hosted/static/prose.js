// The widget of the body: a text area with buttons for our Markdown. What is typed is saved letter by letter.
import { around, block, figure, lines, link, note, TABLE } from "./markdown.js";
import { wordsOf } from "./naming.js";
import { added, fits, typed } from "./widgets.js";

const { createClass, h } = window;
const NUMBERED = /^\d+\. /;

const BUTTONS = [
  ["Mục", "Tiêu đề mục (##)", (text, start, end) => lines(text, start, end, "## ", /^## /)],
  ["Mục nhỏ", "Tiêu đề mục nhỏ (###)", (text, start, end) => lines(text, start, end, "### ", /^### /)],
  ["Đậm", "Chữ đậm (Ctrl+B)", (text, start, end) => around(text, start, end, "**", "chữ đậm")],
  ["Nghiêng", "Chữ nghiêng (Ctrl+I)", (text, start, end) => around(text, start, end, "*", "chữ nghiêng")],
  ["• Danh sách", "Danh sách", (text, start, end) => lines(text, start, end, "- ", /^- /)],
  ["1. Danh sách", "Danh sách đánh số", (text, start, end) => lines(text, start, end, (n) => `${n}. `, NUMBERED)],
  ["Trích dẫn", "Trích dẫn", (text, start, end) => lines(text, start, end, "> ", /^> /)],
  ["Bảng", "Bảng", (text, start, end) => block(text, start, end, TABLE)],
  ["Ghi chú", "Chú thích cuối bài", note],
];

/** Return the widget of the body. */
export function proseControl(configuration) {
  return createClass({
    ...typed,
    getInitialState() {
      return { text: this.props.value || "", openDialog: "", file: null, fault: "" };
    },

    /** Apply an edit as if it had been typed, so that Ctrl+Z undoes it. */
    apply({ from, to, put, select }) {
      const area = this.area;
      area.focus();
      area.setSelectionRange(from, to);
      if (!document.execCommand("insertText", false, put)) {
        area.setRangeText(put, from, to, "end");
        this.type(area.value);
      }
      area.setSelectionRange(...select);
    },

    edit(make) {
      const { value, selectionStart, selectionEnd } = this.area;
      this.apply(make(value, selectionStart, selectionEnd));
    },

    ask(openDialog, file = null) {
      this.range = [this.area.selectionStart, this.area.selectionEnd];
      if (file && !fits(file, configuration.photos)) {
        this.setState({ fault: `Ảnh cần là một trong: ${configuration.photos.join(" ")}` });
        return;
      }
      this.setState({ openDialog, file, fault: "" });
    },

    press(event) {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
      const mark = { b: "**", i: "*" }[event.key.toLowerCase()];
      if (!mark) return;
      event.preventDefault();
      this.edit((text, start, end) => around(text, start, end, mark, "chữ"));
    },

    /** A photo that is pasted or dropped asks for its description first. */
    receive(event) {
      const file = [...(event.clipboardData || event.dataTransfer).files].find((one) => one.type.startsWith("image/"));
      if (!file) return;
      event.preventDefault();
      this.ask("photo", file);
    },

    async insertPhoto({ file, description, caption }) {
      const name = await added(file, this, configuration);
      const [start, end] = this.range;
      this.setState({ openDialog: "", file: null });
      this.apply(block(this.area.value, start, end, figure(name, description, caption)));
    },

    insertLink({ words, address }) {
      const [start, end] = this.range;
      this.setState({ openDialog: "" });
      const put = link(words, address);
      this.apply({ from: start, to: end, put, select: [start + put.length, start + put.length] });
    },

    render() {
      const { classNameWrapper } = this.props;
      const { openDialog, file, fault, text } = this.state;
      const selected = this.range ? text.slice(...this.range) : "";
      return h(
        "div",
        { className: `${classNameWrapper} prose-field` },
        h(
          "div",
          { className: "prose-tools", role: "toolbar", "aria-label": "Trình bày" },
          ...BUTTONS.map(([name, title, make]) => tool(name, title, () => this.edit(make))),
          tool("Liên kết", "Liên kết", () => this.ask("link")),
          tool("Ảnh", "Thêm ảnh, kèm mô tả và chú thích", () => this.ask("photo")),
        ),
        fault && h("p", { className: "form-note", role: "alert" }, fault),
        h("textarea", {
          className: "prose-text",
          ref: (area) => {
            this.area = area;
          },
          rows: Math.min(Math.max(text.split("\n").length + 4, 16), 40),
          spellCheck: true,
          lang: "vi",
          onKeyDown: this.press,
          onPaste: this.receive,
          onDrop: this.receive,
          ...this.common(),
        }),
        openDialog === "photo" &&
          h(PhotoDialog, { file, endings: configuration.photos, done: this.insertPhoto, left: () => this.setState({ openDialog: "" }) }),
        openDialog === "link" &&
          h(LinkDialog, { words: selected, done: this.insertLink, left: () => this.setState({ openDialog: "" }) }),
      );
    },
  });
}

function tool(name, title, act) {
  // Without the mouse's default action the text keeps its selection.
  return h("button", { key: name, type: "button", className: "form-button", title, onMouseDown: (event) => event.preventDefault(), onClick: act }, name);
}

/** Return a dialog over the page that asks for some values; `left` is called when it is closed. */
function dialog(title, left, submit, ...parts) {
  return h(
    "dialog",
    {
      className: "question",
      "aria-label": title,
      ref: (dialog) => dialog && !dialog.open && dialog.showModal(),
      onClose: left,
      onCancel: left,
      // Keys must not reach the page's own shortcuts.
      onKeyDown: (event) => event.stopPropagation(),
    },
    h(
      "form",
      {
        onSubmit: (event) => {
          event.preventDefault();
          event.stopPropagation();
          submit();
        },
      },
      h("h2", { className: "question__title" }, title),
      ...parts,
      h(
        "p",
        { className: "question__end" },
        h("button", { type: "submit", className: "form-button form-button--main" }, "Chèn vào bài"),
        h("button", { type: "button", className: "form-button", onClick: left }, "Thôi"),
      ),
    ),
  );
}

/** Return a field of a dialog: its label, its help, and its input. */
function dialogField(label, help, props) {
  const id = `question-${wordsOf(label)}`;
  return h(
    "p",
    { className: "question__field", key: label },
    h("label", { className: "question__label", htmlFor: id }, label),
    h("input", { type: "text", id, "aria-describedby": help ? `${id}-help` : undefined, ...props }),
    help && h("span", { className: "question__help", id: `${id}-help` }, help),
  );
}

const PhotoDialog = createClass({
  getInitialState() {
    return { file: this.props.file, description: "", caption: "", address: "", busy: false };
  },
  componentDidMount() {
    this.show(this.state.file);
  },
  componentWillUnmount() {
    if (this.state.address) URL.revokeObjectURL(this.state.address);
  },
  show(file) {
    this.setState({ file, address: file ? URL.createObjectURL(file) : "" });
  },
  async submit() {
    if (this.state.busy) return;
    this.setState({ busy: true });
    await this.props.done(this.state);
  },
  render() {
    const { description, caption, address } = this.state;
    return dialog(
      "Thêm ảnh",
      this.props.left,
      this.submit,
      address && h("img", { key: "photo", className: "form-photo", src: address, alt: "" }),
      dialogField("Tệp ảnh", "", {
        type: "file",
        accept: this.props.endings.join(","),
        required: !this.state.file,
        onChange: (event) => this.show(event.target.files[0] || null),
      }),
      dialogField("Mô tả ảnh", "Tả điều đang diễn ra, cho người không nhìn thấy ảnh; đừng chép lại chú thích.", {
        required: true,
        value: description,
        onChange: (event) => this.setState({ description: event.target.value }),
      }),
      dialogField("Chú thích", "Hiện dưới ảnh, kèm người chụp: Bờ đê sông Chu. Ảnh: Lê Hải. Để trống cũng được.", {
        value: caption,
        onChange: (event) => this.setState({ caption: event.target.value }),
      }),
    );
  },
});

const LinkDialog = createClass({
  getInitialState() {
    return { words: this.props.words, address: "" };
  },
  render() {
    const { words, address } = this.state;
    return dialog(
      "Liên kết",
      this.props.left,
      () => this.props.done(this.state),
      dialogField("Chữ của liên kết", "", {
        value: words,
        onChange: (event) => this.setState({ words: event.target.value }),
      }),
      dialogField("Dẫn tới", "https://… hoặc tên tệp của bài khác, ví dụ ../2023/bai-truoc.md", {
        required: true,
        value: address,
        onChange: (event) => this.setState({ address: event.target.value }),
      }),
    );
  },
});
