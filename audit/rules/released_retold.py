"""A picture that was let out, said again in the language of whoever reads it: no number and no answer is another."""

from audit.model.language import of_checklist, speaks_english
from audit.model.released import ReleasedPicture, ReleasedResult
from audit.model.retold import retold
from audit.model.wording import worded


def in_readers_words(found: ReleasedPicture) -> ReleasedPicture:
    """Return the picture with its words in the reader's language; it is kept in English."""
    if speaks_english():
        return found
    return found.model_copy(
        update={
            "checklist": retold(found.checklist),
            "review": worded(found.review),
            "overall": _result(found.overall),
            "standards": tuple(map(_result, found.standards)),
            "criteria": tuple(map(_result, found.criteria)),
            "points": tuple(map(_result, found.points)),
            "judgements": {of_checklist(each): n for each, n in found.judgements.items()},
            "instead": retold(found.instead),
            "warnings": tuple(map(retold, found.warnings)),
            "sample": retold(found.sample),
        }
    )


def _result(found: ReleasedResult) -> ReleasedResult:
    answer = found.answer
    if answer is not None:
        told = {
            "reason": retold(answer.reason),
            "provisos": tuple(map(retold, answer.provisos)),
        }
        answer = answer.model_copy(update=told)
    return found.model_copy(
        update={
            "title": retold(found.title),
            "beside": of_checklist(found.beside),
            "change": retold(found.change),
            "answer": answer,
        }
    )
