"""A checklist's rules as spreadsheet formulas: true, false, or neither while the answers leave it open.

Each rule has two formulas, one for surely true and one for surely false, as a spreadsheet has no third truth.
"""

from collections.abc import Iterable, Mapping

from audit.model.case_fact import All, Is, Not, Rule, Some
from audit.model.checklist import RatingScale

Cells = Mapping[str, str]
"""The cell in which the answer to a case fact stands as far as it counts."""
Words = Mapping[tuple[str, str], str]
"""For a case fact and one of its values, the cell or the text that holds its words."""


def surely(rule: Rule, cells: Cells, words: Words) -> str:
    """Return the formula that is true when the rule is."""
    match rule:
        case Is():
            return _joined("OR", (_same(rule.fact, each, cells, words) for each in rule.is_))
        case Not():
            return surely_not(rule.not_, cells, words)
        case All():
            return _joined("AND", (surely(each, cells, words) for each in rule.all))
        case Some():
            return _joined("OR", (surely(each, cells, words) for each in rule.any))


def surely_not(rule: Rule, cells: Cells, words: Words) -> str:
    """Return the formula that is true when the rule is false."""
    match rule:
        case Is():
            if rule.fact not in cells:
                return "FALSE"
            return f'AND({cells[rule.fact]}<>"",NOT({surely(rule, cells, words)}))'
        case Not():
            return surely(rule.not_, cells, words)
        case All():
            return _joined("OR", (surely_not(each, cells, words) for each in rule.all))
        case Some():
            return _joined("AND", (surely_not(each, cells, words) for each in rule.any))


def out(rules: Iterable[Rule | None], cells: Cells, words: Words) -> str:
    """Return the formula that is true when one of the rules is false."""
    return _joined("OR", (surely_not(each, cells, words) for each in rules if each is not None))


def criterion_status(
    row: int, column: Mapping[str, str], scale: RatingScale, labels: Mapping[str, str]
) -> str:
    """Return the formula that says what a criterion still needs."""
    answer, evidence = f"{column['answer']}{row}", f"{column['evidence']}{row}"
    reason, overrule = f"{column['reason']}{row}", f"{column['overrule']}{row}"
    needs_evidence = _joined(
        "OR", (f"{answer}={labels[x.key]}" for x in scale.ratings if x.needs_evidence)
    )
    needs_reason = _joined(
        "OR", (f"{answer}={labels[x.key]}" for x in scale.ratings if x.needs_reason)
    )
    return (
        f'=IF(AND({column["helper"]}{row},TRIM({overrule})=""),"Not applicable",'
        f'IF({answer}="","To do",'
        f'IF(AND({needs_evidence},TRIM({evidence})=""),"Needs evidence",'
        f'IF(AND({needs_reason},TRIM({reason})=""),"Needs a reason","Done"))))'
    )


def _same(fact: str, value: str, cells: Cells, words: Words) -> str:
    if fact not in cells:
        return "FALSE"
    return f'{cells[fact]}&""={words[fact, value]}'


def _joined(name: str, parts: Iterable[str]) -> str:
    found = list(parts)
    if not found:
        return "FALSE" if name == "OR" else "TRUE"
    return found[0] if len(found) == 1 else f"{name}({','.join(found)})"
