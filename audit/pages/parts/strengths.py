"""What the signs of an action's strength mean, in the language of the page."""

from audit.model.action import CITATION, Strength
from audit.model.language import _
from audit.pages.parts import text


def strengths() -> None:
    """Draw each sign with its word, and whose hierarchy it is."""
    signs = ", ".join(f"{each.sign} {_(each.value)}" for each in Strength)
    words = _("Strength of actions: {signs}. {citation}")
    text.draw(words.format(signs=signs, citation=CITATION), "muted")
