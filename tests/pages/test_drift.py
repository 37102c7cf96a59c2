"""What moderation changed, on the round's page for the QA lead and on the first page for the auditor."""

from html import unescape

from audit.commands import moderation
from audit.commands.person import local
from audit.model.moderation import Choice, Kind
from audit.rules.drift_words import CARRIED, KINDLY, NOTHING
from tests.builders import auditor, open_round, read_twice
from tests.pages.test_pages import assert_whole, opened, pages_db  # noqa: F401 - a fixture

HOSTILE = "<img src=x onerror=alert(1)> **Sam**"


def said(at):
    return unescape(" ".join(each.value for each in at.get("html")))


def moderated(db, *, stage="signed", name=HOSTILE, **more):
    """A round with a file that Robin and somebody else read, as far as that stage."""
    round_id = open_round(db, **more)
    read_twice(db, round_id, to=(auditor(db, "Robin"), auditor(db, name)), stage=stage)
    return round_id


def test_the_qa_lead_sees_it_where_moderation_is(pages_db):  # noqa: F811
    moderated(pages_db)
    at = opened("rounds", **{"round-part": "Moderation"})
    assert_whole(at)
    assert "What moderation changed" in [each.value for each in at.header]
    assert "Moderation left 7 of 8 ratings as they were given (95% CI" in said(at)
    assert "1 was changed: 1 towards better." in said(at)
    assert KINDLY in said(at)
    assert CARRIED in said(at)
    assert HOSTILE in said(at)
    assert "<img" not in "".join(each.value for each in at.get("html"))


def test_before_anything_is_signed_off_it_says_so_alone(pages_db):  # noqa: F811
    moderated(pages_db, stage="moderated")
    at = opened("rounds", **{"round-part": "Moderation"})
    assert_whole(at)
    assert NOTHING in said(at)
    assert "By auditor" not in said(at)
    assert "What moderation changed of your ratings" not in [
        each.label for each in opened("home").expander
    ]


def test_a_board_is_not_told(pages_db):  # noqa: F811
    moderated(pages_db, name="Sam")
    for view in ("Standards", "Agreement", "How it is counted"):
        at = opened("board", view=view)
        assert_whole(at)
        assert "Moderation left" not in said(at)
    assert "See what moderation changed" in [
        each.label for each in opened("board", view="Agreement").button
    ]


def test_an_auditor_sees_their_own_folded_on_the_first_page(pages_db):  # noqa: F811
    me, others = local(pages_db), ("Kim", "Alex")
    round_id = open_round(pages_db, title="**Spring**")
    first = read_twice(pages_db, round_id, to=(me, auditor(pages_db, others[0])))
    read_twice(
        pages_db,
        round_id,
        "S-002",
        to=tuple(auditor(pages_db, each) for each in ("Robin", others[1])),
        stage="signed",
    )
    at = opened("home")
    assert "What moderation changed of your ratings" not in [each.label for each in at.expander]
    sign_off(pages_db, first)
    at = opened("home")
    assert_whole(at)
    found = [each for each in at.expander if "moderation changed" in each.label]
    assert [each.proto.expanded for each in found] == [False]
    assert "3 of your 4 ratings in 1 file that moderation looked at stood" in said(at)
    assert "On 3 of 4 criteria every one stood." in said(at)
    assert "**Spring**" in said(at)
    assert not [name for name in ("Robin", *others) if name in said(at)]


def sign_off(db, first):
    """Moderate a file that the local person read, by somebody who leads and read nothing."""
    lead = auditor(db, "Lead").model_copy(update={"roles": local(db).roles})
    made = moderation.begin(db, lead, first)
    moderation.settle(db, lead, made, Kind.RATING, "C1", Choice.SECOND, "The letter")
    moderation.agree(db, lead, made)
