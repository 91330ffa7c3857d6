"""Make what machines read of the portal: feeds, sitemap, robots.txt, the register as data."""
