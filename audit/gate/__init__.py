"""The door: who comes in, and with what headers everything leaves."""
