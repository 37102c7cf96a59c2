"""One agency's audit of its file on a child as a Word document."""

from docx.document import Document as Word

from audit.documents.jtai_name import HANDLING
from audit.documents.jtai_words import HANDLED, WIDE, Making, about
from audit.documents.paper_text import clean
from audit.documents.paper_word import heading, new_paper, note, say, table, title, to_bytes
from audit.rules.headline import many
from audit.rules.retention import day, today
from audit.views.jtai_audit import AgencyAudit, AuditedStandard, JudgedLine, RatedLine
from audit.views.jtai_bundle import Bundle

NOTHING = "–"
STAR = "★ Good practice"
SAME = "as rated"


def agency_document(bundle: Bundle, making: Making, reference: str, audit: AgencyAudit) -> bytes:
    """Return the document."""
    name = f"{audit.agency}: agency audit"
    made = new_paper(about(bundle, making, f"{name}, child {reference}"), points=10, margin=2.0)
    checklist = bundle.checklist
    title(
        made,
        name,
        f"Child {reference}. {bundle.round_title}. {checklist.title}, version {checklist.version}.",
    )
    note(made, HANDLING.label, HANDLED)
    heading(made, "How it was read")
    for each in read(audit):
        say(made, each)
    _facts(made, audit)
    heading(made, "Ratings and judgements")
    for standard in audit.standards:
        _standard(made, standard, moderated=audit.moderated_at is not None)
    heading(made, "The whole file", 2)
    _judged(made, audit.overall)
    _talk(made, audit)
    _moderation(made, audit)
    return to_bytes(made)


def read(audit: AgencyAudit) -> tuple[str, ...]:
    """Say who inspects the agency, whose file it is, by how many it was read, and what stands."""
    held = f", {audit.team}" if audit.team else ""
    by = f" Inspected by: {audit.inspectorate}." if audit.inspectorate else ""
    found = [
        f"The file of {audit.agency}{held}. Age of the child at the audit: {audit.age_band}.{by}"
    ]
    on = day(today(audit.submitted_at)) if audit.submitted_at else "a day that is not kept"
    blind = ", each without seeing the other's ratings" if audit.readers > 1 else ""
    found.append(
        f"It was read by {many(audit.readers, 'auditor')}{blind}; what follows is the first reading, handed in on {on}."
        " Auditors and moderators are not named: it is the system that is judged."
    )
    if audit.moderated_at is not None:
        found.append(
            f"It was moderated, and signed off on {day(today(audit.moderated_at))}: where “Moderated” differs from the"
            " rating, that is what counts."
        )
    if audit.note:
        found.append(f"Still to come: {audit.note}. What counts may still change.")
    return tuple(found)


def _facts(made: Word, audit: AgencyAudit) -> None:
    heading(made, "Case facts")
    if not audit.facts:
        say(made, "The checklist asks for none.")
        return
    table(made, ("What was asked", "From the file"), audit.facts, (WIDE - 6.5, 6.5), "Case facts")


def _standard(made: Word, standard: AuditedStandard, *, moderated: bool) -> None:
    heading(made, standard.title, 2)
    # At the foot of a page it would say what the table shows that begins on the next.
    say(made, standard.statement).paragraph_format.keep_with_next = True
    heads = ["Criterion", "Rating", "Evidence, and reason"]
    widths = [5.4, 2.6, 9.0]
    if moderated:
        heads, widths = [*heads, "Moderated"], [5.0, 2.5, 7.0, 2.5]
    rows = [
        [f"{each.key}  {each.statement}", _rated(each), _written(each)]
        + ([_moderated(each)] if moderated else [])
        for each in standard.lines
    ]
    table(made, heads, rows, widths, f"Ratings on {standard.title}")
    say(made, "", "Gap")
    _judged(made, standard.judged)


def _moderated(line: RatedLine) -> str:
    return SAME if line.moderated == line.rating else line.moderated or NOTHING


def _rated(line: RatedLine) -> str:
    return "\n".join(filter(None, (line.rating or NOTHING, STAR if line.starred else "")))


def _written(line: RatedLine) -> str:
    reason = f"Reason: {line.reason}" if line.reason else ""
    overrule = (
        f"Rated although the case facts rule it out: {line.overrule}" if line.overrule else ""
    )
    return "\n".join(filter(None, (line.evidence, reason, overrule))) or NOTHING


def _judged(made: Word, judged: JudgedLine) -> None:
    if not (judged.value or judged.rationale):
        say(made, "Not judged: nothing in it applied to the file.")
    else:
        _judgement(made, "Judgement", judged.value, judged.rationale)
    if judged.moderated and (judged.moderated != judged.value or judged.moderated_rationale):
        _judgement(made, "Moderated judgement", judged.moderated, judged.moderated_rationale)


def _judgement(made: Word, label: str, value: str, rationale: str) -> None:
    said = say(made, "")
    said.add_run(clean(f"{label}: {value or 'in words'}. ")).bold = True
    said.add_run(clean(rationale or "No rationale was written."))


def _talk(made: Word, audit: AgencyAudit) -> None:
    heading(made, "Conversation with the practitioner, and the family's views")
    if not audit.talk:
        say(made, "Nothing is kept of a conversation, and nobody's views.")
        return
    rows = [
        (
            each.about[:1].upper() + each.about[1:],
            each.value,
            each.now,
            "\n".join(filter(None, (each.evidence, each.text))),
        )
        for each in audit.talk
    ]
    heads = ("About", "From the file alone", "As it stands", "What was written or said")
    table(
        made,
        heads,
        rows,
        (4.0, 3.0, 2.8, 7.2),
        "What the conversation changed, and whose views were sought",
    )


def _moderation(made: Word, audit: AgencyAudit) -> None:
    heading(made, "Moderation")
    if audit.moderated_at is None:
        say(made, "This file was not moderated." if not audit.note else f"Not yet: {audit.note}.")
        return
    if not audit.settled:
        say(made, "Nothing had to be decided: what was read stands as it was read.")
        return
    twice = audit.readers > 1
    heads = [
        "What was settled",
        "First reading",
        *(["Second reading"] if twice else []),
        "Settled as",
        "Why",
    ]
    widths = [3.6, 2.7, 2.7, 2.7, 5.3] if twice else [4.6, 3.0, 3.0, 6.4]
    rows = [
        [
            each.about,
            each.first or NOTHING,
            *([each.second or NOTHING] if twice else []),
            each.settled or NOTHING,
            each.reason,
        ]
        for each in audit.settled
    ]
    table(made, heads, rows, widths, "What a moderator settled, and why")
