"""Write an edition: prepare the output in a staging folder beside the last one, check it, exchange the folders."""
