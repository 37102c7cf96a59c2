"""Whatever a checklist says, its workbook says the same."""

import json
from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.documents.checklist_told import read_book
from audit.documents.checklist_workbook import of_nouns
from audit.model.checklist import Checklist, Counts
from audit.model.source_review import SourceReview
from tests.documents.test_rule_words import KEYS, RULES

AT = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
MARKS = st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\n\t=_x'")
RAW = st.text(MARKS, max_size=25) | st.sampled_from(
    ["=1+1", "00123", "TRUE", "_x0041_", " x ", "3-4"]
)
TEXT = RAW.map(str.strip).filter(bool)
ANY_KEYS = st.lists(KEYS, min_size=1, max_size=4, unique_by=str.casefold)


def needed(**fields):
    return st.fixed_dictionaries(fields)


@st.composite
def several(draw, keys=ANY_KEYS, **fields):
    return [{"key": key, **draw(st.fixed_dictionaries(fields))} for key in draw(keys)]


TWO = st.lists(KEYS, min_size=2, max_size=4, unique_by=str.casefold)
NAMED = st.lists(KEYS, max_size=10)
RULE = st.none() | RULES
FEW = several(keys=TWO, label=TEXT)


@st.composite
def checklists(draw):
    ratings = draw(
        several(
            keys=TWO,
            label=TEXT,
            counts_as=st.sampled_from([each.value for each in Counts]),
            needs_evidence=st.booleans(),
            needs_reason=st.booleans(),
        )
    )
    criteria = several(
        statement=TEXT,
        learning_points=st.lists(KEYS, min_size=1, max_size=10),
        asked_of=NAMED,
        descriptors=st.fixed_dictionaries({each["key"]: TEXT for each in ratings}),
        where_to_look=TEXT,
        evidence_prompt=TEXT,
        applies_when=RULE,
        critical=st.booleans(),
    )
    number = needed(unit=TEXT, least=st.integers(0, 9), most=st.integers(0, 999_999))
    steps = needed(
        label=TEXT,
        criterion=st.none() | KEYS,
        counts_as=st.lists(st.sampled_from([each.value for each in Counts]), max_size=3),
        fact=st.none() | KEYS,
        **{"is": NAMED},
    )
    timers = several(
        title=TEXT,
        introduction=TEXT,
        raised=needed(fact=KEYS, **{"is": st.lists(KEYS, min_size=1, max_size=9)}),
        stage=KEYS,
        days=KEYS,
        outcome=KEYS,
        answer_within=st.none() | st.integers(1, 999),
    )
    vague = needed(
        title=TEXT,
        question=TEXT,
        criterion=KEYS,
        words=st.lists(TEXT, min_size=1, max_size=3),
        tags=FEW,
    )
    scale = needed(values=several(keys=TWO, label=TEXT, means=TEXT), cap=st.none() | KEYS)
    data = draw(
        needed(
            key=KEYS,
            version=st.integers(1, 9_999),
            title=TEXT,
            purpose=st.sampled_from(["case file audit", "self-reflection"]),
            introduction=TEXT,
            agencies=several(name=TEXT),
            judgement_scale=st.none() | scale,
            case_facts=several(
                question=TEXT,
                help=RAW,
                asked_when=RULE,
                values=several(label=TEXT),
                number=st.none() | number,
            ),
            standards=several(
                title=TEXT,
                statement=TEXT,
                target=st.floats(0.001, 1),
                applies_when=RULE,
                criteria=criteria,
            ),
            ladders=several(
                title=TEXT,
                introduction=TEXT,
                applies_when=RULE,
                steps=st.lists(steps, min_size=2, max_size=3),
            ),
            timers=timers,
            vague_words=st.none() | vague,
            views_of=st.just([]) | several(label=TEXT),
        )
    )
    return data | {"rating_scale": {"ratings": ratings}}


REVIEWS = needed(
    key=KEYS,
    title=TEXT,
    kind=TEXT,
    summary=TEXT,
    handling=st.sampled_from(["published", "professionals only"]),
    handling_reason=TEXT,
    learning_points=several(kind=st.sampled_from(["GP", "AS", "RQ"]), text=TEXT),
    resources=st.lists(needed(title=TEXT, address=TEXT, note=RAW), max_size=2),
)


def noun(model, data):
    return model.model_validate_json(json.dumps(data))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(REVIEWS, checklists())
def test_any_checklist_comes_back_as_it_went(review, checklist):
    made = noun(SourceReview, review), noun(Checklist, checklist | {"review": review["key"]})
    assert read_book(of_nouns(*made, AT), "any.xlsx").nouns == made
