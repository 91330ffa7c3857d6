// The body: a plain text with buttons for our way of writing it. What is typed is what is saved, letter by letter.
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

/** Return the control of the body. */
export function proseControl(configuration) {
  return createClass({
    ...typed,
    getInitialState() {
      return { text: this.props.value || "", asking: "", file: null, fault: "" };
    },

    /** Put an edit into the text as if it had been typed, so that Ctrl+Z takes it back. */
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

    ask(asking, file = null) {
      this.range = [this.area.selectionStart, this.area.selectionEnd];
      if (file && !fits(file, configuration.photos)) {
        this.setState({ fault: `Ảnh cần là một trong: ${configuration.photos.join(" ")}` });
        return;
      }
      this.setState({ asking, file, fault: "" });
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
      this.setState({ asking: "", file: null });
      this.apply(block(this.area.value, start, end, figure(name, description, caption)));
    },

    insertLink({ words, address }) {
      const [start, end] = this.range;
      this.setState({ asking: "" });
      const put = link(words, address);
      this.apply({ from: start, to: end, put, select: [start + put.length, start + put.length] });
    },

    render() {
      const { classNameWrapper } = this.props;
      const { asking, file, fault, text } = this.state;
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
        fault && h("p", { className: "form-told", role: "alert" }, fault),
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
        asking === "photo" &&
          h(PhotoQuestion, { file, endings: configuration.photos, done: this.insertPhoto, left: () => this.setState({ asking: "" }) }),
        asking === "link" &&
          h(LinkQuestion, { words: selected, done: this.insertLink, left: () => this.setState({ asking: "" }) }),
      );
    },
  });
}

function tool(name, title, act) {
  // Without the mouse's own doing, the text keeps its selection.
  return h("button", { key: name, type: "button", className: "form-button", title, onMouseDown: (event) => event.preventDefault(), onClick: act }, name);
}

/** A question that is asked over the page, until it is answered or left. */
function question(title, left, submit, ...parts) {
  return h(
    "dialog",
    {
      className: "question",
      "aria-label": title,
      ref: (dialog) => dialog && !dialog.open && dialog.showModal(),
      onClose: left,
      onCancel: left,
      // Keys that the page listens to are none of this question's.
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

/** A field of a question: what it is called, what helps to fill it in, and how it is filled in. */
function answer(label, help, props) {
  const id = `question-${wordsOf(label)}`;
  return h(
    "p",
    { className: "question__field", key: label },
    h("label", { className: "question__label", htmlFor: id }, label),
    h("input", { type: "text", id, "aria-describedby": help ? `${id}-help` : undefined, ...props }),
    help && h("span", { className: "question__help", id: `${id}-help` }, help),
  );
}

const PhotoQuestion = createClass({
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
    return question(
      "Thêm ảnh",
      this.props.left,
      this.submit,
      address && h("img", { key: "photo", className: "form-photo", src: address, alt: "" }),
      answer("Tệp ảnh", "", {
        type: "file",
        accept: this.props.endings.join(","),
        required: !this.state.file,
        onChange: (event) => this.show(event.target.files[0] || null),
      }),
      answer("Mô tả ảnh", "Tả điều đang diễn ra, cho người không nhìn thấy ảnh; đừng chép lại chú thích.", {
        required: true,
        value: description,
        onChange: (event) => this.setState({ description: event.target.value }),
      }),
      answer("Chú thích", "Hiện dưới ảnh, kèm người chụp: Bờ đê sông Chu. Ảnh: Lê Hải. Để trống cũng được.", {
        value: caption,
        onChange: (event) => this.setState({ caption: event.target.value }),
      }),
    );
  },
});

const LinkQuestion = createClass({
  getInitialState() {
    return { words: this.props.words, address: "" };
  },
  render() {
    const { words, address } = this.state;
    return question(
      "Liên kết",
      this.props.left,
      () => this.props.done(this.state),
      answer("Chữ của liên kết", "", {
        value: words,
        onChange: (event) => this.setState({ words: event.target.value }),
      }),
      answer("Dẫn tới", "https://… hoặc tên tệp của bài khác, ví dụ ../2023/bai-truoc.md", {
        required: true,
        value: address,
        onChange: (event) => this.setState({ address: event.target.value }),
      }),
    );
  },
});
