"""Text in spans of one format each: read from HTML and from fonts of legacy encodings, written as Markdown."""
