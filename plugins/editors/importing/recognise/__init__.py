"""Recognise the title, lead, captions, headings and byline among the blocks of an article."""
