"""One file per format: a `Report` goes in, the text of that format comes out. Nothing prints."""
