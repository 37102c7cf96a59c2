"""Journeys of people through the real tool in a real browser."""
