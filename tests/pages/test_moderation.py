"""The pages of moderation: the round's part, the two readings side by side, and what a reader is shown."""

import pytest

from audit.commands import moderation, moderation_sample
from audit.commands.person import local
from audit.model.case_audit import Reading
from audit.model.moderation import Choice, Kind
from tests.builders import auditor, open_round, read_twice, submitted
from tests.pages.test_pages import assert_whole, opened, pages_db  # noqa: F401 - a fixture

HOSTILE = "<script>alert(1)</script> **bold** ![x](https://example.org/x.png)"


def shown(at):
    return " ".join(each.value for each in (*at.get("html"), *at.text, *at.info, *at.success))


@pytest.fixture
def twice(pages_db):  # noqa: F811
    """The round, and the first reading of a file on which Robin and Sam differ."""
    round_id = open_round(pages_db)
    people = auditor(pages_db, "Robin"), auditor(pages_db, "Sam")
    return round_id, read_twice(pages_db, round_id, to=people)


def test_a_round_without_a_second_reading_offers_a_sample(pages_db):  # noqa: F811
    submitted(pages_db, open_round(pages_db), to=auditor(pages_db))
    at = opened("rounds", **{"round-part": "Moderation"})
    assert_whole(at)
    assert "No file of this round is read twice yet" in shown(at)
    at.number_input(key="moderation-share").set_value(100)
    at.button(key="FormSubmitter:moderation-draw-Draw them").click().run()
    assert_whole(at)
    assert "Drawn: 1 file more to moderate" in shown(at).replace("\\", "")
    assert "Draw 1: 100% of 1 file, 1 new, seed “" in shown(at)
    assert "1 file to moderate: 1 ready." in shown(at)


def test_a_file_is_settled_and_signed_off_on_its_page(pages_db, twice):  # noqa: F811
    _, first = twice
    made = moderation.begin(pages_db, local(pages_db), first)
    at = opened("moderation", id=made)
    assert_whole(at)
    said = shown(at)
    assert "1 thing to settle." in said
    assert "First reader: In part" in said
    assert "Second reader: Yes" in said
    assert "Notes on C1, page 3" in said
    name = f"{made}-rating-C1-0"
    at.segmented_control(key=f"choice-{name}").set_value(Choice.THIRD).run()
    at.selectbox(key=f"value-{name}").set_value("no").run()
    at.text_area(key=f"evidence-{name}").set_value("Letter, page 9").run()
    at.text_area(key=f"reason-{name}").set_value(HOSTILE).run()
    at.button(key=f"settle-{name}").click().run()
    assert_whole(at)
    assert "Settled, as neither: No." in shown(at)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **bold**" in shown(at)
    assert "Nothing is left to settle, of 1 thing." in shown(at)
    at.button[[each.label for each in at.button].index("Sign it off")].click().run()
    assert_whole(at)
    assert "It counts on the board" in shown(at)


def test_what_looks_like_an_identifier_is_pointed_out_before_it_is_kept(pages_db, twice):  # noqa: F811
    made = moderation.begin(pages_db, local(pages_db), twice[1])
    at = opened("moderation", id=made)
    name = f"{made}-rating-C1-0"
    at.segmented_control(key=f"choice-{name}").set_value(Choice.FIRST).run()
    at.text_area(key=f"reason-{name}").set_value("Seen with 943 476 5919").run()
    assert "This looks like an NHS number: “943 476 5919”" in shown(at)


def test_a_reader_sees_how_and_why_and_answers(pages_db):  # noqa: F811
    me, by = local(pages_db), local(pages_db)
    lead = auditor(pages_db, "Lead").model_copy(update={"roles": by.roles})
    round_id, sam = open_round(pages_db), auditor(pages_db, "Sam")
    first = read_twice(pages_db, round_id, to=(me, sam))
    made = moderation.begin(pages_db, lead, first)
    moderation.settle(pages_db, lead, made, Kind.RATING, "C1", Choice.SECOND, HOSTILE)
    moderation.agree(pages_db, lead, made)
    home = opened("home")
    assert_whole(home)
    assert "See how S\\-001 was moderated" in [each.label for each in home.button]
    at = opened("moderation", id=made)
    assert_whole(at)
    assert "You were the first reader." in shown(at)
    assert "Settled, as the second reader: Yes." in shown(at)
    assert "Sam" not in shown(at)
    at.text_area(key="moderation-says").set_value("I had not seen the letter")
    at.button(key="FormSubmitter:moderation-answer-0-Send").click().run()
    assert_whole(at)
    assert "I had not seen the letter" in shown(at)


def test_a_file_read_once_is_read_after_its_auditor(pages_db):  # noqa: F811
    by = local(pages_db)
    round_id = open_round(pages_db)
    first = submitted(pages_db, round_id, to=auditor(pages_db), reading=Reading.FIRST)
    moderation_sample.draw(pages_db, by, round_id, 100)
    made = moderation.begin(pages_db, by, first)
    at = opened("moderation", id=made)
    assert_whole(at)
    assert "0 changes. All else stands as its auditor gave it." in shown(at)
    at.selectbox(key=f"moderation-pick-{made}").set_value("rating/C1").run()
    assert_whole(at)
    name = f"{made}-rating-C1-0"
    at.segmented_control(key=f"choice-{name}").set_value(Choice.THIRD).run()
    at.selectbox(key=f"value-{name}").set_value("part").run()
    at.text_area(key=f"evidence-{name}").set_value("Letter, page 9").run()
    at.text_area(key=f"reason-{name}").set_value("Only half of it").run()
    at.button(key=f"settle-{name}").click().run()
    assert_whole(at)
    assert "1 change. All else stands" in shown(at)
    assert "Settled, changed: In part." in shown(at)
