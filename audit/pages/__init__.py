"""Screens: a page is a callable that is handed the desk; it asks one view, then draws."""
