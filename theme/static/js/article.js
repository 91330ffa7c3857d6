import { addListening } from "./listen.js";
import { addSharing } from "./share.js";
import { addViewer } from "./viewer.js";

const article = document.querySelector(".article");
const articleTools = document.querySelector("[data-article-tools]");
if (articleTools) {
  addSharing(articleTools);
  addListening(articleTools, article);
}
if (article) addViewer([...article.querySelectorAll("a.figure__link")]);
