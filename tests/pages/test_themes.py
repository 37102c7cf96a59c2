"""The page of themes: its ways in, a theme that is added on it, and any text that stays text."""

from html import unescape

from audit.commands import theme
from audit.commands.person import local
from audit.model.person import Role
from audit.model.theme import ThemePoint, ThemeWords
from audit.pages.themes import NONE_YET
from audit.views.theme import all_themes
from tests.builders import open_round, submitted
from tests.pages.test_pages import assert_whole, drawn, opened, pages_db

__all__ = ["pages_db"]
LOOKED = "It identifies nobody: keep it"
HOSTILE = "<img src=x onerror=alert(1)> **Fathers** ![x](http://e.x)"


def test_a_theme_is_drawn_and_any_text_in_it_stays_text(pages_db):
    by = local(pages_db)
    first = open_round(pages_db, title=HOSTILE)
    submitted(pages_db, first, "S-1", ratings={"C1": "no"})
    point = ThemePoint(review="small", point="AS1")
    made = theme.add(pages_db, by, ThemeWords(name=HOSTILE, belongs=HOSTILE, points=(point,)))
    at = opened("themes", theme=made)
    assert_whole(at)
    said = unescape(" ".join(drawn(at)))
    for each in (HOSTILE, "Looked at in 1 round of 1 review.", "Newest: 1 of 2"):
        assert each in said, each
    assert "<img" not in "".join(drawn(at))
    at.toggle(key=f"theme-open-{made}").set_value(True).run()
    assert_whole(at)
    at.text_input(key=f"theme-{made}-name").set_value("Carers").run()
    press(at, "Keep the change")
    assert_whole(at)
    assert "Carers" in names(pages_db)
    press(at, "Take the theme away")
    assert_whole(at)
    assert names(pages_db)
    assert "Carers" not in names(pages_db)
    for each in all_themes(pages_db, by).pictures:
        theme.take_away(pages_db, by, each.theme.id, version=each.theme.version)
    at.run()
    assert_whole(at)
    assert NONE_YET in unescape(" ".join(drawn(at)))
    for path in ("board", "programme"):
        leads = [each.proto.label for each in opened(path).get("page_link")]
        assert "Themes across the reviews" in leads, path
    at.session_state["tried"] = by.model_copy(update={"roles": (Role.BOARD_MEMBER,)})
    at.run()
    assert_whole(at)
    assert "Add a theme" not in [each.label for each in at.toggle]


def test_what_seems_an_identifier_is_pointed_out_in_these_very_words(pages_db):
    """Whoever changes any of them meanwhile has not looked at what they keep."""
    open_round(pages_db)
    at = opened("themes")
    at.toggle(key="theme-new").set_value(True).run()
    at.text_input[0].set_value("Calls").run()
    at.text_area[0].set_value("Ring 07700 900123.").run()
    press(at, "Add the theme")
    at.text_input[0].set_value("Phone calls").run()
    press(at, LOOKED)
    assert "Phone calls" not in names(pages_db)
    press(at, LOOKED)
    assert_whole(at)
    assert "Phone calls" in names(pages_db)


def press(at, label):
    next(each for each in at.button if each.label == label).click().run()


def names(db):
    return [each.theme.name for each in all_themes(db, local(db)).pictures]
