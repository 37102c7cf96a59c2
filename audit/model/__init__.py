"""Nouns: the frozen things that every other floor speaks of. Nothing here decides, stores or draws."""
