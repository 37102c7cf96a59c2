"""The tables of calibration, declared once: who has passed, and where people go astray."""

from audit.documents.column import Column
from audit.model.language import N_, _
from audit.rules.calibration import attempt_words, standing_words
from audit.views.calibration import AuditorPractice, CriterionPractice

AUDITORS: tuple[Column[AuditorPractice], ...] = (
    Column("Auditor", lambda r: r.name, "text", "Whoever has a file in the round.", 28),
    Column(
        "Stands",
        lambda r: standing_words(r.standing, from_memory=r.is_from_memory),
        "words",
        "Whether live files are open; the agreed answers of a file tried before had been seen.",
        20,
    ),
    Column("Attempts", lambda r: len(r.attempts), "whole", "Attempts that were handed in.", 9),
    Column(
        "As agreed",
        lambda r: attempt_words(r.best) if r.best else N_("trying") if r.is_trying else "",
        "words",
        "Of the attempt that passed, else of the last one.",
        26,
    ),
    Column("Let in because", lambda r: r.let_in_because, "text", "A QA lead's reason.", 40),
)

CRITERIA: tuple[Column[CriterionPractice], ...] = (
    Column("Criterion", lambda r: f"{r.key}  {r.statement}", "text", "What an auditor rates.", 50),
    Column(
        "As agreed",
        lambda r: _("{n:,} of {of:,}").format(n=r.agreed, of=r.n),
        "words",
        "Of those who tried the file.",
        12,
    ),
    Column("Agreed answer", lambda r: r.agreed_answer, "words", "Of the practice file.", 16),
    Column(
        "The others gave",
        lambda r: ", ".join(f"{label} ({n})" for label, n in r.others),
        "words",
        "The commonest first.",
        30,
    ),
    Column("Practice file", lambda r: r.file, "text", "Where it was rated.", 30),
)
