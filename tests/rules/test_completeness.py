"""What a case audit lacks, in the order of its page, and how far it has come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model.case_audit import Answer, Judgement
from audit.model.checklist import Counts
from audit.rules.applicability import criteria_asked, facts_asked, ruled_out
from audit.rules.completeness import (
    is_judged,
    missing,
    missing_in_answer,
    progress,
    standards_asked,
)
from audit.rules.rating import counts_as
from tests.builders import ALL_APPLIES, SCALE, small_checklist
from tests.measured import ANSWERED, NONE_DIFFERED, measured_checklist

CHECKLIST = small_checklist()


def answer(key: str, rating: str | None = None, **more: object) -> Answer:
    made = Answer(criterion=key, rating=rating, **more)  # type: ignore[arg-type]
    return made.model_copy(update={"counts": counts_as(SCALE, made)})


def answers(agency: str, rating: str | None = None, **more: object) -> dict[str, Answer]:
    return {
        each.key: answer(each.key, rating, **more) for each in criteria_asked(CHECKLIST, agency)
    }


def judged(agency: str, value: str = "fair", rationale: str = "Seen") -> dict[str, Judgement]:
    keys = [each.key for each in standards_asked(CHECKLIST, agency)] + [""]
    return {key: Judgement(standard=key, value=value, rationale=rationale) for key in keys}


def test_only_what_is_asked_of_the_agency_is_shown() -> None:
    shown = {
        agency: {
            each.key: [one.key for one in each.criteria]
            for each in standards_asked(CHECKLIST, agency)
        }
        for agency in ("csc", "gp", "police")
    }
    assert shown == {
        "csc": {"carers": ["C1", "C2"], "sleep": ["S1", "S2"]},
        "gp": {"carers": ["C1"], "sleep": ["S1", "S2"], "sharing": ["I1"]},
        "police": {"carers": ["C1"], "sleep": ["S2"], "sharing": ["I1"]},
    }


@pytest.mark.parametrize(
    ("given", "kind", "words"),
    [
        ({"rating": None}, "rating", "C1: not rated yet"),
        ({"rating": "yes"}, None, ""),
        ({"rating": "silent"}, None, ""),
        ({"rating": "part"}, "evidence", "C1: rated In part, needs a line of evidence"),
        ({"rating": "no", "evidence": " \n"}, "evidence", "C1: rated No, needs a line of evidence"),
        ({"rating": "no", "evidence": "Page 3"}, None, ""),
        (
            {"rating": "na", "evidence": "Page 3"},
            "reason",
            "C1: rated Does not arise, needs a reason",
        ),
        ({"rating": "na", "reason": "No plan"}, None, ""),
        ({"rating": None, "ruled_out_by": ("father",)}, None, ""),
        (
            {"rating": None, "ruled_out_by": ("father",), "overrule": "x"},
            "rating",
            "C1: not rated yet",
        ),
    ],
)
def test_what_an_answer_lacks(given: dict[str, object], kind: str | None, words: str) -> None:
    lack = missing_in_answer(CHECKLIST, CHECKLIST.criterion("C1"), answer("C1", **given), "carers")  # type: ignore[arg-type]
    if kind is None:
        assert lack is None
    else:
        assert lack is not None
        assert (lack.step, lack.place, lack.kind, lack.words) == ("carers", "C1", kind, words)


def test_nothing_is_missing_when_all_is_there() -> None:
    for agency in ("csc", "gp", "police"):
        assert missing(CHECKLIST, agency, ALL_APPLIES, answers(agency, "yes"), judged(agency)) == ()


def test_the_list_goes_as_the_page_goes() -> None:
    found = missing(CHECKLIST, "gp", {}, answers("gp"), {})
    assert [(each.step, each.place, each.kind) for each in found] == [
        ("facts", "father", "fact"),
        ("facts", "age", "fact"),
        ("facts", "sleep", "fact"),
        ("carers", "C1", "rating"),
        ("carers", "carers", "judgement"),
        ("sleep", "S1", "rating"),
        ("sleep", "S2", "rating"),
        ("sleep", "sleep", "judgement"),
        ("sharing", "I1", "rating"),
        ("sharing", "sharing", "judgement"),
        ("overall", "", "judgement"),
    ]
    assert "on “Safer sleep”" in found[7].words
    assert "on the whole file" in found[-1].words


def test_a_fact_that_decides_nothing_for_the_agency_is_not_asked() -> None:
    assert [each.key for each in facts_asked(CHECKLIST, "police")] == ["father"]
    found = missing(
        CHECKLIST, "police", {"father": "known"}, answers("police", "yes"), judged("police")
    )
    assert found == ()


def test_a_judgement_without_a_rationale_and_above_the_cap_lacks_both() -> None:
    given = answers("csc", "yes") | {"C1": answer("C1", "no", evidence="Page 3")}
    found = missing(CHECKLIST, "csc", ALL_APPLIES, given, judged("csc", "strong", " "))
    assert [(each.place, each.kind) for each in found] == [
        ("carers", "cap"),
        ("carers", "rationale"),
        ("sleep", "rationale"),
        ("", "cap"),
        ("", "rationale"),
    ]
    assert missing(CHECKLIST, "csc", ALL_APPLIES, given, judged("csc", "fair")) == ()


def test_a_scale_without_a_cap_closes_nothing() -> None:
    scale = CHECKLIST.judgement_scale
    assert scale is not None
    open_scale = CHECKLIST.model_copy(
        update={"judgement_scale": scale.model_copy(update={"cap": None})}
    )
    given = answers("csc", "no", evidence="Page 3")
    assert missing(open_scale, "csc", ALL_APPLIES, given, judged("csc", "strong")) == ()


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        ({"rating": None}, {"rating": None}, True),
        ({"rating": "na"}, {"rating": None}, True),
        ({"rating": "na"}, {"rating": "silent"}, True),
        ({"rating": "na"}, {"rating": "na"}, False),
        ({"rating": "yes", "ruled_out_by": ("father",)}, {"rating": "na"}, False),
        ({"rating": "yes", "ruled_out_by": ("father",), "overrule": "x"}, {"rating": "na"}, True),
    ],
)
def test_a_standard_is_judged_when_something_in_it_applies_or_may(
    first: dict[str, object], second: dict[str, object], *, wanted: bool
) -> None:
    given = {"C1": answer("C1", **first), "C2": answer("C2", **second)}  # type: ignore[arg-type]
    assert is_judged(CHECKLIST.standards[0], given) == wanted


ratings = st.sampled_from([None, *(each.key for each in SCALE.ratings)])
facts = st.fixed_dictionaries(
    {},
    optional={
        "father": st.sampled_from(["known", "unknown"]),
        "age": st.sampled_from(["unborn", "baby", "older"]),
        "sleep": st.sampled_from(["yes", "no"]),
    },
)


@given(
    st.sampled_from(["csc", "gp", "police"]),
    facts,
    st.fixed_dictionaries(
        {
            key: st.tuples(ratings, st.sampled_from(["", " ", "x"]), st.sampled_from(["", "y"]))
            for key in ("C1", "C2", "S1", "S2", "I1")
        }
    ),
    st.dictionaries(
        st.sampled_from(["", "carers", "sleep", "sharing"]),
        st.tuples(st.sampled_from([None, "strong", "fair"]), st.sampled_from(["", "Seen"])),
    ),
)
def test_progress_is_full_exactly_when_nothing_is_missing(
    agency: str,
    facts: dict[str, str],
    given: dict[str, tuple[str | None, str, str]],
    judgements: dict[str, tuple[str | None, str]],
) -> None:
    asked = {}
    for each in criteria_asked(CHECKLIST, agency):
        rating, text, overrule = given[each.key]
        rules = (CHECKLIST.standard_of(each.key).applies_when, each.applies_when)
        asked[each.key] = answer(
            each.key,
            rating,
            evidence=text,
            reason=text,
            overrule=overrule,
            ruled_out_by=ruled_out(rules, facts) or (),
        )
    kept = {
        key: Judgement(standard=key, value=value, rationale=rationale)
        for key, (value, rationale) in judgements.items()
    }
    lacking = missing(CHECKLIST, agency, facts, asked, kept)
    far = progress(CHECKLIST, agency, facts, asked, kept)
    assert (far.done == far.of) == (not lacking)
    assert far.done + len({(each.step, each.place) for each in lacking}) == far.of
    for step, (done, of) in far.by_step.items():
        assert of - done == len({each.place for each in lacking if each.step == step})
    out = sum(each.is_ruled_out for each in asked.values())
    assert far.ruled_out == out
    if not lacking:
        assert all(each.counts is not None for each in asked.values())
        assert all(
            each.evidence.strip()
            for each in asked.values()
            if each.counts in (Counts.PARTLY, Counts.NOT_MET)
        )


def test_a_follow_up_is_missing_only_where_it_is_asked() -> None:
    def facts_missing(given: dict[str, str]) -> list[str]:
        found = missing(measured_checklist(), "csc", given, answers("csc", "yes"), judged("csc"))
        assert {each.kind for each in found} <= {"fact"}
        return [each.place for each in found]

    assert facts_missing(NONE_DIFFERED) == []
    assert facts_missing(NONE_DIFFERED | {"days": "3"}) == []
    assert facts_missing(ANSWERED) == []
    assert facts_missing(NONE_DIFFERED | {"differed": "yes"}) == ["stage", "outcome"]
    assert facts_missing({**ANSWERED, "days": ""}) == ["days"]
    done = progress(measured_checklist(), "csc", ANSWERED, answers("csc", "yes"), judged("csc"))
    assert done.by_step["facts"] == (7, 7)
