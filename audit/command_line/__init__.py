"""Verbs of the command line that are a family of their own; `audit/__main__.py` offers them."""
