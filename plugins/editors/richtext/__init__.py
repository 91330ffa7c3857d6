"""An article's Markdown body as blocks of HTML for a visual editor, and edited blocks as Markdown again."""
