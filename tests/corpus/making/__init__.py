"""Makers of the corpus, one module a group; each has FILES: name below `files/` → maker of its bytes."""
