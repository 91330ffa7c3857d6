"""An edition: the output folder is prepared beside the last one and exchanged whole."""
