"""The registry of the portal's sections, and which of them a written name means."""
