"""The editors' wing: the desk, checks, the preview, the writing room and importing."""
