// The preview pane beside the form: the body as the manager renders it, in the portal's dress.
const { createClass, h } = window;

/** Return the pane. */
export function paneOf() {
  return createClass({
    render() {
      const { entry, widgetFor } = this.props;
      const summary = entry.getIn(["data", "summary"]);
      return h(
        "main",
        { className: "page" },
        h(
          "article",
          { className: "article" },
          h("h1", {}, entry.getIn(["data", "title"])),
          summary && h("p", { className: "article__lead" }, summary),
          h("div", { className: "prose" }, widgetFor("body")),
        ),
      );
    },
  });
}
