"""The board pack, made from a real database by real commands, and read back from the file."""

import json
import tomllib
from pathlib import Path
from random import Random

from audit.commands import case, case_audit, case_fact, checklist, judgement, person, rating
from audit.commands import round as rounds
from audit.model.checklist import Checklist
from audit.model.source_review import SourceReview
from audit.rules.applicability import criteria_asked, facts_asked
from audit.rules.completeness import standards_asked
from audit.rules.judgement import capping, closed_values
from audit.store import case_audits
from audit.store.database import Database

CHILD_S = Path(__file__).parents[2] / "checklists" / "child-s"


def read(model, name):
    return model.model_validate_json(json.dumps(tomllib.loads((CHILD_S / name).read_text())))


def fill(db, by, checklist, audit_id, agency, choose, fact_value):
    """Answer every case fact and criterion of one case audit, judge it, and submit it."""
    case_audit.start(db, by, audit_id)
    for fact in facts_asked(checklist, agency):
        value = fact_value(fact)
        case_fact.state(db, by, audit_id, fact.key, value, was=None, visit="v")
    with db.reading() as connection:
        answers = case_audits.answers(connection, audit_id)
    for criterion in criteria_asked(checklist, agency):
        if not answers[criterion.key].is_ruled_out:
            for part, value in choose(criterion).items():
                was = False if part == "starred" else None if part == "rating" else ""
                rating.rate(db, by, audit_id, criterion.key, part, value, was=was, visit="v")
    judge_all(db, by, checklist, audit_id, agency)
    case_audit.submit(db, by, audit_id)


def judge_all(db, by, checklist, audit_id, agency):
    if checklist.judgement_scale is None:
        return
    with db.reading() as connection:
        answers = case_audits.answers(connection, audit_id)
    asked = [
        each.key
        for each in standards_asked(checklist, agency)
        if any(not answers[one.key].is_ruled_out for one in each.criteria)
    ]
    for standard in (*asked, ""):
        closed = closed_values(checklist, bool(capping(checklist, answers.values(), standard)))
        open_ones = [each.key for each in checklist.judgement_scale.values if each.key not in closed]
        give = {"value": open_ones[len(audit_id) % len(open_ones)], "rationale": "Seen in the plan."}
        for part, value in give.items():
            was = None if part == "value" else ""
            judgement.judge(db, by, audit_id, standard, part, value, was=was, visit="v")
