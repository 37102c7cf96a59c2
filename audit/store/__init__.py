"""Tables: the one door to the database, its tables and the chain of events."""
