"""Practice audit: case files rated against the learning of a review, and what the ratings show."""
