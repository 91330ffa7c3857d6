// Which blocks of the source are untouched: each is compared with what it was when it was read.
import { getHTMLFromFragment, pm } from "../bo-soan-thao.js";

const { DOMParser, Fragment } = pm.model;

/** Return a node as HTML. */
function htmlOf(node) {
  if (node.type.name === "kept") return node.attrs.html;
  const html = getHTMLFromFragment(Fragment.from(node), node.type.schema);
  // Caption and credit are two lines here, and one where they are read.
  return node.type.name === "photo" ? html.replace("</span><span class=\"figure__credit\">", "</span> <span class=\"figure__credit\">") : html;
}

function isEmptyParagraph(node) {
  return node.type.name === "paragraph" && node.content.size === 0;
}

/**
 * The sources that an article was read from, one after the other: the file, then what was written as source, a former text.
 *
 * A node knows the source and the block that it came from ("1.7"). Undoing leads back to nodes of an earlier source.
 */
export class Blocks {
  constructor(schema) {
    this.schema = schema;
    this.sources = [];
    this.baseline = new Map();
  }

  /** Take a document of the server as a new source, and return its nodes. */
  read(found) {
    const source = this.sources.push({ goc: found.goc, truong: found.truong }) - 1;
    return found.khoi.flatMap((block) => this.nodesOf(block, `${source}.${block.so}`, true));
  }

  /** Return the nodes of the state that a tab sent, whose source was just read. */
  readState(found, khoi) {
    const source = this.sources.length - 1;
    const byNumber = new Map(found.khoi.map((block) => [block.so, block]));
    return khoi.flatMap((one) => {
      const block = "html" in one ? { html: one.html, sua_duoc: true } : byNumber.get(one.so);
      const id = one.so === null || one.so === undefined ? null : `${source}.${one.so}`;
      return block ? this.nodesOf(block, id, false) : [];
    });
  }

  nodesOf(block, id, isBaseline) {
    let nodes;
    if (block.sua_duoc) {
      // In a document of its own nothing is loaded and nothing runs.
      const holder = document.implementation.createHTMLDocument("").body;
      holder.innerHTML = block.html;
      const read = DOMParser.fromSchema(this.schema).parse(holder);
      nodes = read.content.content.filter((node) => !isEmptyParagraph(node));
      nodes = nodes.map((node) => node.type.create({ ...node.attrs, khoi: id }, node.content, node.marks));
    } else {
      nodes = [this.schema.nodes.kept.create({ khoi: id, html: block.html, line: block.dong || 0 })];
    }
    if (isBaseline) this.baseline.set(id, nodes.map(htmlOf).join(""));
    return nodes;
  }

  /** Return the runs of nodes that lie beside each other and came from one block. */
  runs(doc) {
    const runs = [];
    doc.forEach((node) => {
      if (isEmptyParagraph(node)) return;
      const id = node.attrs.khoi;
      const last = runs[runs.length - 1];
      if (id && last && last.id === id) last.parts.push(htmlOf(node));
      else runs.push({ id, parts: [htmlOf(node)] });
    });
    return runs;
  }

  /** Return the source that most nodes came from. */
  sourceOf(runs) {
    const counts = new Map();
    for (const { id } of runs) if (id) counts.set(+id.split(".")[0], (counts.get(+id.split(".")[0]) || 0) + 1);
    const found = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0];
    return found ? found[0] : this.sources.length - 1;
  }

  /** Return the text that a document came from, the values of its header, and the blocks as they are saved. */
  state(doc) {
    const runs = this.runs(doc);
    const source = this.sourceOf(runs);
    const used = new Set();
    const khoi = runs.flatMap(({ id, parts }) => {
      const known = id && +id.split(".")[0] === source && !used.has(id);
      const so = known ? +id.split(".")[1] : null;
      if (known) used.add(id);
      if (known && parts.join("") === this.baseline.get(id)) return [{ so }];
      return parts.map((html, place) => ({ html, so: place ? null : so }));
    });
    return { ...this.sources[source], khoi };
  }
}
