"""Writers and the offices they write for."""
