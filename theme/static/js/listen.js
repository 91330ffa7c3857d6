import { toolButton } from "./icon.js";

const SOUND = "M4 9v6h4l5 4V5L8 9zM16 8.5a5 5 0 0 1 0 7M18.5 6a8.5 8.5 0 0 1 0 12";
const LISTEN = "Nghe";
const LONGEST = 200;
const WAITING = "article-tools__tool--waiting";
// What is shown of a page but no part of the news.
const NOT_READ = "pre, .footnote-ref, [hidden], svg";
const READ = "h1, .article__lead, .article__opening p, .register-facts div, .prose p, .prose h2, .prose h3, .prose h4, .prose li, .prose figcaption, .prose td, .prose th, .prose dt, .prose dd";

/**
 * Return a text in pieces that a voice reads in one go: whole sentences, and longer ones at their commas.
 * Some voices fall silent after fifteen seconds of one piece.
 */
export function spokenPieces(text) {
  const pieces = [];
  // A mark inside a number or a name ends nothing: “40.000”, “86,1%”.
  const sentences = text.replace(/\s+/g, " ").trim().split(/([.!?…;]+)(?= |$)/);
  for (let place = 0; place < sentences.length; place += 2) {
    const sentence = sentences[place] + (sentences[place + 1] || "");
    let piece = "";
    for (const part of sentence.split(/(, )/)) {
      if (piece.length + part.length > LONGEST && part !== ", ") {
        pieces.push(piece);
        piece = "";
      }
      piece += part;
    }
    pieces.push(piece);
  }
  return pieces.map((piece) => piece.trim()).filter((piece) => /[^\s.,;:!?…"'“”()/–-]/.test(piece));
}

/** Return what is read aloud of an article: its title, its lead, the facts of a document and each block of its body, a list inside a list once. */
function spokenBlocks(article) {
  return [...article.querySelectorAll(READ)].map((block) => {
    if (block.matches(".register-facts div")) return `${[...block.children].map((part) => part.textContent.trim()).join(": ")}.`;
    const copy = block.cloneNode(true);
    for (const other of copy.querySelectorAll(`${NOT_READ}, p, li, td, th, dt, dd, figcaption`)) other.remove();
    return copy.textContent.replace(/\.\/\.\s*$/, ".");
  });
}

function vietnameseVoice() {
  return speechSynthesis.getVoices().find((voice) => /^vi\b/i.test(voice.lang.replace("_", "-")));
}

/**
 * Add “Nghe” to an article's tools as soon as the browser has a Vietnamese voice; never where it has none.
 * Some browsers know their voices only later: its place, at the end, is kept meanwhile.
 */
export function addListening(tools, article) {
  if (!("speechSynthesis" in window) || article.querySelector("h1").lang) return;
  const { button, say } = toolButton(SOUND, LISTEN);
  const again = toolButton(SOUND, "Nghe từ đầu").button;
  let turn = 0;
  // What is still to be read of an article that is being read, or rests; the first is being read.
  let pieces = [];

  function rest(words) {
    turn += 1;
    speechSynthesis.cancel();
    button.setAttribute("aria-pressed", "false");
    say(words);
  }

  function stop() {
    pieces = [];
    again.remove();
    rest(LISTEN);
  }

  // A browser's own way to pause means stopping for some: the piece in which it rests is read again.
  function pause() {
    rest("Nghe tiếp");
    button.after(again);
  }

  function start() {
    const mine = ++turn;
    if (!pieces.length) pieces = [].concat(...spokenBlocks(article).map(spokenPieces));
    const read = () => {
      if (!pieces.length) return stop();
      const words = new SpeechSynthesisUtterance(pieces[0]);
      words.voice = vietnameseVoice();
      words.lang = "vi-VN";
      words.onend = () => {
        if (mine !== turn) return;
        pieces.shift();
        read();
      };
      words.onerror = () => mine === turn && stop();
      speechSynthesis.speak(words);
    };
    again.remove();
    button.setAttribute("aria-pressed", "true");
    say("Tạm dừng");
    read();
  }

  function offer() {
    const known = speechSynthesis.getVoices().length > 0;
    if (!vietnameseVoice() && (known || button.isConnected)) return;
    button.classList.toggle(WAITING, !known);
    if (button.isConnected) return;
    button.setAttribute("aria-pressed", "false");
    tools.append(button);
  }

  button.addEventListener("click", () => (button.getAttribute("aria-pressed") === "true" ? pause() : start()));
  again.addEventListener("click", () => {
    pieces = [];
    button.focus();
    start();
  });
  addEventListener("pagehide", stop);
  // Safari of 2018 has its voices at once and tells of no others.
  if (speechSynthesis.addEventListener) speechSynthesis.addEventListener("voiceschanged", offer);
  offer();
}
