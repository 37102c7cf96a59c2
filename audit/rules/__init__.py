"""Decisions: pure functions over nouns. Nothing here reads a database, a clock or a screen."""
