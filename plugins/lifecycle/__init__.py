"""What becomes of an article at a given instant: published, scheduled, withdrawn and the rest."""
