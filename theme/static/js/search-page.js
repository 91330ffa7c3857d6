import { grouped } from "./numbers.js";
import { ALL, narrowed } from "./search-filters.js";
import { copyOf, listOf } from "./search-results.js";
import { pausesOf } from "./typing-pause.js";

const AT_ONCE = 6; // each result is a file to fetch, and browsers fetch six at a time
const SLOW = 400;

/** Make the search page work. ``open`` returns the search engine, which is fetched once somebody searches. */
export function addSearch(place, open) {
  const form = place.querySelector("form");
  form.append(copyOf("filters"));
  const words = form.elements.tim;
  const choices = [form.elements.muc, form.elements.nam];
  const filters = form.querySelector(".search__filters");
  const status = place.querySelector("[data-search-status]");
  const results = place.querySelector("[data-search-results]");
  const left = history.state || {};
  let turn = 0;
  let timer = 0;
  let slow = 0;
  let shown = left.shown || AT_ONCE;

  /** Return what an address asks for that looks for a text, within what is chosen. */
  function queryFor(text) {
    const kept = new URLSearchParams();
    for (const [name, value] of [[words.name, text.trim()], ...choices.map((choice) => [choice.name, choice.value])]) {
      if (value) kept.set(name, value);
    }
    return kept.toString();
  }

  /** Keep in the address what is looked for, and with this visit how much of it was seen. */
  function remember() {
    const query = queryFor(words.value);
    history.replaceState({ shown, top: scrollY }, "", query ? `?${query}` : location.pathname);
  }

  /** Show something, and say what it is. */
  function begin(said, ...parts) {
    clearTimeout(slow);
    status.textContent = said;
    results.textContent = "";
    results.append(...parts);
  }

  /** Show something at last, and say what it is. */
  function settle(said, ...parts) {
    begin(said, ...parts);
    results.setAttribute("aria-busy", "false");
  }

  /** Show a list as soon as its first result is there, and what stands below it once it is whole; what is there stays where others do not come. */
  async function settleWithList(mine, said, { above, shownList, below }) {
    await shownList.first;
    if (mine !== turn) return;
    begin(said, ...above, shownList.list);
    const parts = await shownList.whole.then(below).catch(cutShort);
    if (mine !== turn) return;
    results.append(...parts);
    results.setAttribute("aria-busy", "false");
  }

  function cutShort(fault) {
    console.warn(fault);
    return [copyOf("cut")];
  }

  function moreButton(count) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "search__more";
    button.textContent = `Xem thêm ${grouped(count)} trang`;
    button.addEventListener("click", async () => {
      const seen = shown;
      shown += AT_ONCE;
      await search();
      const next = results.querySelectorAll(".search__list a")[seen] || results.querySelector("[data-search-retry]");
      // Who has gone on typing stays in the box.
      if (next && document.activeElement === document.body) next.focus();
    });
    return button;
  }

  /** Return what is said above the results: what was read for what was typed, or what may have been meant, each with a link. */
  function saidOf({ respelt, suggested }) {
    const meant = respelt || suggested;
    if (!meant) return [];
    const said = copyOf(respelt ? "respelt" : "suggested");
    const link = said.querySelector("a");
    const asked = respelt ? `"${words.value.trim()}"` : meant;
    for (const place of said.querySelectorAll("[data-search-meant]")) place.textContent = meant;
    link.href = `?${queryFor(asked)}`;
    if (respelt) link.textContent = words.value.trim();
    return [said];
  }

  /** Show the pages that have all the words, and behind the last of them those that have a part. */
  async function showWhole(pages, near, said, query, engine, mine) {
    const rest = pages.length - shown;
    const some = rest > 0 ? [] : near.slice(0, Math.max(0, AT_ONCE - pages.length));
    const shownList = listOf(pages.slice(0, shown), query, engine);
    const others = some.length ? listOf(some, query, engine) : null;

    async function below() {
      if (rest > 0) return [moreButton(Math.min(AT_ONCE, rest))];
      if (!others) return [];
      await others.whole;
      return [copyOf("near"), others.list];
    }

    await settleWithList(mine, `Có ${grouped(pages.length)} trang.`, { above: [...saidOf(said), copyOf("heading")], shownList, below });
  }

  async function show({ whole, near, query, ...said }, engine, mine) {
    const found = whole.length ? whole : near;
    const pages = await narrowed(found, choices, engine);
    if (mine !== turn) return undefined;
    // Where nothing is found there is nothing to choose from; what was chosen can be taken back.
    filters.hidden = !found.length && choices.every((choice) => !choice.value);
    if (!found.length) return settle("Không tìm thấy trang nào.", copyOf("none"));
    if (!pages.length) return settle("Không có trang nào trong phạm vi đã chọn.", copyOf("filtered"));
    if (whole.length) return showWhole(pages, pages.length < found.length ? [] : near, said, query, engine, mine);
    const shownList = listOf(pages.slice(0, shown), query, engine);
    return settleWithList(mine, "Không trang nào có đủ các từ.", { above: [...saidOf(said), copyOf("part")], shownList, below: async () => [] });
  }

  function rest() {
    filters.hidden = true;
    settle("", copyOf("hint"));
  }

  async function search() {
    const mine = ++turn;
    clearTimeout(timer);
    results.setAttribute("aria-busy", "true");
    remember();
    const isAsked = words.value.trim() !== "";
    place.classList.toggle("search--asked", isAsked);
    filters.hidden = !isAsked;
    if (!isAsked) return rest();
    clearTimeout(slow);
    slow = setTimeout(() => mine === turn && (status.textContent = "Đang tìm…"), SLOW);
    try {
      const engine = await open();
      const found = await engine.find(words.value);
      if (mine !== turn) return undefined;
      return found.query.isTooShort ? rest() : await show(found, engine, mine);
    } catch (fault) {
      console.warn(fault);
      if (mine !== turn) return undefined;
      // Without the index nobody knows what there is to choose.
      filters.hidden = true;
      return settle("Chưa tìm được.", copyOf("fault"));
    }
  }

  function changed(pause) {
    turn += 1;
    shown = AT_ONCE;
    results.setAttribute("aria-busy", "true");
    clearTimeout(timer);
    timer = setTimeout(search, pause);
  }

  /** Answer the buttons in what is said where nothing was found. */
  function help({ target }) {
    if (target.closest("[data-search-retry]")) search();
    if (!target.closest("[data-search-reset]")) return;
    for (const choice of choices) choice.value = ALL;
    words.focus();
    changed(0);
  }

  /** Go up and down through the results by arrow; above the first is the box. */
  function step(event) {
    const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [words, ...results.querySelectorAll(".search__list a")];
    const at = stops.indexOf(document.activeElement);
    const next = way && at >= 0 && stops[at + way];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  const asked = new URLSearchParams(location.search);
  words.value = asked.get("tim") || "";
  for (const choice of choices) {
    const value = asked.get(choice.name);
    // What it is called is known with the index.
    if (value) choice.append(new Option("Đang tải…", value, false, true));
  }
  const prepare = () => open().then((engine) => engine.ready(), () => undefined);
  words.addEventListener("focus", prepare, { once: true });
  const pauseOf = pausesOf(words);
  words.addEventListener("input", () => changed(pauseOf()));
  for (const choice of choices) choice.addEventListener("change", () => changed(0));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    changed(0);
  });
  place.addEventListener("click", help);
  place.addEventListener("keydown", step);
  addEventListener("pagehide", remember);
  // Who comes back finds the page as it was left.
  search().then(() => left.top && scrollTo(0, left.top));
}
