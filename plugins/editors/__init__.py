"""What editors use: new articles and their status, checks, the preview, the browser editor, and importing."""
