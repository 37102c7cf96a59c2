"""Arithmetic: pure statistics over plain numbers, checked against published answers."""
