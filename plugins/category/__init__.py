"""The portal's own sections, and which of them a written name means."""
