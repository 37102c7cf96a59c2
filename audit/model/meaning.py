"""What a number means: said in plain words, with the reader's own numbers worked in."""

from audit.model.noun import Noun


class Meaning(Noun):
    """The explanation of one number."""

    about: str
    """What it is a number of, for instance the title of a standard."""
    sentences: tuple[str, ...]
    """In the order in which one would explain it to somebody."""
    method: str
    """How it was worked out, and who says that it is worked out like that."""
