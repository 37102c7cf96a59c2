"""The demonstration: an invented partnership and its audit rounds, made by the real commands."""
