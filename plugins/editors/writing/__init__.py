"""The writing room: articles are written in the browser, on this machine, beside the preview of the portal."""
