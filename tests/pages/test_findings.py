"""The page of findings: what the results suggest, and what is kept once somebody has decided on it."""

import audit.pages.language  # noqa: F401 - it asks the browser, once: after that a test may say the language
from audit.commands.person import local
from audit.model import language
from audit.views import finding as views
from tests.builders import open_round, submitted
from tests.pages.test_pages import opened, pages_db

__all__ = ["pages_db"]


def starred(db, by):
    """A round in which good practice is starred in three files, and what that suggests."""
    round_id = open_round(db)
    for number in range(3):
        submitted(db, round_id, f"S-00{number}", stars=["C2"])
    return round_id, {each.key: each for each in views.suggested(db, by, round_id).open}


def test_what_a_suggestion_rests_on_is_kept_in_english(pages_db, monkeypatch):
    """It stands in the board pack and is read by everybody, whatever the language of who decided on it."""
    db, by = pages_db, local(pages_db)
    round_id, suggested = starred(db, by)
    with monkeypatch.context() as patched, language.speaking("cy"):
        patched.setattr(language, "_tellers", [lambda: "cy"])  # the page has a thread of its own
        at = opened("findings", part="Suggested by the results", suggestion="starred/C2")
        assert not at.exception
        assert "serennwyd" in "".join(each.value for each in at.get("html"))
        (because,) = [each for each in at.text_input if each.key.endswith("-because")]
        because.set_value("Told to all teams already")
        (no,) = [each for each in at.button if each.key.endswith("-no")]
        no.click().run()
        assert not at.exception
    (decided,) = views.suggested(db, by, round_id).decided
    was = suggested["starred/C2"]
    assert (decided.title, decided.basis) == (was.words.title, was.basis)
    assert "starred on 3 of 3" in decided.basis


def test_a_suggestion_taken_as_it_stands_keeps_its_english_title(pages_db, monkeypatch):
    """What was only suggested, and not put in words of one's own, is no more Welsh than what it rests on."""
    db, by = pages_db, local(pages_db)
    round_id, suggested = starred(db, by)
    with monkeypatch.context() as patched, language.speaking("cy"):
        patched.setattr(language, "_tellers", [lambda: "cy"])
        at = opened("findings", part="Suggested by the results", suggestion="starred/C2")
        (raised,) = [
            each for each in at.button if each.label == language._("Raise it as a finding")
        ]
        raised.click().run()
        assert not at.exception
    (found,) = views.findings_of(db, by, round_id).findings
    was = suggested["starred/C2"]
    assert (found.title, found.basis) == (was.words.title, was.basis)
