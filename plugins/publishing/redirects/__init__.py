"""Old addresses never die: one list of where each of them leads now, its faults, and its report."""
