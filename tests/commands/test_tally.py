"""Whatever people do in whatever order: what is kept for pictures equals a recount of the answers."""

from random import Random
from typing import Any

import pytest
from sqlalchemy import select

from audit.commands import case_audit, case_fact, judgement, rating
from audit.model.case_audit import Answer, CaseAuditStatus
from audit.model.checklist import Checklist
from audit.model.person import Person
from audit.model.refusal import Refusal
from audit.rules.applicability import verdict
from audit.store import case_audits, trail
from audit.store import tables as t
from audit.store.database import Database
from audit.views import case_audit as views
from tests.builders import complete, open_round, small_checklist, started

CHECKLIST = small_checklist()
ASKED = {
    "csc": ("C1", "C2", "S1", "S2"),
    "gp": ("C1", "S1", "S2", "I1"),
    "police": ("C1", "S2", "I1"),
}
VALUES: dict[str, list[Any]] = {
    "rating": ["yes", "part", "no", "silent", "na", None, "maybe"],
    "evidence": ["Page 3", "", " ", "x" * 4001],
    "reason": ["No plan", ""],
    "starred": [True, False, "yes"],
    "overrule": ["It matters", "", " "],
}
FACTS = {
    "father": ["known", "unknown", None],
    "age": ["unborn", "baby", "older", None],
    "sleep": ["yes", "no", None],
}


MIX = ["rate"] * 8 + ["fact"] * 4 + ["judge"] * 2 + ["complete", "submit"] * 3 + ["return"] * 2


def plain_letter(
    checklist: Checklist, facts: dict[str, str], answer: Answer | None, key: str
) -> str:
    """What a tally must say of a criterion: worked out afresh, from the answer and the facts alone."""
    if answer is None:
        return "."
    rules = [checklist.standard_of(key).applies_when, checklist.criterion(key).applies_when]
    ruled_out = any(rule is not None and verdict(rule, facts) is False for rule in rules)
    if ruled_out and not answer.overrule:
        return "o"
    letter = {"yes": "m", "part": "p", "no": "n", "silent": "e", "na": "o", None: "?"}[
        answer.rating
    ]
    return letter.upper() if answer.starred and letter != "o" else letter


def check(db: Database, audit: str) -> None:
    """Every kept count equals the recount."""
    with db.reading() as connection:
        row = connection.execute(select(t.case_audit).where(t.case_audit.c.id == audit)).one()
        answers = case_audits.answers(connection, audit)
        facts = {
            key: each.value
            for key, each in case_audits.facts(connection, audit).items()
            if each.value is not None
        }
    recount = "".join(
        plain_letter(CHECKLIST, facts, answers.get(each.key), each.key)
        for each in CHECKLIST.criteria
    )
    kept = "".join(
        "." if each.key not in answers else _kept_letter(answers[each.key])
        for each in CHECKLIST.criteria
    )
    assert kept == recount
    if row.status == CaseAuditStatus.SUBMITTED:
        assert row.tally == recount
        assert "?" not in recount
    else:
        assert row.tally is None


def _kept_letter(answer: Answer) -> str:
    letter = answer.counts.letter if answer.counts else "?"
    return letter.upper() if answer.starred and letter not in "o?" else letter


def drive(db: Database, by: Person, audit: str, agency: str, random: Random, acts: int) -> set[str]:
    """Do something at random, many times over; return the acts that went through."""
    done = set()
    for _ in range(acts):
        act = random.choice(MIX)
        try:
            _act(db, by, audit, agency, random, act)
        except Refusal:
            continue
        done.add(act)
        if act in {"submit", "return", "fact"}:
            check(db, audit)
    check(db, audit)
    with db.reading() as connection:
        assert trail.first_broken(connection) is None
    return done


def _act(db: Database, by: Person, audit: str, agency: str, random: Random, act: str) -> None:
    visit = random.choice(["a", "b"])
    if act == "rate":
        part: Any = random.choice(list(VALUES))
        key = random.choice(ASKED[agency])
        was = getattr(views.criterion(db, by, audit, key).answer, part)
        was = random.choice([was, was, None])
        rating.rate(db, by, audit, key, part, random.choice(VALUES[part]), was=was, visit=visit)
    elif act == "fact":
        fact = random.choice(list(FACTS))
        was = views.case_fact(db, by, audit, fact).value
        case_fact.state(db, by, audit, fact, random.choice(FACTS[fact]), was=was, visit=visit)
    elif act == "judge":
        standard = random.choice(["", "carers", "sleep"])
        value = random.choice(["strong", "fair", None])
        was = views.judgement(db, by, audit, standard).judgement.value
        judgement.judge(db, by, audit, standard, "value", value, was=was, visit=visit)
    elif act == "complete":
        ratings = {key: random.choice(["yes", "no", "na", "silent"]) for key in ASKED[agency]}
        facts = {
            fact: random.choice([each for each in values if each]) for fact, values in FACTS.items()
        }
        complete(db, by, audit, facts=facts, ratings=ratings)
    elif act == "submit":
        case_audit.submit(db, by, audit)
    else:
        case_audit.send_back(db, by, audit, "Look again")


@pytest.mark.parametrize("seed", range(4))
def test_a_recount_always_gives_the_same(db: Database, by: Person, seed: int) -> None:
    random = Random(seed)
    agency = ("csc", "gp", "police")[seed % 3]
    audit = started(db, open_round(db), agency=agency)
    done = drive(db, by, audit, agency, random, 80)
    assert done >= {"rate", "fact", "complete", "submit", "return"}, "too tame to show anything"
