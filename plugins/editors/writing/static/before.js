// The manager must not begin by itself: it waits for our configuration.
window.CMS_MANUAL_INIT = true;
