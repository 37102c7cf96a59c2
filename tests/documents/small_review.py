"""One small review with one good checklist, as short as they can be."""

from pathlib import Path

REVIEW = """\
key = "small"
title = "Small review"
kind = "Practice review"
summary = "A child was hurt."
handling = "published"
handling_reason = "The report is out."

[[learning_points]]
key = "GP1"
kind = "GP"
text = "The first visit was prompt."

[[learning_points]]
key = "AS1"
kind = "AS"
text = "Fathers were left out."

[[learning_points]]
key = "RQ1"
kind = "RQ"
text = "Do I ask who else cares for the child?"
"""

CHECKLIST = """\
key = "audit"
review = "small"
version = 1
title = "Small audit"
introduction = "Read the file first."
agencies = [
    { key = "police", name = "Police" },
    { key = "health", name = "Health" },
]

[rating_scale]
ratings = [
    { key = "yes", label = "Yes", counts_as = "met" },
    { key = "no", label = "No", counts_as = "not met", needs_evidence = true },
    { key = "na", label = "Does not apply", counts_as = "out", needs_reason = true },
]

[judgement_scale]
cap = "fair"
values = [
    { key = "good", label = "Good", means = "Practice is sound." },
    { key = "fair", label = "Fair", means = "Practice has gaps." },
    { key = "poor", label = "Poor", means = "A child was left at risk." },
]

[[case_facts]]
key = "father"
question = "Is the father known?"
values = [{ key = "known", label = "Known" }, { key = "unknown", label = "Unknown" }]

[[case_facts]]
key = "age"
question = "How old is the child?"
values = [{ key = "baby", label = "Under 1" }, { key = "older", label = "1 or over" }]

[[standards]]
key = "fathers"
title = "Fathers"
statement = "Fathers are part of the work."
target = 0.9
applies_when = { fact = "father", is = ["known"] }

[[standards.criteria]]
key = "F1"
statement = "The father is spoken to."
learning_points = ["AS1"]
asked_of = ["police"]
where_to_look = "Contact notes."
evidence_prompt = "When, and what he said."
critical = true
descriptors = { yes = "He was met.", no = "Nobody met him.", na = "It would be unsafe." }

[[standards.criteria]]
key = "F2"
statement = "The father is in the plan."
learning_points = ["AS1", "RQ1"]
where_to_look = "The plan."
evidence_prompt = "What he is to do."
descriptors = { yes = "He has a part.", no = "He has none.", na = "There is no plan." }
applies_when = { any = [{ fact = "age", is = ["baby"] }, { not = { fact = "age", is = ["baby"] } }] }

[[standards]]
key = "visits"
title = "Visits"
statement = "Visits are prompt."

[[standards.criteria]]
key = "V1"
statement = "The first visit is prompt."
learning_points = ["GP1"]
where_to_look = "The log."
evidence_prompt = "Days until the visit."

[standards.criteria.descriptors]
yes = "Within ten days."
no = "Later."
na = "Not asked for."
"""


MEASURES = """
[[ladders]]
key = "father"
title = "The father"
introduction = "How far."
applies_when = { fact = "father", is = ["known"] }
steps = [
    { label = "Known", fact = "father", is = ["known"] },
    { label = "Met", criterion = "F1" },
    { label = "Planned", criterion = "F2", counts_as = ["met", "partly"] },
]

[[timers]]
key = "wait"
title = "Waiting"
introduction = "How long."
raised = { fact = "asked", is = ["yes"] }
stage = "asked"
days = "wait"
outcome = "asked"
answer_within = 5

[vague_words]
title = "Loose words"
question = "Which?"
criterion = "V1"
words = ["likely", "maybe"]
tags = [{ key = "clear", label = "Clear" }, { key = "open", label = "Open", is_gap = true }]
"""
"""What a checklist may count beside its ratings; with `FOLLOW_UPS` it belongs to the small one."""

FOLLOW_UPS = """
[[case_facts]]
key = "asked"
question = "Was it asked?"
asked_when = { fact = "father", is = ["known"] }
values = [{ key = "yes", label = "Yes" }, { key = "no", label = "No" }]

[[case_facts]]
key = "wait"
question = "How long did it take?"
asked_when = { fact = "asked", is = ["yes"] }
number = { unit = "days", least = 0, most = 30 }

"""
MEASURED = CHECKLIST.replace("[[standards]]", f"{FOLLOW_UPS}[[standards]]", 1) + MEASURES
"""The small checklist with follow-up facts, a ladder, a timer and vague words."""


def patched(text: str, *changes: tuple[str, str]) -> str:
    """Return the text with each change made where its old words stand; they must stand there once."""
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the good text"
        text = text.replace(old, new)
    return text


def line_of(text: str, words: str) -> int:
    """Return the line on which the words stand; they must stand there once."""
    assert text.count(words) == 1, f"{words!r} stands {text.count(words)} times"
    return text[: text.index(words)].count("\n") + 1


def folder_of(parent: Path, review: str = REVIEW, **checklists: str) -> Path:
    """Write a review's folder: each further argument is a checklist by the stem of its file name."""
    folder = parent / "small"
    folder.mkdir()
    (folder / "review.toml").write_text(review, encoding="utf-8")
    for stem, text in (checklists or {"audit": CHECKLIST}).items():
        (folder / f"{stem}.toml").write_text(text, encoding="utf-8")
    return folder
