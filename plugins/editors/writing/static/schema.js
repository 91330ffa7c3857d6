// What may stand in an article: the nodes and marks of the visual editor. The server reads and writes the same ones.
import {
  Blockquote, Bold, BulletList, CodeBlock, Document, Dropcursor, Extension, Gapcursor, HardBreak, Heading, HorizontalRule, Italic,
  ListItem, Mark, Node, OrderedList, Paragraph, Strike, Subscript, Superscript, Table, TableCell, TableHeader, TableRow, Text,
  UndoRedo, pm,
} from "../bo-soan-thao.js";
import { boxView, foldView, keptView } from "./box_views.js";
import { intoText } from "./keys.js";
import { Meaning, Meanings, Term } from "./meanings.js";
import { photoView, pictureView } from "./photo_views.js";
import { SelectionsOfParts } from "./selected_parts.js";

const TOP = ["paragraph", "heading", "bulletList", "orderedList", "blockquote", "horizontalRule", "table", "photo", "fold", "box", "codeBlock", "meanings", "note", "kept"];
// A picture that stands alone is a photo with its caption in the text itself and in boxes; elsewhere it stands in the line.
const WITH_PHOTOS = "(block | figure)+";
// What is kept as it is, and the words of a note, are parts of the article itself: in something else they could not be saved.
const ARTICLE = "(block | figure | whole)+";
// A cell is saved as lines; a list becomes some.
const CELL = "(paragraph | list)+";
// Tells what is kept here from what was copied in another window, whose blocks have other numbers.
const PAGE = String(Math.random());

// The block of the source that a node came from: never shown, never copied to a second node.
const BlockOrigin = Extension.create({
  name: "blockOrigin",
  addGlobalAttributes() {
    return [{ types: TOP, attributes: { khoi: { default: null, rendered: false, keepOnSplit: false, parseHTML: () => null } } }];
  },
});

const Link = Mark.create({
  name: "link",
  inclusive: false,
  addAttributes: () => ({ href: { default: "" } }),
  parseHTML: () => [{ tag: "a[href]" }],
  renderHTML: ({ HTMLAttributes }) => ["a", { href: HTMLAttributes.href }, 0],
});

// Text as a machine shows it: commands, names of files. Other marks stay beside it.
const Code = Mark.create({
  name: "code",
  excludes: "",
  code: true,
  exitable: true,
  parseHTML: () => [{ tag: "code" }],
  renderHTML: () => ["code", 0],
  addKeyboardShortcuts() {
    return { "Mod-e": () => this.editor.commands.toggleMark(this.name) };
  },
});

// A picture that stands in a line, as in the cell of a table; one that stands alone is a photo with its caption.
const Picture = Node.create({
  name: "picture",
  group: "inline",
  inline: true,
  atom: true,
  draggable: true,
  addOptions: () => ({ address: (name) => name, tools: {} }),
  addAttributes: () => ({ src: { default: "" }, alt: { default: "" } }),
  parseHTML: () => [{ tag: "img[src]" }],
  renderHTML: ({ node }) => ["img", { src: node.attrs.src, alt: node.attrs.alt }],
  addNodeView() {
    return pictureView(this.options.address, this.options.tools);
  },
});

const NoteMark = Node.create({
  name: "noteMark",
  group: "inline",
  inline: true,
  atom: true,
  addAttributes: () => ({ label: { default: "", rendered: false, parseHTML: (dom) => dom.getAttribute("data-note") } }),
  parseHTML: () => [{ tag: "sup[data-note]", priority: 100 }],
  renderHTML: ({ node }) => ["sup", { "data-note": node.attrs.label }, node.attrs.label],
});

const Note = Node.create({
  name: "note",
  group: "whole",
  content: "block+",
  isolating: true,
  addAttributes: () => ({ label: { default: "", rendered: false, parseHTML: (dom) => dom.getAttribute("data-note") } }),
  parseHTML: () => [{ tag: "section[data-note]" }],
  renderHTML: ({ node }) => ["section", { "data-note": node.attrs.label }, 0],
});

const PhotoCaption = Node.create({
  name: "photoCaption",
  content: "inline*",
  isolating: true,
  selectable: false,
  parseHTML: () => [{ tag: "span.photo-caption" }],
  renderHTML: () => ["span", { class: "photo-caption" }, 0],
});

const PhotoCredit = Node.create({
  name: "photoCredit",
  content: "inline*",
  isolating: true,
  selectable: false,
  parseHTML: () => [{ tag: "span.figure__credit" }],
  renderHTML: () => ["span", { class: "figure__credit" }, 0],
});

/** Return the caption and the credit of a figure as nodes. */
function wordsBelow(figure, schema) {
  const caption = figure.querySelector("figcaption")?.cloneNode(true) || document.createElement("figcaption");
  const credit = caption.querySelector(".figure__credit") || document.createElement("span");
  credit.remove();
  const last = caption.lastChild;
  if (last && last.nodeType === 3) last.data = last.data.trimEnd();
  const parser = pm.model.DOMParser.fromSchema(schema);
  const read = (dom, type) => parser.parse(dom, { topNode: type.create() });
  return pm.model.Fragment.from([read(caption, schema.nodes.photoCaption), read(credit, schema.nodes.photoCredit)]);
}

const Photo = Node.create({
  name: "photo",
  group: "figure",
  content: "photoCaption photoCredit",
  isolating: true,
  draggable: true,
  addOptions: () => ({ address: (name) => name, tools: {} }),
  addAttributes() {
    const of = (name) => ({ default: "", rendered: false, parseHTML: (dom) => dom.querySelector("img")?.getAttribute(name) || "" });
    const href = { default: "", rendered: false, parseHTML: (dom) => dom.querySelector("a")?.getAttribute("href") || "" };
    return { src: of("src"), alt: of("alt"), href };
  },
  parseHTML: () => [{ tag: "figure", getAttrs: (dom) => (dom.querySelector("img") ? null : false), getContent: wordsBelow }],
  renderHTML({ node }) {
    const { src, alt, href } = node.attrs;
    const picture = ["img", { src, alt }];
    return ["figure", { class: "figure" }, href ? ["a", { href }, picture] : picture, ["figcaption", 0]];
  },
  addNodeView() {
    return photoView(this.options.address, this.options.tools);
  },
});

const FoldTitle = Node.create({
  name: "foldTitle",
  content: "inline*",
  isolating: true,
  selectable: false,
  defining: true,
  parseHTML: () => [{ tag: "summary" }],
  renderHTML: () => ["summary", 0],
});

// A box that readers open and close: the line that is always seen, and what is in it.
const Fold = Node.create({
  name: "fold",
  group: "block",
  content: `foldTitle ${WITH_PHOTOS}`,
  isolating: true,
  addAttributes: () => ({ open: { default: false, rendered: false, parseHTML: (dom) => dom.hasAttribute("open") } }),
  parseHTML: () => [{ tag: "details", getAttrs: (dom) => (dom.querySelector(":scope > summary") ? null : false) }],
  renderHTML: ({ node }) => ["details", node.attrs.open ? { open: "" } : {}, 0],
  addNodeView() {
    return foldView();
  },
});

// A box that only looks apart, as the portal's styles say.
const Box = Node.create({
  name: "box",
  group: "block",
  content: WITH_PHOTOS,
  isolating: true,
  addAttributes: () => ({
    tag: { default: "div", rendered: false, parseHTML: (dom) => dom.localName },
    given: { default: {}, rendered: false, parseHTML: (dom) => Object.fromEntries([...dom.attributes].map(({ name, value }) => [name, value])) },
  }),
  parseHTML: () => [{ tag: "div" }, { tag: "section", priority: 40 }],
  renderHTML: ({ node }) => [node.attrs.tag, node.attrs.given, 0],
  addNodeView() {
    return boxView();
  },
});

// A part of the source that is no text of paragraphs: shown as it looks, edited as source.
const Kept = Node.create({
  name: "kept",
  group: "whole",
  atom: true,
  addOptions: () => ({ address: (name) => name, openSource: () => {} }),
  addAttributes() {
    const of = (name, read) => ({ rendered: false, parseHTML: (dom) => read(dom.getAttribute(name)) });
    return {
      html: { default: "", ...of("data-giu-nguyen", (html) => html) },
      line: { default: 0, ...of("data-dong", Number) },
      // Moved by cutting and pasting, it is still the same block.
      khoi: { default: null, ...of("data-khoi", (given) => (given.startsWith(PAGE) ? given.slice(PAGE.length) : null)) },
    };
  },
  parseHTML: () => [{ tag: "div[data-giu-nguyen]", priority: 60 }],
  renderHTML: ({ node }) => ["div", { "data-giu-nguyen": node.attrs.html, "data-dong": node.attrs.line, "data-khoi": `${PAGE}${node.attrs.khoi}` }],
  addNodeView() {
    return keptView(this.options.address, this.options.openSource);
  },
});

/** Return a command that does all that it is to do, or nothing: a list that cannot be made leaves everything as it is. */
const wholly = (step) => ({ commands, tr }) => step(commands) || !tr.setMeta("preventDispatch", true);

/** Whether a node of one of these names is, also in part, in a range. */
function has(doc, from, to, ...names) {
  let found = false;
  doc.nodesBetween(from, to, ({ type }) => { found ||= names.includes(type.name); });
  return found;
}

/** Whether all the blocks that are selected can stand in a quotation together; a photo of a box could not. */
function mayBeQuoted({ doc, selection: { $from, $to }, schema }) {
  const range = $from.blockRange($to);
  return range?.parent.canReplaceWith(range.startIndex, range.endIndex, schema.nodes.blockquote) && !has(doc, range.start, range.end, "photo");
}

/** Return the extensions of the editor; `address` is where a photo of this article is seen, `tools` what can be done with one, `openSource` opens a line of the source. */
export function extensions(address, tools, openSource, keys) {
  return [
    ...[Document.extend({ content: ARTICLE }), Paragraph, Text, HardBreak, Bold, Italic, Strike, Superscript, Subscript, Link, Code, NoteMark, Note],
    BulletList.extend({ addCommands: () => ({ toggleBulletList: () => wholly((commands) => commands.toggleList("bulletList", "listItem")) }) }),
    OrderedList.extend({ addCommands: () => ({ toggleOrderedList: () => wholly((commands) => commands.toggleList("orderedList", "listItem")) }) }),
    Blockquote.extend({ addCommands: () => ({ toggleBlockquote: () => ({ state, commands }) => mayBeQuoted(state) && commands.toggleWrap("blockquote") }) }),
    // Code holds letters alone.
    CodeBlock.extend({ addCommands: () => ({ setCodeBlock: () => ({ state: { doc, selection: { $from, $to } }, commands }) => !has(doc, $from.start(), $to.end(), "picture", "noteMark") && commands.setNode("codeBlock") }) }),
    ...[ListItem, HorizontalRule, TableRow, TableHeader.extend({ content: CELL }), TableCell.extend({ content: CELL })],
    ...[PhotoCaption, PhotoCredit, FoldTitle, Fold, Box, Term, Meaning, Meanings, BlockOrigin, SelectionsOfParts, UndoRedo, Dropcursor, Gapcursor],
    Heading.configure({ levels: [1, 2, 3, 4, 5, 6] }),
    Table.configure({ resizable: false }),
    Photo.configure({ address, tools }),
    Picture.configure({ address, tools }),
    Kept.configure({ address, openSource }),
    Extension.create({
      name: "roomKeys",
      priority: 200,
      addKeyboardShortcuts: () => ({
        ...keys,
        Backspace: ({ editor }) => intoText(editor, true),
        Delete: ({ editor }) => intoText(editor, false),
      }),
    }),
  ];
}

