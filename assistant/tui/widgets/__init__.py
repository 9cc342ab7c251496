"""One widget, one file, one door in."""
