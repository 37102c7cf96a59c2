"""Verbs: one function, one transaction, one event."""
