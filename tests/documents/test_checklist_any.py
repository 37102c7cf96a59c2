"""Whatever a checklist says, its workbook says the same."""

import json
from datetime import UTC, datetime

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from audit.documents.checklist_told import read_book
from audit.documents.checklist_workbook import of_nouns
from audit.model.checklist import Checklist, Counts
from audit.model.source_review import SourceReview
from tests.documents.test_rule_words import KEYS

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
FEW = several(keys=TWO, label=TEXT)
COUNTS = st.sampled_from([each.value for each in Counts])


def of(keys, least=0):
    """Several of these keys, each once."""
    return st.lists(st.sampled_from(keys), min_size=least, max_size=10, unique=True)


def rules(facts):
    leaves = [
        needed(fact=st.just(each["key"]), **{"is": of([one["key"] for one in each["values"]], 1)})
        for each in facts
        if each["values"]
    ]
    if not leaves:
        return st.none()
    return st.none() | st.recursive(
        st.one_of(leaves),
        lambda within: (
            needed(**{"not": within})
            | needed(all=st.lists(within, min_size=1, max_size=3))
            | needed(any=st.lists(within, min_size=1, max_size=3))
        ),
        max_leaves=5,
    )


@st.composite
def checklists(draw, points):
    ratings = draw(
        several(
            keys=TWO,
            label=TEXT,
            counts_as=COUNTS,
            needs_evidence=st.booleans(),
            needs_reason=st.booleans(),
        )
    )
    agencies = draw(several(name=TEXT))
    number = needed(unit=TEXT, least=st.integers(0, 9), most=st.integers(0, 999_999))
    facts = draw(
        several(question=TEXT, help=RAW, values=several(label=TEXT), number=st.none() | number)
    )
    asked, criteria = (
        rules(facts),
        draw(st.lists(KEYS, min_size=1, max_size=5, unique_by=str.casefold)),
    )
    fact, cited = st.sampled_from([each["key"] for each in facts]), st.sampled_from(criteria)
    answers = [one["key"] for each in facts for one in each["values"]]
    standards = draw(
        several(title=TEXT, statement=TEXT, target=st.floats(0.001, 1), applies_when=asked)
    )
    for each in standards:
        each["criteria"] = []
    for key in criteria:
        made = needed(
            statement=TEXT,
            learning_points=of(points, 1),
            asked_of=of([each["key"] for each in agencies]),
            descriptors=needed(**{each["key"]: TEXT for each in ratings}),
            where_to_look=TEXT,
            evidence_prompt=TEXT,
            applies_when=asked,
            critical=st.booleans(),
        )
        draw(st.sampled_from(standards))["criteria"].append({"key": key, **draw(made)})
    step = needed(
        label=TEXT,
        criterion=st.none() | cited,
        counts_as=st.lists(COUNTS, max_size=3),
        fact=st.none() | fact,
        **{"is": of(answers)},
    )
    timer = several(
        title=TEXT,
        introduction=TEXT,
        raised=needed(fact=fact, **{"is": of(answers, 1)}),
        stage=fact,
        days=fact,
        outcome=fact,
        answer_within=st.none() | st.integers(1, 999),
    )
    steps = st.lists(step, min_size=2, max_size=3)
    ladder = several(title=TEXT, introduction=TEXT, applies_when=asked, steps=steps)
    words = st.lists(TEXT, min_size=1, max_size=3)
    vague = needed(title=TEXT, question=TEXT, criterion=cited, words=words, tags=FEW)
    values = draw(several(keys=TWO, label=TEXT, means=TEXT))
    cap = st.none() | st.sampled_from([each["key"] for each in values])
    data = needed(
        key=KEYS,
        version=st.integers(1, 9_999),
        title=TEXT,
        purpose=st.sampled_from(["case file audit", "self-reflection"]),
        introduction=TEXT,
        judgement_scale=st.none() | needed(values=st.just(values), cap=cap),
        ladders=st.just([]) | ladder,
        timers=st.just([]) | timer,
        vague_words=st.none() | vague,
        views_of=st.just([]) | several(label=TEXT),
    )
    found = {"agencies": agencies, "case_facts": facts, "standards": standards}
    return draw(data) | found | {"rating_scale": {"ratings": ratings}}


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


@settings(
    max_examples=10,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a smaller example of as large a thing takes minutes
    suppress_health_check=list(HealthCheck),
)
@given(st.data())
def test_any_checklist_comes_back_as_it_went(data):
    review = data.draw(REVIEWS)
    points = [each["key"] for each in review["learning_points"]]
    checklist = data.draw(checklists(points)) | {"review": review["key"]}
    made = noun(SourceReview, review), noun(Checklist, checklist)
    back = read_book(of_nouns(*made, AT), "any.xlsx")
    assert back.nouns == made, [str(each.complaint) for each in back.marks]
