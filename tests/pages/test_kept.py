"""What stands in a kept widget: it can be taken back, and drawn where it is no longer offered."""

from audit.commands.moving import move_version
from audit.model.checklist import Counts, Rating, RatingScale
from audit.views import case_audit as views
from audit.views.moving import touched
from tests.builders import (
    ALL_APPLIES,
    local,
    open_round,
    published,
    small_checklist,
    started,
    state_facts,
)
from tests.measured import ANSWERED, measured_checklist
from tests.pages.test_pages import assert_whole, opened, pages_db

__all__ = ["pages_db"]


def days(at):
    return next(each for each in at.number_input if each.key.startswith("number-fact-days"))


def test_a_number_can_be_taken_back(pages_db):
    by = local(pages_db)
    audit = started(pages_db, open_round(pages_db, checklist=measured_checklist()))
    state_facts(pages_db, by, audit, ANSWERED)
    at = opened("case-audit", id=audit, step="facts")
    assert days(at).value == 7
    days(at).set_value(9).run()
    assert views.case_fact(pages_db, by, audit, "days").value == "9"
    next(each for each in at.button if each.label == "Take back").click().run()
    assert views.case_fact(pages_db, by, audit, "days").value is None
    assert days(at).value is None
    assert_whole(at)
    days(at).set_value(4).run()
    assert views.case_fact(pages_db, by, audit, "days").value == "4"


def test_a_rating_that_a_newer_version_does_not_know_leaves_its_card_drawn(pages_db):
    by = local(pages_db)
    round_id = open_round(pages_db)
    audit = started(pages_db, round_id)
    state_facts(pages_db, by, audit, ALL_APPLIES)
    at = opened("case-audit", id=audit, step="carers")
    scale = RatingScale(
        ratings=(
            Rating(key="met", label="Met", counts_as=Counts.MET),
            Rating(key="missed", label="Missed", counts_as=Counts.NOT_MET),
        )
    )
    published(pages_db, small_checklist(version=2, rating_scale=scale))
    move_version(pages_db, by, round_id, touched(pages_db, by, round_id), "It is better")
    (chosen,) = (each for each in at.segmented_control if each.key.startswith("rating-C1-"))
    chosen.set_value("yes").run()
    assert not at.exception
    assert not at.error
    assert any(each.key.startswith("rating-C1-") for each in at.segmented_control)
