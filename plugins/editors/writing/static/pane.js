// The preview pane beside the form: the portal renders the text as its page, with its problems.
const { createClass, h } = window;
const DELAY = 300; // milliseconds without a key press before the page is rendered again

/** Return the pane for a portal on this machine. */
export function paneOf(configuration, format, fetch) {
  return createClass({
    getInitialState() {
      return { html: "", fault: "" };
    },
    componentDidMount() {
      this.refresh();
    },
    componentDidUpdate(before) {
      if (before.entry === this.props.entry) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(this.refresh, DELAY);
    },
    componentWillUnmount() {
      clearTimeout(this.timer);
      this.gone = true;
    },
    /** Ask again later: the server could not answer now. */
    retryLater() {
      this.text = "";
      clearTimeout(this.timer);
      if (!this.gone) this.timer = setTimeout(this.refresh, 10 * DELAY);
    },
    async refresh() {
      const { entry } = this.props;
      const text = format.toFile(entry.get("data").toJS());
      if (text === this.text) return;
      this.text = text;
      const path = entry.get("path") || `${configuration.content}/bai-viet/bai-moi.md`;
      const body = JSON.stringify({ path, text, waiting: [...configuration.waiting.keys()] });
      try {
        const options = { method: "POST", headers: { "Content-Type": "application/json" }, body };
        const response = await fetch(configuration.pane, options);
        const rendered = await response.json();
        // Something else may have been typed meanwhile, which has its own request.
        if (this.gone || this.text !== text) return;
        if (response.status === 503) this.retryLater();
        if (rendered.error) this.setState({ fault: rendered.error });
        else this.setState({ html: withWaiting(rendered.html, configuration.waiting, this.props.document), fault: "" });
      } catch (lost) {
        this.retryLater();
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

/** Return the pane for a portal that is not on this machine: the body as the manager renders it, with the portal's styles. */
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
