"""What a keeper has to look at: the machine, the sources, the targets, the live site and its schedule, each judged."""
