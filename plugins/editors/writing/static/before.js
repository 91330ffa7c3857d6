// Keeps the manager from starting by itself: editor.js starts it with our configuration.
window.CMS_MANUAL_INIT = true;
