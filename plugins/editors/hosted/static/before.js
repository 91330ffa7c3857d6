// Keeps the manager from starting by itself: editor.js starts it with our configuration.
window.CMS_MANUAL_INIT = true;

// What the manager shows of a refusal is our sentence alone, without the name of its class.
const inFull = Error.prototype.toString;
Error.prototype.toString = function () {
  return this.name === "API_ERROR" ? this.message : inFull.call(this);
};
