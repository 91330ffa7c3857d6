"""The portal kept for ever: a folder that opens from a disk, articles in one file each, a WARC of everything."""
