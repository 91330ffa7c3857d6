// Before the page is drawn: what readers chose last time must not arrive as a jump, and what
// scripts will fill has its room from the first moment. An ordinary script, so that it runs at once.
(function () {
  var root = document.documentElement;
  root.classList.add("js");
  try {
    var percent = Number(localStorage.getItem("co-chu"));
    if (percent >= 80 && percent <= 200) root.style.fontSize = percent + "%";
  } catch (blocked) {
    // A browser that keeps nothing shows the page in its own size.
  }
})();
