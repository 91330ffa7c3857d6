// What is being written, as it will look: the portal itself makes the page of it, in its own dress, with its problems.
const { createClass, h } = window;
const PATIENCE = 300; // milliseconds without a key before the page is made again

/** Return the pane beside a form, made by the portal where it is at hand. */
export function paneOf(configuration, format, fetch) {
  return createClass({
    getInitialState() {
      return { html: "", fault: "" };
    },
    componentDidMount() {
      this.look();
    },
    componentDidUpdate(before) {
      if (before.entry === this.props.entry) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(this.look, PATIENCE);
    },
    componentWillUnmount() {
      clearTimeout(this.timer);
      this.gone = true;
    },
    /** Nobody could answer now: ask once more in a while. */
    again() {
      this.text = "";
      clearTimeout(this.timer);
      if (!this.gone) this.timer = setTimeout(this.look, 10 * PATIENCE);
    },
    async look() {
      const { entry } = this.props;
      const text = format.toFile(entry.get("data").toJS());
      if (text === this.text) return;
      this.text = text;
      const path = entry.get("path") || `${configuration.content}/bai-viet/bai-moi.md`;
      const asked = JSON.stringify({ path, text, waiting: [...configuration.waiting.keys()] });
      try {
        const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: asked };
        const answer = await fetch(configuration.pane, options);
        const told = await answer.json();
        // While this was on its way something else may have been typed: that has its own answer.
        if (this.gone || this.text !== text) return;
        if (answer.status === 503) this.again();
        if (told.error) this.setState({ fault: told.error });
        else this.setState({ html: withWaiting(told.html, configuration.waiting, this.props.document), fault: "" });
      } catch (lost) {
        this.again();
        if (!this.gone) this.setState({ fault: "Máy chủ xem thử không trả lời." });
      }
    },
    render() {
      const { html, fault } = this.state;
      return h(
        "div",
        {},
        fault && h("p", { className: "preview-fault", role: "status" }, fault),
        h("main", { className: "page", dangerouslySetInnerHTML: { __html: html } }),
      );
    },
  });
}

/** Return a page in which photos that are not on the disk yet are shown from this browser. */
function withWaiting(html, waiting, document) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  for (const place of holder.content.querySelectorAll("[data-photo-left-out]")) {
    const address = waiting.get(place.dataset.photoLeftOut);
    if (!address) continue;
    const picture = document.createElement("img");
    picture.src = address;
    picture.alt = place.textContent;
    place.replaceWith(picture);
  }
  return holder.innerHTML;
}

/** Return the pane where no portal is at hand: the manager's own reading of the body, in the portal's dress. */
export function plainPaneOf() {
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
