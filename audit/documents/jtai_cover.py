"""The first document of a bundle for an inspection: whom it is about, what is in it, in which order, and what is not."""

from docx.document import Document as Word

from audit.documents.jtai_name import HANDLING
from audit.documents.jtai_words import WIDE, Making, about, listed, place
from audit.documents.paper_word import heading, new_paper, note, points, say, table, title, to_bytes
from audit.documents.sheet_text import when
from audit.model.checkpoint import Checkpoint
from audit.rules.headline import many
from audit.rules.jtai import in_order, inspected_by, inspectorates
from audit.views.jtai_bundle import Bundle

HANDLED = (
    "For the inspectors of a joint targeted area inspection (JTAI), and for those who prepare it. It holds what"
    " professionals wrote on the cases of children. Send it only by the way that the inspectorates name for it."
)
ORDER = (
    "On each child the partnership's evaluation comes first, then each agency's audit of its own file. The audits stand"
    " in the order in which the published guidance names the inspectorates."
)
LEFT_OUT = (
    "Who the children are. A reference leads to a child in the partnership's own list alone; hand that list over"
    " separately.",
    "Names of auditors, moderators, practitioners and families. Those present at a panel are given by role and agency.",
    "Audits of which a reading is still open, and drafts. The list above says where that is so.",
    "The case files themselves: evidence points at a document and a page, and copies nothing.",
)


def cover(bundle: Bundle, making: Making, checkpoint: Checkpoint | None) -> bytes:
    """Return the document."""
    n = many(len(bundle.children), "child")
    name = f"JTAI bundle: {n}"
    made = new_paper(about(bundle, making, f"{name}, {bundle.round_title}"), points=10, margin=2.0)
    title(made, name, f"{bundle.review.title}. {bundle.round_title}.")
    note(made, HANDLING.label, HANDLED)
    _what(made, bundle, making, checkpoint)
    _children(made, bundle)
    heading(made, "What is not in it")
    points(made, LEFT_OUT)
    _order(made, bundle)
    return to_bytes(made)


def _what(made: Word, bundle: Bundle, making: Making, checkpoint: Checkpoint | None) -> None:
    heading(made, "What this is")
    missing = sum(bool(each.child.missing) for each in bundle.children)
    lack = (
        f"Of {many(missing, 'child')} something is missing." if missing else "Nothing is missing."
    )
    checklist = bundle.checklist
    rows = [
        (
            "Holds",
            f"{many(len(bundle.children), 'child')}, {many(bundle.audits, 'agency audit')}. {lack}",
        ),
        ("Round", bundle.round_title),
        (
            "Audited with",
            f"{checklist.title}, version {checklist.version}, on {bundle.review.title}",
        ),
        ("Made", f"{when(bundle.at)} (Europe/London), by {making.by}"),
        ("Number", f"{making.number} in the register of documents"),
    ]
    if checkpoint is not None:
        rows.append(
            ("In the trail", f"Entry {checkpoint.seq:,} of {checkpoint.site}: {checkpoint.hash}")
        )
    table(made, ("What", "In words"), rows, (3.6, WIDE - 3.6), "What this bundle is")


def _children(made: Word, bundle: Bundle) -> None:
    heading(made, "Children")
    rows = [
        (
            part.child.reference,
            "\n".join(
                (place(nth, part), *(f"{each.number}  {each.what}" for each in listed(part)))
            ),
            part.child.judgement or "–",
            "\n".join(f"{each[:1].upper()}{each[1:]}" for each in part.child.missing) or "Nothing",
        )
        for nth, part in enumerate(bundle.children, start=1)
    ]
    heads = ("Child", "Folder, and its documents in order", "Partnership's judgement", "Missing")
    table(made, heads, rows, (2.8, 5.6, 3.2, 5.4), "The children of this bundle")
    say(made, "A document without a number is missing, and not in the folder.", "Small")


def _order(made: Word, bundle: Bundle) -> None:
    heading(made, "In which order")
    say(made, ORDER)
    there = in_order(bundle.checklist.agencies)
    rows = [
        (
            each.name,
            each.inspects,
            ", ".join(one.name for one in there if inspected_by(one) == each) or "–",
        )
        for each in inspectorates()
    ]
    others = ", ".join(one.name for one in there if inspected_by(one) is None)
    if others:
        rows.append(("None of them", "other agencies of the partnership", others))
    heads = ("Inspectorate", "Looks at", "Agencies of this checklist")
    table(
        made,
        heads,
        rows,
        (5.8, 4.6, 6.6),
        "The inspectorates in their order, and whom they inspect",
    )
