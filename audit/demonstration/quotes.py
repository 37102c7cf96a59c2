"""The vague words that an auditor notes in an invented file."""

from audit.demonstration.chance import draw, draw_some, stream
from audit.demonstration.content import partnership
from audit.model.checklist import VagueWords
from audit.model.quote import Quote


def noted(of: str, vague: VagueWords) -> list[Quote]:
    """Return the quotes of one reading; a word or tag that the content does not know is drawn as any other."""
    content = partnership()["quotes"]
    rng = stream(of, "quotes")
    if rng.random() >= content["chance"]:
        return []
    tags = {each.key: content["tags"].get(each.key, 1) for each in vague.tags}
    words = {each: len(content["words"].get(each, [each])) for each in vague.words}
    return [
        Quote(
            id="",
            word=word,
            quote=rng.choice(content["words"].get(word, [word])),
            place=rng.choice(content["places"]),
            tag=draw(tags, rng),
        )
        for word in draw_some(words, rng.randint(1, content["most"]), rng)
    ]
