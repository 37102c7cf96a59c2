"""Moving a round to a newer version of its checklist: what was given on what is the same goes along, nothing else."""

from collections import Counter
from collections.abc import Iterable, Iterator

from audit.model.case_audit import Answer, CaseAuditStatus, Judgement
from audit.model.checklist import Checklist
from audit.model.language import N_, _
from audit.model.moving import Bound, Carried, Given, Reading, Touched
from audit.rules.applicability import counting, criteria_asked, ruled_out
from audit.rules.comparable import across_versions, plain, same_question
from audit.rules.completeness import missing, standards_asked
from audit.rules.cycle import is_open
from audit.rules.headline import many
from audit.rules.rating import counts_as

RULE = N_(
    "A rating goes along where its criterion is the same in both versions; where it is not, the rating is taken"
    " back and the words beside it stay. Judgements go along where their standard says the same and the scale"
    " of judgements is the same; answers to case facts where they are asked in the same words. A submitted file"
    " in which something is then missing goes back to its auditor. Nothing that was written is lost: a round"
    " with words under what is no longer asked stays where it is."
)
MOVED = "moved to a newer version"
"""Stands for the opening of a page from which an answer was taken back: a page that is open still is told."""


def carried(before: Checklist, now: Checklist, given: Given) -> Carried:
    """Return the reading as it stands under the newer version; one that was not started has nothing to carry."""
    known = {each.key: each for each in now.case_facts}
    answered = {key: each.value for key, each in given.facts.items() if each.value is not None}
    facts_gone = tuple(key for key in given.facts if key not in known)
    facts_again = tuple(
        key for key in answered if key in known and not same_question(known[key], before.fact(key))
    )
    facts = {
        key: value
        for key, value in answered.items()
        if key not in facts_gone and key not in facts_again
    }
    same = {each.key for each in across_versions(now, before) if each.is_same}
    asked = [each.key for each in criteria_asked(now, given.agency)]
    rated_again = tuple(
        key
        for key in asked
        if key not in same and key in given.answers and given.answers[key].rating is not None
    )
    gone = tuple(key for key in given.answers if key not in asked)
    answers = _answers(now, given, asked, rated_again, facts)
    judgements, judged_again, judgements_gone = _judgements(before, now, given)
    return Carried(
        facts=facts,
        facts_again=facts_again,
        facts_gone=facts_gone,
        answers=answers,
        rated_again=rated_again,
        new=tuple(key for key in asked if key not in given.answers),
        gone=gone,
        judgements=judgements,
        judged_again=judged_again,
        judgements_gone=judgements_gone,
        words_without_place=(
            *(key for key in gone if _has_words(given.answers[key])),
            *(key for key in judgements_gone if given.judgements[key].rationale.strip()),
        ),
        is_complete=not missing(now, given.agency, facts, answers, judgements),
    )


def _has_words(answer: Answer) -> bool:
    return bool(answer.evidence.strip() or answer.reason.strip() or answer.overrule.strip())


def _answers(
    now: Checklist, given: Given, asked: list[str], again: tuple[str, ...], facts: dict[str, str]
) -> dict[str, Answer]:
    counted = counting(now, facts)
    found = {}
    for key in asked:
        answer = given.answers.get(key, Answer(criterion=key))
        rules = (now.standard_of(key).applies_when, now.criterion(key).applies_when)
        changes: dict[str, object] = {"ruled_out_by": ruled_out(rules, counted) or ()}
        if key in again:
            changes |= {"rating": None, "visits": {**answer.visits, "rating": MOVED}}
        answer = answer.model_copy(update=changes)
        found[key] = answer.model_copy(update={"counts": counts_as(now.rating_scale, answer)})
    return found


def _judgements(
    before: Checklist, now: Checklist, given: Given
) -> tuple[dict[str, Judgement], tuple[str, ...], tuple[str, ...]]:
    """What stands of the judgements, the standards whose judgement is taken back, and those no longer asked."""
    scale = before.judgement_scale == now.judgement_scale
    says = {each.key: plain(each.statement) for each in before.standards}
    asked = {"": scale} | {
        each.key: scale and says.get(each.key) == plain(each.statement)
        for each in standards_asked(now, given.agency)
    }
    if now.judgement_scale is None:
        asked = {}
    gone = tuple(key for key in given.judgements if key not in asked)
    again = tuple(
        key
        for key, each in given.judgements.items()
        if each.value is not None and not asked.get(key, True)
    )
    stands = {
        key: each.model_copy(update={"value": None, "visits": {**each.visits, "value": MOVED}})
        if key in again
        else each
        for key, each in given.judgements.items()
        if key not in gone
    }
    return stands, again, gone


# ---- The round in all ------------------------------------------------------------------------------------


def touched(
    before: Checklist,
    now: Checklist,
    checklist_id: str,
    readings: Iterable[Reading],
    bound: Bound,
) -> Touched:
    """Return all that moving the round to the newer version would touch, and what stands against it."""
    readings = [] if bound.kept_from_you else list(readings)
    asked = {each.key for each in now.agencies}
    begun = [
        (each, carried(before, now, each.given))
        for each in readings
        if each.status is not CaseAuditStatus.NOT_STARTED
    ]
    there = across_versions(now, before)
    words = Counter(key for _, each in begun for key in each.words_without_place)
    lost = {each.given.agency for each in readings} - asked
    return Touched(
        checklist_id=checklist_id,
        title=now.title,
        version=before.version,
        newer=now.version,
        same=sum(each.is_same for each in there),
        different=tuple(each for each in there if not each.is_same),
        not_started=len(readings) - len(begun),
        begun=sum(each.status is not CaseAuditStatus.SUBMITTED for each, _ in begun),
        submitted=sum(each.status is CaseAuditStatus.SUBMITTED for each, _ in begun),
        opened_again=sum(goes_back(each.status, then) for each, then in begun),
        ratings=sum(_ratings(each.given, then) for each, then in begun),
        facts=sum(len(each.facts_again) + len(each.facts_gone) for _, each in begun),
        judgements=sum(len(each.judged_again) + len(each.judgements_gone) for _, each in begun),
        stays=tuple(_stays(before, now, bound, words, lost)),
    )


def _ratings(given: Given, then: Carried) -> int:
    gone = sum(given.answers[key].rating is not None for key in then.gone)
    return len(then.rated_again) + gone


def goes_back(status: CaseAuditStatus, then: Carried) -> bool:
    """Say whether a reading goes back to its auditor: it was submitted, and something would be missing."""
    return status is CaseAuditStatus.SUBMITTED and not then.is_complete


def returned_because(before: Checklist, now: Checklist, then: Carried) -> str:
    """Say to an auditor why a submitted file is theirs again, and what is to do in it."""
    to_do = {
        "rate again": then.rated_again,
        "rate for the first time": then.new,
        "answer again": then.facts_again,
        "judge again": tuple(key or _("the whole file") for key in then.judged_again),
    }
    words = "; ".join(f"{what} {', '.join(keys)}" for what, keys in to_do.items() if keys)
    moved = _("The round was moved from version {version} of its checklist to {version_2}").format(
        version=before.version, version_2=now.version
    )
    return f"{moved}: {words or _('look through what is missing')}."


def _stays(
    before: Checklist, now: Checklist, bound: Bound, words: Counter[str], lost: set[str]
) -> Iterator[str]:
    if not is_open("version", bound.standing):
        yield _("It is {standing}: only a planned or open round is moved.").format(
            standing=bound.standing
        )
    if bound.kept_from_you:
        yield _(
            "You read a file in it whose other reading is kept from you, so what the move touches"
            " cannot be told to you: another QA lead has to make it."
        )
        return
    yield from _held(before, bound)
    yield from _without_place(before, now, bound, words, lost)


def _held(before: Checklist, bound: Bound) -> Iterator[str]:
    """What belongs to the version that the round stands on."""
    for n, thing in (
        (bound.moderated, _("file whose moderation was begun")),
        (bound.conversations, _("file with a conversation or quotes")),
        (bound.panels, "panel"),
        (bound.releases, _("release made or proposed")),
    ):
        if n:
            yield _("It holds what belongs to version {version}: {counted}.").format(
                version=before.version, counted=_counted(n, thing)
            )
    if bound.practised:
        yield _(
            "It asks its auditors to read practice files, which belong to version {version}."
        ).format(version=before.version)


def _counted(n: int, thing: str) -> str:
    """The first word is the noun: "2 files whose moderation was begun"."""
    noun, _, rest = thing.partition(" ")
    return f"{many(n, noun)} {rest}".strip()


def _without_place(
    before: Checklist, now: Checklist, bound: Bound, words: Counter[str], lost: set[str]
) -> Iterator[str]:
    """What the newer version has no place for."""
    names = {each.key: each.name for each in before.agencies}
    for key in sorted(lost):
        yield _("It has files of {get}, which version {version} does not know.").format(
            get=names.get(key, key), version=now.version
        )
    if named := sorted(bound.named - {each.key for each in now.criteria}):
        yield _(
            "Findings, actions or good practice in it name {named},"
            " which version {version} does not ask."
        ).format(named=", ".join(named), version=now.version)
    for key, n in sorted(words.items()):
        yield _(
            "Words stand under {key} in {readings}, and version {version} has no place for them."
        ).format(
            key=key or "the judgement of the whole file",
            readings=many(n, "reading"),
            version=now.version,
        )
