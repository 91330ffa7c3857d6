import { addListening } from "./listen.js";
import { addSharing } from "./share.js";
import { addViewer } from "./viewer.js";
import { whenRead } from "./when-read.js";

// In an article it stands right after the buttons' place, which is filled before what is below is drawn.
const article = document.querySelector(".article");
const articleTools = document.querySelector("[data-article-tools]");
if (articleTools) {
  addSharing(articleTools);
  addListening(articleTools, article);
}
whenRead(() => article && addViewer([...article.querySelectorAll("a.figure__link")]));
