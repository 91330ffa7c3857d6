"""What a good sub-editor says of an article beyond its errors, what can be mended without doubt, and how all of it is told."""
