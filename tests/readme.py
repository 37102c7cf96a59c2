"""The tables of the README and the guides, printed from the code. `python -m tests.readme` writes them afresh."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

from audit.documents.checklist import read
from audit.documents.checklist_library import library
from audit.model.case_audit import CaseAuditStatus
from audit.model.cycle import Facts
from audit.model.person import Role
from audit.model.round import RoundStatus
from audit.pages.parts.keeper import KEYS
from audit.rules import cycle as rounds
from audit.rules.allocation import BY_REASON, SENTENCES
from audit.rules.checklist import coverage
from audit.rules.lifecycle import MOVES
from audit.rules.permission import ALLOWED
from tests.benchmarks import kept as benchmarked
from tests.benchmarks.table import markdown
from tests.journeys.walks import WALKS
from tests.labelled import overall, scores
from tests.matrix import rows as matrix_rows

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
GUIDES = (
    README,
    *(
        ROOT / folder / "README.md"
        for folder in ("audit", "audit/pages", "audit/rules", "checklists", ".deploy")
    ),
)
"""What a newcomer reads first, and what those read who need more of one thing."""


def table(head: list[str], rows: list[list[str]]) -> str:
    """A table in markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def keys() -> str:
    """What each key does on the case audit page."""
    return table(["key", "does"], [[f"`{key}`", does] for key, does in KEYS])


def permissions() -> str:
    """Who may do what, how far, and which commands and views ask."""
    return table(
        ["verb", *(role.value for role in Role), "asked by"],
        [
            [f"`{verb}`", *reach, ", ".join(f"`{each}`" for each in asking)]
            for verb, asking, reach in matrix_rows()
        ],
    )


def lifecycle() -> str:
    """How a case audit moves."""
    return table(
        ["status", *MOVES],
        [
            [
                status.value,
                *(moves[status].value if status in moves else "" for moves in MOVES.values()),
            ]
            for status in CaseAuditStatus
        ],
    )


def cycle() -> str:
    """How a round moves: from where to where, who moves it, and what it needs."""
    nothing = Facts(status=RoundStatus.PLANNED)
    who = ", ".join(ALLOWED["round.move"])
    rows = []
    for move in rounds.MOVES.values():
        needs = [each(nothing).words.partition(":")[0] for each in move.needs]
        asked = [*needs, *(["always a reason"] if move.says_why else [])]
        way = [f"{at} → {to}" for at, to in move.steps.items()]
        rows.append([move.label, ", ".join(way), who, "; ".join(asked), move.meaning])
    return table(["move", "from → to", "who", "needs", "then"], rows)


def standings() -> str:
    """What may be done in a round at each standing."""
    return table(
        ["in a round that is", *RoundStatus],
        [
            [words, *("yes" if rounds.is_open(work, each) else "" for each in RoundStatus)]
            for work, words in rounds.WORDS.items()
        ],
    )


def child_s() -> str:
    """Which learning points of Child S have which criteria."""
    folder = read(ROOT / "checklists" / "child-s")
    assert folder.review is not None
    assert not folder.complaints
    audit, reflection = (
        next(each for each in folder.checklists if each.purpose == purpose)
        for purpose in ("case file audit", "self-reflection")
    )
    asked, reflected = coverage(folder.review, audit), coverage(folder.review, reflection)
    return table(
        ["learning point", "kind", "criteria", "self-reflection"],
        [
            [
                point.key,
                point.kind_label,
                ", ".join(asked[point.key]),
                ", ".join(reflected[point.key]),
            ]
            for point in folder.review.learning_points
        ],
    )


def shipped() -> str:
    """The reviews in the library, and how each rates."""
    rows = []
    for folder in library():
        assert folder.review is not None
        assert not folder.complaints
        rows += [
            [
                f"`{folder.review.key}`",
                each.title,
                folder.review.handling.value,
                str(len(each.criteria)),
                " / ".join(one.label for one in each.rating_scale.ratings),
            ]
            for each in folder.checklists
        ]
    return table(["folder", "checklist", "handling", "criteria", "rated"], rows)


def identifiers() -> str:
    """How well what looks like an identifier is found in the labelled lines."""
    rows = [
        [name, str(score.marked), f"{score.precision:.0%}", f"{score.recall:.0%}"]
        for name, score in [
            *((kind.label, score) for kind, score in scores().items()),
            ("**all**", overall()),
        ]
    ]
    return table(["what", "marked", "precision", "recall"], rows)


def allocation() -> str:
    """The rules of allocation, and which of them a QA lead may break by hand."""
    return table(
        ["rule", "which says", "by hand"],
        [
            [rule, sentence, "with a reason" if rule in BY_REASON else "never broken"]
            for rule, sentence in SENTENCES.items()
        ],
    )


JOURNEYS = ROOT / "tests" / "journeys"
SHOWN = (
    "theirs",
    "ours",
    "reached",
    "seen",
    "order",
    "small",
    "unnamed",
    "narrow",
    "twice",
    "four_times",
    "moving",
)
"""What is told of each page, by how many faults there are, in the order of the table's columns."""


def accessibility() -> str:
    """What was found on each page when all were walked last."""
    pages = json.loads((JOURNEYS / "everyone.json").read_text("utf-8"))["pages"]
    head = ["page", "stops", "names", "Streamlit's", "axe", "not reached", "not seen", "leaps", "< 24 px", "no name",
            "320 px", "200%", "400%", "moves"]  # fmt: skip
    return table(
        head,
        [
            [name, str(at["stops"]), str(at["named"]), *(str(len(at[each])) for each in SHOWN)]
            for name, at in pages.items()
        ],
    )


def walks() -> str:
    """What it took each person to come to what they came for, before and now."""
    kept = json.loads((JOURNEYS / "walks.json").read_text("utf-8"))
    rows = []
    for name, (_role, _size, walk) in WALKS.items():
        numbers = [f"{at['clicks']} / {at['keys']} / {at['seconds']:.0f}"
                   if (at := kept[when].get(name)) else "–" for when in ("before", "now")]  # fmt: skip
        rows.append([name, (walk.__doc__ or "").strip().rstrip("."), *numbers])
    return table(["who", "from the first page until", "before", "now"], rows)


def benchmarks() -> str:
    """How long things took beside a peer or a floor when they were measured last."""
    return markdown(benchmarked.read(benchmarked.MEASURED))


TABLES: dict[str, Callable[[], str]] = {
    "accessibility": accessibility,
    "allocation": allocation,
    "benchmarks": benchmarks,
    "child-s": child_s,
    "cycle": cycle,
    "identifiers": identifiers,
    "keys": keys,
    "library": shipped,
    "lifecycle": lifecycle,
    "permissions": permissions,
    "standings": standings,
    "walks": walks,
}


def written(text: str) -> str:
    """Return a guide's text with every table in it as the code has it now."""
    for name, make in TABLES.items():
        before, found, rest = text.partition(f"<!-- table: {name} -->\n")
        if found:
            _, end, after = rest.partition("<!-- end -->")
            text = before + found + make() + "\n" + end + after
    return text


if __name__ == "__main__":
    for guide in GUIDES:
        guide.write_text(written(guide.read_text("utf-8")), "utf-8")
    sys.stdout.write("README.md and the guides are current\n")
