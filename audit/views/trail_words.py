"""Each act in plain words: what stands after the person's name when the trail is read."""

from typing import Any

from sqlalchemy import RowMapping

from audit.views import trail_detail as told
from audit.views import trail_values as values
from audit.views.trail_things import Things, detail_of, parted

SENTENCES: dict[str, str] = {
    "access.refused": "was refused {subject}, on the page {page}",
    "action.changed": "planned an action of {round_of} anew",
    "action.completed": "said that an action of {round_of} is done",
    "action.noted": "noted how far an action of {round_of} is",
    "action.planned": "planned an action in {round_of}",
    "action.reopened": "opened an action of {round_of} again that was said to be done",
    "action.verified": "verified that an action of {round_of} is done",
    "action.withdrawn": "withdrew an action of {round_of}",
    "actions.exported": "took out {n} actions as {which_form}",
    "actions.taken": "took a workbook of actions back in: {n} rows",
    "allocation.given": "gave out {n} readings of {subject}{drawn}",
    "allocation.taken_back": "took back {n} readings of {subject} that nobody had begun",
    "backup.made": "made a backup",
    "database.copied": "copied the database into another",
    "backup.removed": "removed a backup whose time was over",
    "backup.restored": "restored a backup",
    "board.released": "let numbers of {subject} out for {audience}: {title}",
    "board_pack.exported": "took out the board pack of {subject} for {audience}: {n} case audits",
    "calibration.asked": "{asked} before live files of {subject}",
    "calibration.let_in": "let {receiver} into live files of {subject} without passing, with a reason",
    "case.extracted": "{took} all that is held on {case}{suspects}",
    "case_audit.allocated": "gave {subject} to {receiver}{against}",
    "case_audit.opened": "opened {subject}",
    "case_audit.returned": "returned {subject} to its auditor",
    "case_audit.started": "started {subject}",
    "case_audit.submitted": "submitted {subject}",
    "case_fact.stated": "answered the case fact {place} of {subject}: {old} → {new}",
    "case_file.added": "added {subject} to {round}{against}",
    "case_files.added": "added case files on one case to {round}, agencies: {n}{against}",
    "certificate.exported": "took out the certificate of disposal of {subject}",
    "checklist.published": "published checklists of the review {id}",
    "concern.acknowledged": "acknowledged an immediate concern on {subject}{late}",
    "concern.closed": "closed an immediate concern on {subject}{late}",
    "concern.drafted": "took out an e-mail draft about an immediate concern on {subject}{late}",
    "concern.opened": "opened an immediate concern on {subject}",
    "concern.raised": "raised an immediate concern on {subject}",
    "concern.receivers_named": "named who receives the immediate concerns of {subject}",
    "concern.target_set": "set within how many hours an immediate concern is seen to",
    "conversation.agreed.given": "said whether the practitioner agrees to the comment on {subject}: {new}",
    "conversation.begun": "began the conversation with the practitioner on {subject}",
    "conversation.comment.given": "{wrote} the practitioner's comment on {subject}",
    "conversation.corrected": "corrected {corrected} of the conversation with the practitioner on {subject}",
    "conversation.view_reason.given": "{wrote} why it was not appropriate to ask for views ({place}) on {subject}",
    "conversation.view_said.given": "{wrote} what was said ({place}) on {subject}",
    "conversation.view_standing.given": "said what became of views ({place}) on {subject}: {old} → {new}",
    "conversation.why.given": "{wrote} why the conversation changed {settled} of {subject}",
    "conversation.without.given": "{wrote} why no conversation was held on {subject}",
    "counts.recounted": "counted anew what the boards of all rounds show: {n}",
    "data_extract.exported": "took out the data of {subject}: {n} ratings{with_texts}",
    "document.made": "made {subject}: SHA-256 {sha256}",
    "evidence.given": "{wrote} the line of evidence on criterion {place} of {subject}",
    "finding.changed": "put a finding of {round_of} in other words",
    "finding.declined": "declined what the results of {round_of} suggested: {key}",
    "finding.offered_again": "offered again what the results of {round_of} suggested: {key}",
    "finding.raised": "raised a finding in {round_of}, {kind}, from: {origin}",
    "finding.withdrawn": "withdrew a finding of {round_of}",
    "frame.exported": "took out the case list of {subject}",
    "frame.taken": "took a case list for {subject}: {cases} cases",
    "good_practice.changed": "put good practice of {round_of} in other words",
    "good_practice.drafted": "wrote down good practice that was seen in {round_of}",
    "good_practice.shown": "showed good practice of {round_of} to everybody",
    "good_practice.taken_down": "took good practice of {round_of} down",
    "identifier.cleared": "confirmed that what looked like an identifier is none",
    "judgement.rationale.given": "{wrote} the rationale of the judgement on {place} of {subject}",
    "judgement.value.given": "judged {place} of {subject}: {old} → {new}",
    "jtai.child_exported": "took out {subject} in a bundle for an inspection",
    "jtai.exported": "took out the bundle for an inspection of {subject}: {bundle}",
    "lines.opened": "opened the lines of evidence of {subject}: {which}",
    "moderation.agreed": "signed off the moderation of {subject}",
    "moderation.answered": "answered, as the {reading} reader, to the moderation of {subject}",
    "moderation.begun": "began to moderate {subject}",
    "moderation.drawn": "drew a moderation sample in {subject}: {share}% of {files} files read once",
    "moderation.opened": "opened the moderation of {subject}",
    "moderation.settled": "settled {settled} of {subject}: {choice}, {old} → {new}",
    "nudge.made": "took out {which} for {receiver}, on {subject}: {n} waiting",
    "overrule.given": "{wrote} why the case facts do not rule out criterion {place} of {subject}",
    "panel.attended": "noted who was present at the panel on {subject}",
    "panel.begun": "began the panel on {subject}{early}",
    "panel.dated": "noted the day on which the panel on {subject} was held",
    "panel.exported": "took out the learning summary of {subject}",
    "panel.happening.changed": "changed a line in the chronology of {subject}",
    "panel.happening.put": "put a line into the chronology of {subject}",
    "panel.happening.taken_out": "took a line out of the chronology of {subject}",
    "panel.judged": "judged {standard} in the panel on {subject}: {old} → {new}",
    "panel.left_out": "took out who was noted as present at the panel on {subject}",
    "panel.noted": "noted what the panel on {subject} makes of the gap on criterion {key}",
    "panel.opened": "opened the panel on {subject}",
    "panel.reopened": "opened the panel on {subject} again",
    "panel.signed_off": "signed off the panel on {subject}",
    "panel.summarised": "wrote the learning summary of {subject}",
    "person.admitted": "admitted {subject}",
    "person.changed": "changed what {subject} may do",
    "person.identified": "changed how {subject} signs in",
    "person.retired": "ended the access of {subject}",
    "person_list.exported": "took out the list of people",
    "practice.begun": "began {subject}",
    "practice.rated": "rated criterion {place} in {subject}",
    "practice.submitted": "handed in {subject}: {agreed}",
    "progress.read": "read how each case of {subject} stands",
    "pseudonym_key.made": "took up the key that pseudonyms are made with",
    "publication.agreed": "agreed, as the second person, that numbers of {subject} are published: release {number}",
    "publication.declined": "declined to publish numbers of {subject}, with a reason",
    "publication.proposed": "proposed to publish numbers of {subject}{warned}",
    "publication.withdrawn": "took back the proposal to publish numbers of {subject}",
    "pseudonym_list.exported": "took out their list with the pseudonyms for {subject}",
    "quote.added": "noted a quote with “{word}” in {subject}",
    "quote.tagged": "said anew what became of “{word}” in a quote of {subject}: {old} → {new}",
    "quote.taken_away": "took away a quote with “{word}” of {subject}",
    "rating.given": "rated criterion {place} of {subject}: {old} → {new}",
    "reason.given": "{wrote} the reason for the rating of criterion {place} of {subject}",
    "release.exported": "took out release {number} of {subject} for {audience}{form}",
    "round_auditor.changed": "changed share, leave or expertise of {receiver} in {subject}",
    "round_auditor.removed": "took {receiver} out of the auditors of {subject}",
    "round_auditors.added": "added {n} auditors to {subject}",
    "round.conversation_expected": "{expects} the conversation with the practitioner in {subject}",
    "round.disposed": "disposed of {subject}: what was written in it is erased",
    "round.held": "put a hold on {subject}: nothing of it may be erased",
    "round.kept": "set until when {subject} is kept",
    "round.moved": "moved {subject} on: {old} → {new}",
    "round.opened": "opened {subject} for case files",
    "round.overwritten": "finished erasing what was written in {subject}",
    "round.planned": "planned {subject}",
    "round.planned_anew": "changed what {subject} looks into, or its days",
    "round.re_audit_planned": "planned {subject}, a re-audit",
    "round.read": "read the list of case files of {subject}",
    "round.released": "ended the hold on {subject}",
    "sample.case_left_out": "left a case out of sample {number} of {subject}, with nothing in its place",
    "sample.case_replaced": "replaced a case of sample {number} of {subject} by the next reserve",
    "sample.drawn": "drew sample {number} of {subject}: {cases} cases",
    "sample.drawn_again": "set the sample of {subject} aside and drew number {number}: {cases} cases",
    "sampling_log.exported": "took out the sampling log of {subject}",
    "scrutiny.answered": "answered comment {number} of scrutiny on {subject}",
    "scrutiny.commented": "commented on {subject}, as comment {number} of scrutiny",
    "scoring.exported": "took out a scoring workbook of {subject}: {n} of their own case files",
    "scoring.taken": "took a scoring workbook back in to {subject}: {n} answers",
    "session.began": "signed in{network}",
    "session.ended": "{ended}",
    "session.refused": "was turned away at the door{network}{why}",
    "session.used": "went on working",
    "sign_in.answered": "came back from signing in",
    "sign_in.began": "began to sign in",
    "spread.changed": "put right that {whose} had the {handout} of {subject}: now {on}, {used}",
    "spread.held": "said that {whose} had the {handout} of {subject} on {on}: {used}",
    "spread.taken_back": "took back that {whose} had the {handout} of {subject} on {on}",
    "starred.given": "{starred} criterion {place} of {subject}",
    "story.exported": "took out the story of {key} in {subject} for {audience}",
    "supervision.exported": "took out the supervision pack of {whose} on {subject}",
    "supervision.returned": "said that the supervision pack of {whose} on {subject} was used on {on}: {used}",
    "supervision.taken_back": "took back that the supervision pack of {whose} on {subject} was used on {on}",
    "timetable.laid_out": "laid out a timetable for {subject}",
    "theme.added": "added the theme “{theme}”",
    "theme.changed": "changed the theme “{theme}”",
    "theme.taken_away": "took away the theme “{theme}”",
    "timetable.step_added": "added a step to the timetable of {subject}",
    "timetable.step_marked": "marked a step of the timetable of {subject}",
    "timetable.step_moved": "gave a step of the timetable of {subject} another day",
    "timetable.step_removed": "took a step out of the timetable of {subject}",
    "trail.key_changed": "changed the key that seals the trail",
    "trend.begun_anew": "let the trends of {subject} and its like begin anew from {on}",
    "trend.taken_back": "took back that the trends of {subject} and its like begin anew from {on}",
    "watched_word.added": "added to the list of words that point at somebody",
    "watched_word.removed": "took from the list of words that point at somebody",
}
"""Act to its words, with gaps for what it was about."""

KINDS = {
    "agency": "Agencies",
    "action": "Actions",
    "answer": "Ratings and lines",
    "case_audit": "Case audits",
    "conversation": "Conversations",
    "document": "Documents",
    "fact": "Case facts",
    "finding": "Findings",
    "good_practice": "Good practice",
    "judgement": "Judgements",
    "moderation": "Moderation",
    "page": "Pages",
    "panel": "Panels",
    "quote": "Quotes",
    "person": "People",
    "practice": "Practice",
    "round": "Rounds",
    "session": "Sign-in",
    "site": "The database",
    "source_review": "Checklists",
    "theme": "Themes",
}
"""What an act can be about, in words."""
FORBIDDEN = "what their roles do not allow"


LIKE = {
    ("moderation.settled", "fact"): "case_fact.stated",
    ("moderation.settled", "rating"): "rating.given",
    ("moderation.settled", "judgement"): "judgement.value.given",
    ("panel.judged", "None"): "judgement.value.given",
}
"""What a moderator settles, or a panel judges, has the words that a reader's has."""


def in_words(act: str, facts: dict[str, str]) -> str:
    """Return the act as a sentence without its subject; one from another version is told by its name."""
    sentence = SENTENCES.get(act, act.replace(".", " ").replace("_", " ") + ": {subject}")
    return sentence.format_map(_Told(facts)) + facts.get("looked", "") + facts.get("named", "")


class _Told(dict[str, str]):
    def __missing__(self, _: str) -> str:
        return "?"


def facts(things: Things, row: RowMapping) -> dict[str, str]:
    """What fills the gaps of a sentence."""
    kind, id_, place = parted(row["about"])
    detail = detail_of(row)
    of = LIKE.get((row["act"], str(detail.get("kind"))), row["act"])
    # An entry about a panel names its round, and within it the panel, whose case and checklist these are.
    id_ = place if kind == "panel" else id_
    checklist = things.checklists.get(id_)
    place = str(detail["key"]) if of != row["act"] and "key" in detail else place
    old, new = (values.value(of, place, detail.get(name), checklist) for name in ("old", "new"))
    return {
        "id": id_,
        "subject": FORBIDDEN if _is_forbidden(kind, detail) else things.subject(kind, id_),
        "place": values.standard(place, checklist) if kind == "judgement" else place,
        "old": old,
        "new": new,
        "wrote": told.wrote(detail),
        "starred": "starred as good practice"
        if detail.get("new") == "true"
        else "took the star from",
        "receiver": _receiver(things, detail),
        "round": things.subject("round", str(detail.get("round", ""))),
        "audience": str(detail.get("audience", "")),
        "n": f"{detail.get('case_audits', detail.get('n', '?'))}",
        "with_texts": ", with what was written" if detail.get("written") else "",
        "drawn": told.drawn(detail),
        "asked": told.asked(detail),
        "agreed": told.agreed(detail),
        "against": told.against(detail),
        "page": str(detail.get("page", "")),
        "word": str(detail.get("word", "")),
        "which": told.which(detail),
        "ended": told.ended(kind, things.subject(kind, id_), row["person"] == id_, detail),
        "why": told.why(detail),
        "network": f", from {detail['network']}" if detail.get("network") else "",
        "case": things.subject(kind, id_) if id_ else "a case that is not here",
        "suspects": told.suspects(detail.get("suspects")),
        "looked": told.looked(detail),
        "took": "looked up" if detail.get("to") == "screen" else "took out",
        "cases": f"{detail.get('cases', '?')}",
        "bundle": told.bundle(detail),
        "reading": str(detail.get("reading", "")),
        "share": str(detail.get("share", "?")),
        "files": str(detail.get("files", "?")),
        "expects": "asks for" if detail.get("expected") else "no longer asks for",
        "settled": values.settled(detail, checklist),
        "choice": told.CHOICES.get(str(detail.get("choice")), "?"),
        "number": f"{detail.get('number', '?')}",
        "form": told.form(detail),
        "whose": str(detail.get("whose", "?")),
        "used": told.used(detail),
        "on": told.on(detail),
        "corrected": told.corrected(detail),
        "late": ", late" if detail.get("late") else "",
        "early": ", before every file was read" if detail.get("reason") else "",
        "standard": values.standard(str(detail.get("key", "")), checklist, "the whole case"),
        "key": str(detail.get("key", "?")),
        "warned": told.warned(detail),
        "named": f", as document {detail['document']}" if detail.get("document") else "",
        "sha256": str(detail.get("sha256", "?")),
        "kind": str(detail.get("kind", "?")),
        "which_form": str(detail.get("which", "?")),
        "origin": str(detail.get("origin", "?")),
        "theme": str(detail.get("name", "?")),
        "handout": str(detail.get("handout", "?")),
        "round_of": things.subject("round", id_),
    }


def _is_forbidden(kind: str, detail: dict[str, Any]) -> bool:
    """True if it was a right that was missing, and not the thing that was asked for."""
    return kind == "page" and str(detail.get("code", "")).startswith("permission.")


def _receiver(things: Things, detail: dict[str, Any]) -> str:
    """For whom something is: a person by name, or everybody."""
    who = str(detail.get("receiver", detail.get("new")))
    return things.people.get(who, who)
