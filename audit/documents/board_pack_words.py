"""How the figures of a board pack are counted, in plain words: read beside `domain` definitions, not code."""

from audit.documents.board_pack_picture import Picture
from audit.model.checklist import Counts, RatingScale
from audit.model.language import N_, _
from audit.rules.change import RULE as CHANGE_RULE
from audit.rules.comparable import RULE as SAME_RULE
from audit.rules.embedded import RULE as ANSWER_RULE
from audit.rules.trend_words import RULE

COUNTED_AS = {
    Counts.MET: N_("counts as met"),
    Counts.PARTLY: N_("counts as partly met"),
    Counts.NOT_MET: N_("counts as not met"),
    Counts.NOT_EVIDENCED: N_("counts as not met and is shown apart"),
    Counts.OUT: N_("is out of the count"),
}

COUNTING: tuple[tuple[str, str], ...] = (
    (
        N_("Applicable (n)"),
        N_(
            "Ratings met, partly met, not met or not evidenced. Every figure says how many there are."
        ),
    ),
    (
        N_("Compliance"),
        N_("Met ÷ applicable. Partly met, not met and not evidenced are all short of met."),
    ),
    (
        N_("Not evidenced"),
        N_(
            "The file does not show it either way. It is counted as not met, because what is not written"
            " down cannot be relied on, and shown apart, because silence is not bad care."
        ),
    ),
    (
        N_("Not applicable"),
        N_(
            "Out of the count: either the case facts rule the criterion out, or the auditor does, with a"
            " reason. Where over half are not applicable the criterion is flagged below."
        ),
    ),
    (
        N_("Small numbers"),
        N_(
            "Under 10 applicable ratings there is no percentage: one file more or less would change"
            " it too much. Read the counts."
        ),
    ),
    (
        N_("Interval of a criterion"),
        N_(
            "Wilson's score interval, 95%: made so, an interval holds the share of practice at large in about"
            " nineteen rounds of twenty (Wilson 1927)."
        ),
    ),
    (
        N_("Interval of a standard, a learning point, the round"),
        N_(
            "Ratings of one case hang together, so the case is the cluster: from how the cases differ"
            " follows how many independent ratings these are worth (the effective n, never above n nor below"
            " one), and Wilson's interval is taken on that. The fewer the cases, the less sure is what they say"
            " of how cases differ, so the effective n is made smaller by Student's t: times (t of n − 1 ÷ t of"
            " cases − 1)², 97.5% points. Where all ratings are met, or none, or there is one case, each case"
            " is counted once, and no limit says more than such an interval would (Kish 1965; Korn and Graubard"
            " 1998). In simulated rounds of 4 to 60 cases such"
            " an interval held the truth 96 times in 100 in the mean, 93 at the worst; one that took every rating"
            " as independent, 72 in the mean."
        ),
    ),
    (
        N_("Learning point"),
        N_(
            "All ratings of the criteria that cite the point, pooled. A criterion may cite several points,"
            " so its ratings count for each of them and points do not add up to the round."
        ),
    ),
    (
        N_("Target"),
        N_(
            "Set in the checklist for each standard: the share of applicable ratings that should be met."
            " For a learning point, the mean target of its criteria."
        ),
    ),
    (
        N_("Standing"),
        N_(
            "▼ below target: the whole interval lies under the target. ▲ meets target: none of it does."
            " ◆ cannot say yet: the target lies within the interval, or there is one case only."
            " – nothing applicable. It is said from the interval, never from the bare share,"
            " and from its exact limits: in a column of whole per cent a limit just under the target may"
            " look like the target itself."
        ),
    ),
    (N_("Change"), CHANGE_RULE),
    (N_("Answer on a learning point"), ANSWER_RULE),
    (N_("Criteria of another version"), SAME_RULE),
    (
        N_("Strength, gap"),
        N_(
            "A strength is a rating that the auditor starred as good practice. A gap is a rating partly met,"
            " not met or not evidenced."
        ),
    ),
    (
        N_("Overall judgement"),
        N_("Chosen by a person, with a rationale. No percentage is turned into a judgement."),
    ),
    (
        N_("What is counted"),
        N_(
            "Submitted case file audits. Of each file its moderated reading, else its first; a second"
            " reading measures agreement and is not counted again."
        ),
    ),
)
"""Term and meaning."""

RECOUNT = (
    "Count again",
    "On the sheet Ratings, keep the rows of one criterion, one standard, or one learning point. Met is"
    " the number of rows that count as met; n is the number that do not count as out. The cases of"
    " the interval are those of the column Case.",
)
RECOUNT_TALLIES = (
    "Count again",
    "On the sheet Ratings, take the letters of one criterion, one standard, or one learning point: the"
    " sheet Letters says which they are. Met is how often m stands there, small or capital; n is how"
    " often m, p, n or e does. The cases of the interval are those of the column Case.",
)


def counting(picture: Picture) -> tuple[tuple[str, str], ...]:
    """Return how the figures of this pack are counted: the checklist's own words first."""
    recount = (RECOUNT,) if picture.ratings and picture.ratings.lines else ()
    recount = (RECOUNT_TALLIES,) if picture.tallies else recount
    scale = picture.board.checklist.rating_scale
    return (("Rating", scale_words(scale)), *COUNTING, ("Trend", RULE), *recount)


def scale_words(scale: RatingScale) -> str:
    """Say what each word of the scale counts as."""
    words = "; ".join(f"{each.label} {_(COUNTED_AS[each.counts_as])}" for each in scale.ratings)
    return f"{words}."
