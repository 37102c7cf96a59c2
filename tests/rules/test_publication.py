"""What is looked at before a release goes out: what blocks the board's, the public's, and what only warns."""

import pytest

from audit.model.cycle import Facts
from audit.model.disclosure import Audience
from audit.model.language import speaking
from audit.model.publication import Outcome, ReleaseCheck, ReleaseFacts
from audit.model.refusal import Refusal, complaint
from audit.model.retold import retold
from audit.model.round import RoundStatus
from audit.model.source_review import Handling
from audit.rules.publication import blocking, checks, require_passed, require_why, warning
from tests.rules.test_release import release, told, upto

BOARD, PUBLIC = Audience.BOARD, Audience.PUBLICATION
FINE = ReleaseFacts(
    cycle=Facts(status=RoundStatus.CLOSED),
    handling=Handling.PUBLISHED,
    suspects=0,
    concerns=0,
)
HIDDEN = told("All", upto(40), "c", "c", 40)


def found(
    facts: ReleaseFacts = FINE, audience: Audience = PUBLIC, met: int | str = "c"
) -> dict[str, ReleaseCheck]:
    new = release(told("All", upto(40), met, "c", 40), audience=audience, day=9)
    return {each.key: each for each in checks(facts, new, [])}


def outcomes(**facts: object) -> list[set[str]]:
    """What does not pass, for the board and for the public, with a word for how."""
    told_of = FINE.model_copy(update=facts)
    return [
        {f"{each.key} {each.outcome}" for each in found(told_of, audience).values() if each.to_do}
        for audience in (BOARD, PUBLIC)
    ]


def test_each_check_blocks_or_warns_as_the_rule_says() -> None:
    open_, unanswered = RoundStatus.OPEN, Facts(status=RoundStatus.CLOSED, comments=2, answered=1)
    assert outcomes() == [set(), set()]
    assert outcomes(suspects=1) == [{"identifiers warns"}, {"identifiers blocks"}]
    assert outcomes(concerns=2) == [{"concerns warns"}, {"concerns blocks"}]
    assert outcomes(cycle=unanswered) == [{"comments warns"}, {"comments blocks"}]
    assert outcomes(cycle=Facts(status=open_)) == [{"round warns"}, {"round warns"}]
    only = Handling.PROFESSIONALS_ONLY
    assert outcomes(handling=only) == [set(), {"handling warns"}]
    assert found()["handling"].found == "Published: it says so on every page."


def test_a_small_number_that_would_be_shown_blocks_everybody() -> None:
    for audience in (BOARD, PUBLIC):
        for met, outcome in ((0, "passed"), (1, "blocks"), (5, "blocks"), (6, "passed")):
            small = found(audience=audience, met=met)["small"]
            assert small.outcome == outcome, (audience, met)
    assert found(met=5)["small"].found == "1 count from 1 to 5 would be shown."


def test_what_two_releases_tell_together_blocks_everybody() -> None:
    earlier = release(HIDDEN, day=3)
    for audience in (BOARD, PUBLIC):
        same = release(HIDDEN, audience=audience, day=9)
        more = release(told("All", upto(41), "c", "c", 41), audience=audience, day=9)
        (ok, shut) = [checks(FINE, new, [earlier])[1] for new in (same, more)]
        assert ok.found == "Held against 1 release: together they give nothing away."
        assert (ok.key, ok.outcome, shut.outcome) == ("ledger", Outcome.PASSED, Outcome.BLOCKS)
        assert len({each.sign for each in Outcome}) == len(Outcome)
        facts = {"title": "Board pack 3", "day": "3 March 2026", "then": "All"}
        said = complaint("release.few-files", where="All", **facts)
        assert (shut.found, shut.to_do) == (said.what, said.to_do)


def test_what_blocks_is_named_and_what_warns_takes_a_reason() -> None:
    worried = FINE.model_copy(update={"concerns": 1, "handling": Handling.PROFESSIONALS_ONLY})
    seen = tuple(found(worried).values())
    assert [each.key for each in (*blocking(seen), *warning(seen))] == ["concerns", "handling"]
    with pytest.raises(Refusal) as blocked:
        require_passed("Spring", seen)
    first = "No immediate concern is open: 1 immediate concern about a child is open."
    assert blocked.value.complaint == complaint(
        "release.blocked", where="Spring", n="1 check", first=first
    )
    with pytest.raises(Refusal) as bare:
        require_why("Spring", "", seen)
    assert bare.value.complaint == complaint(
        "publication.why", where="Spring", n="1 check", first="the review may go where this goes"
    )
    require_why("Spring", "The chair agreed", seen)
    require_why("Spring", "", tuple(found().values()))
    require_passed("Spring", tuple(found().values()))


def test_what_was_looked_at_is_kept_in_english_and_said_in_welsh() -> None:
    """Each check is read years later by somebody who may read the other language."""
    worst = FINE.model_copy(
        update={
            "cycle": Facts(status=RoundStatus.OPEN, submitted=3, begun=2, comments=2),
            "suspects": 1,
            "concerns": 2,
            "handling": Handling.PROFESSIONALS_ONLY,
        }
    )
    for facts in (FINE, worst):
        english = found(facts)
        with speaking("cy"):
            welsh = found(facts)
            said = {key: (retold(each.found), retold(each.to_do)) for key, each in english.items()}
        assert said == {key: (each.found, each.to_do) for key, each in welsh.items()}
        assert [key for key, each in english.items() if each.found == welsh[key].found] == []
