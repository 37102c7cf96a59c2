"""Checklists broken in one way each: the change to the small good one, and the sentence that must come.

The wrong line is marked `# here` in the broken text; where a sentence names an earlier line, that is `# first`.
"""

from dataclasses import dataclass, field

from audit.model.case_fact import FactValue, Is
from audit.model.checklist import Criterion, Rating
from audit.model.noun import Noun
from audit.model.refusal import Complaint, complaint, near
from tests.documents.small_review import CHECKLIST, MEASURED, REVIEW, line_of, patched

Changes = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Broken:
    """One mistake in one file of the small review."""

    name: str
    changes: Changes
    """Old words and new ones."""
    words: str
    """The location, after file and line."""
    code: str
    facts: dict[str, object] = field(default_factory=dict)
    file: str = "audit.toml"
    measured: bool = False
    """True if the good text is the one with ladders, timers and vague words."""

    @property
    def text(self) -> str:
        """The broken file."""
        plain = MEASURED if self.measured else CHECKLIST
        return patched(REVIEW if self.file == "review.toml" else plain, *self.changes)

    @property
    def sentence(self) -> Complaint:
        """The one complaint that must come."""
        where = f"{self.file}, line {line_of(self.text, '# here')}, {self.words}"
        first = {"first": f"line {line_of(self.text, '# first')}"} if "# first" in self.text else {}
        return complaint(self.code, where, **self.facts, **first)


def known(key: str, keys: str, **facts: object) -> dict[str, object]:
    """What a sentence says of an unknown key: the known ones, and the one that was probably meant."""
    listed = keys.split()
    words = f"{', '.join(listed[:-1])} and {listed[-1]}"
    return {"key": key, "known": words, "hint": near(key, listed), **facts}


def missing(name: str, table: str, noun: type[Noun]) -> dict[str, object]:
    """What a sentence says of a missing field: what the model says it is for."""
    description = noun.model_fields[name].description
    about = f": {description[0].lower()}{description[1:-1]}" if description else ""
    return {"field": name, "table": table, "about": about, "line": f'{name} = "…"'}


def rule(new: str) -> Changes:
    """The rule of the first standard, written anew."""
    old = 'applies_when = { fact = "father", is = ["known"] }'
    return ((old, f"applies_when = {new} # here"),)


V1 = 'standard "visits", criterion "V1"'
F1 = 'standard "fathers", criterion "F1"'
F2 = 'standard "fathers", criterion "F2"'
RULE = 'standard "fathers", applies_when'
F2_RULE = '{ any = [{ fact = "age", is = ["baby"] }, { not = { fact = "age", is = ["baby"] } }] }'
CRITERION_FIELDS = "key statement learning_points asked_of descriptors where_to_look evidence_prompt applies_when critical"

UNKNOWN_THINGS = (
    Broken(
        "a learning point that the review does not have",
        (('["GP1"]', '[\n    "GP1",\n    "AS11", # here\n]'),),
        f"{V1}, learning_points",
        "checklist.learning-point-unknown",
        known("AS11", "GP1 AS1 RQ1"),
    ),
    Broken(
        "a learning point in the wrong case",
        (('["GP1"]', '["gp1"] # here'),),
        f"{V1}, learning_points",
        "checklist.learning-point-unknown",
        known("gp1", "GP1 AS1 RQ1") | {"hint": " Did you mean GP1?"},
    ),
    Broken(
        "a learning point cited twice by one criterion",
        (('["AS1", "RQ1"]', '["RQ1", "RQ1"] # here'),),
        f"{F2}, learning_points",
        "checklist.named-twice",
        {"key": "RQ1"},
    ),
    Broken(
        "an agency that the checklist does not have",
        (('["police"]', '["polise"] # here'),),
        f"{F1}, asked_of",
        "checklist.agency-unknown",
        known("polise", "police health"),
    ),
    Broken(
        "a rule over a case fact that the checklist does not have",
        rule('{ fact = "dad", is = ["known"] }'),
        RULE,
        "checklist.fact-unknown",
        known("dad", "father age"),
    ),
    Broken(
        "a rule over a value that the case fact does not have",
        rule('{ fact = "father", is = ["known", "unkown"] }'),
        RULE,
        "checklist.value-unknown",
        known("unkown", "known unknown", fact="father"),
    ),
    Broken(
        "a descriptor for a rating that the scale does not have",
        (('na = "Not asked for."', 'na = "Not asked for."\nnope = "Never." # here'),),
        f"{V1}, descriptors, nope",
        "checklist.descriptor-unknown",
        known("nope", "yes no na"),
    ),
    Broken(
        "a rating without a descriptor",
        (("criteria.descriptors]", "criteria.descriptors] # here"), ('no = "Later."\n', "")),
        f"{V1}, descriptors, no",
        "checklist.descriptor-missing",
        {"key": "no", "label": "No"},
    ),
    Broken(
        "a cap that the judgement scale does not have",
        (('cap = "fair"', 'cap = "fare" # here'),),
        "judgement_scale, cap",
        "checklist.cap-unknown",
        known("fare", "good fair poor"),
    ),
    Broken(
        "another review's key",
        (('review = "small"', 'review = "smell" # here'),),
        "review",
        "checklist.review-other",
        {"key": "smell", "known": "small", "hint": near("smell", ["small"])},
    ),
)

TWICE = (
    Broken(
        "two learning points of one key",
        (
            ('key = "GP1"', 'key = "GP1" # first'),
            (
                'text = "Do I',
                'text = "How?"\n[[learning_points]]\nkey = "GP1" # here\nkind = "RQ"\ntext = "Do I',
            ),
        ),
        'learning point "GP1", key',
        "checklist.key-twice",
        {"thing": "learning point", "key": "GP1"},
        file="review.toml",
    ),
    Broken(
        "two agencies of one key",
        (
            ('name = "Police" },', 'name = "Police" }, # first'),
            ('{ key = "health", name = "Health" },', '{ key = "police", name = "Again" }, # here'),
        ),
        'agency "police", key',
        "checklist.key-twice",
        {"thing": "agency", "key": "police"},
    ),
    Broken(
        "two ratings of one key",
        (
            ('counts_as = "met" },', 'counts_as = "met" }, # first'),
            (
                "needs_reason = true },",
                'needs_reason = true },\n{ key = "yes", label = "Ja", counts_as = "met" }, # here',
            ),
        ),
        'rating_scale, rating "yes", key',
        "checklist.key-twice",
        {"thing": "rating", "key": "yes"},
    ),
    Broken(
        "two judgements of one key",
        (
            ('"Practice is sound." },', '"Practice is sound." }, # first'),
            (
                '{ key = "poor", label = "Poor", means = "A child was left at risk." },',
                '{ key = "good", label = "Poor", means = "No." }, # here',
            ),
        ),
        'judgement_scale, value "good", key',
        "checklist.key-twice",
        {"thing": "judgement", "key": "good"},
    ),
    Broken(
        "two case facts of one key, but for its capitals",
        (
            ('key = "father"\n', 'key = "father" # first\n'),
            (
                '[[standards]]\nkey = "fathers"',
                '[[case_facts]]\nkey = "Father" # here\nquestion = "Is he met?"\n'
                'values = [{ key = "a", label = "A" }, { key = "b", label = "B" }]\n'
                '[[standards]]\nkey = "fathers"',
            ),
        ),
        'case fact "Father", key',
        "checklist.key-twice",
        {"thing": "case fact", "key": "Father"},
    ),
    Broken(
        "two values of one key in a case fact",
        (
            (
                'values = [{ key = "known", label = "Known" }, ',
                'values = [{ key = "known", label = "Known" }, # first\n'
                '{ key = "known", label = "Sure" }, # here\n',
            ),
        ),
        'case fact "father", value "known", key',
        "checklist.key-twice",
        {"thing": "value", "key": "known"},
    ),
    Broken(
        "two standards of one key",
        (
            ('key = "fathers"', 'key = "fathers" # first'),
            ('key = "visits"', 'key = "fathers" # here'),
        ),
        'standard "fathers", key',
        "checklist.key-twice",
        {"thing": "standard", "key": "fathers"},
    ),
    Broken(
        "two criteria of one key, in two standards",
        (('key = "F1"', 'key = "F1" # first'), ('key = "V1"', 'key = "F1" # here')),
        'standard "visits", criterion "F1", key',
        "checklist.key-twice",
        {"thing": "criterion", "key": "F1"},
    ),
    Broken(
        "two agencies of one name",
        (
            ('name = "Police" },', 'name = "Police" }, # first'),
            ('name = "Health" },', 'name = "Police" }, # here'),
        ),
        'agency "health", name',
        "checklist.label-twice",
        {"thing": "agency", "label": "Police"},
    ),
    Broken(
        "two ratings of one label, but for its capitals",
        (
            ('counts_as = "met" },', 'counts_as = "met" }, # first'),
            (
                'label = "No", counts_as = "not met", needs_evidence = true },',
                'label = "YES", counts_as = "not met", needs_evidence = true }, # here',
            ),
        ),
        'rating_scale, rating "no", label',
        "checklist.label-twice",
        {"thing": "rating", "label": "YES"},
    ),
    Broken(
        "two judgements of one label, but for its spaces",
        (
            (
                'label = "Good", means = "Practice is sound." },',
                'label = "At risk", means = "Yes." }, # first',
            ),
            (
                'label = "Poor", means = "A child was left at risk." },',
                'label = "At  risk", means = "No." }, # here',
            ),
        ),
        'judgement_scale, value "poor", label',
        "checklist.label-twice",
        {"thing": "judgement", "label": "At  risk"},
    ),
    Broken(
        "two values of one label in a case fact",
        (
            (
                'label = "Known" }, { key = "unknown", label = "Unknown" }]',
                'label = "Known" }, # first\n{ key = "unknown", label = "Known" }] # here',
            ),
        ),
        'case fact "father", value "unknown", label',
        "checklist.label-twice",
        {"thing": "value", "label": "Known"},
    ),
    Broken(
        "two standards of one title",
        (
            ('title = "Fathers"', 'title = "Fathers" # first'),
            ('title = "Visits"', 'title = "Fathers" # here'),
        ),
        'standard "visits", title',
        "checklist.label-twice",
        {"thing": "standard", "label": "Fathers"},
    ),
)

RULES = (
    Broken(
        "a rule that is never true",
        rule('{ all = [{ fact = "age", is = ["baby"] }, { fact = "age", is = ["older"] }] }'),
        RULE,
        "checklist.rule-never",
    ),
    Broken(
        "a rule that is never true together with its standard's",
        ((F2_RULE, '{ fact = "father", is = ["unknown"] } # here'),),
        f"{F2}, applies_when",
        "checklist.rules-clash",
    ),
    Broken(
        "a rule of two kinds at once",
        rule('{ fact = "age", is = ["baby"], not = { fact = "father", is = ["known"] } }'),
        RULE,
        "checklist.rule-two-kinds",
        {"kinds": "fact and not"},
    ),
    Broken("a rule of no kind", rule("{}"), RULE, "checklist.rule-empty"),
    Broken(
        "a rule of no kind, deep within another",
        ((F2_RULE, '{ not = { all = [\n{ fact = "age", is = ["baby"] },\n{}, # here\n] } }'),),
        f"{F2}, applies_when",
        "checklist.rule-empty",
    ),
    Broken(
        "a rule with a word of its own",
        rule('{ al = [{ fact = "age", is = ["baby"] }] }'),
        f"{RULE}",
        "checklist.field-unknown",
        known("al", "fact is all any not", table="rule"),
    ),
    Broken(
        "a rule written as a formula",
        rule('"father = known"'),
        RULE,
        "checklist.rule-not-table",
        {"got": "text"},
    ),
    Broken(
        "a rule whose value is not in a list",
        rule('{ fact = "father", is = "known" }'),
        RULE,
        "checklist.not-list",
        {"field": "is", "got": "text"},
    ),
    Broken(
        "a rule without its fact",
        rule('{ is = ["known"] }'),
        RULE,
        "checklist.field-missing",
        missing("fact", "rule", Is),
    ),
    Broken(
        "a rule of all over nothing",
        rule("{ all = [] }"),
        RULE,
        "checklist.list-short",
        {"field": "all", "limit": 1},
    ),
    Broken(
        "a rule of any over one table",
        rule('{ any = { fact = "age", is = ["baby"] } }'),
        RULE,
        "checklist.not-list",
        {"field": "any", "got": "a table"},
    ),
)

SCALES = (
    Broken(
        "a scale with nothing that counts as met",
        (("ratings = [", "ratings = [ # here"), ('counts_as = "met"', 'counts_as = "partly"')),
        "rating_scale, ratings",
        "checklist.scale-without-met",
    ),
    Broken(
        "a scale in which everything is out of the count",
        (
            ("ratings = [", "ratings = [ # here"),
            ('counts_as = "met"', 'counts_as = "out"'),
            ('counts_as = "not met"', 'counts_as = "out"'),
        ),
        "rating_scale, ratings",
        "checklist.scale-all-out",
    ),
    Broken(
        "a rating that counts as an unknown word",
        (
            (
                'counts_as = "not met", needs_evidence = true },',
                'counts_as = "unmet", needs_evidence = true }, # here',
            ),
        ),
        'rating_scale, rating "no", counts_as',
        "checklist.word-unknown",
        {
            "field": "counts_as",
            "value": "unmet",
            "known": "met, partly, not met, not evidenced and out",
        },
    ),
    Broken(
        "a cap that closes nothing",
        (('cap = "fair"', 'cap = "good" # here'),),
        "judgement_scale, cap",
        "checklist.cap-idle",
        {"key": "good"},
    ),
    Broken(
        "a critical criterion and no cap",
        (('cap = "fair"\n', ""), ("critical = true", "critical = true # here")),
        f"{F1}, critical",
        "checklist.critical-without-cap",
    ),
    Broken(
        "a critical criterion and no judgement scale",
        (
            (CHECKLIST[CHECKLIST.index("[judgement") : CHECKLIST.index("[[case")], ""),
            ("critical = true", "critical = true # here"),
        ),
        f"{F1}, critical",
        "checklist.critical-without-scale",
    ),
    Broken(
        "a standard without criteria",
        (
            ('[[standards]]\nkey = "visits"', '[[standards]] # here\nkey = "visits"'),
            (CHECKLIST[CHECKLIST.index('[[standards.criteria]]\nkey = "V1"') :], ""),
        ),
        'standard "visits", criteria',
        "checklist.standard-empty",
    ),
    Broken(
        "a case fact of ten values",
        (
            (
                'values = [{ key = "baby", label = "Under 1" }, ',
                "values = [ # here\n"
                + "".join(f'{{ key = "y{n}", label = "{n}" }},\n' for n in range(8))
                + '{ key = "baby", label = "Under 1" }, ',
            ),
        ),
        'case fact "age", values',
        "checklist.list-long",
        {"field": "values", "limit": 9},
    ),
)

FORMS = (
    Broken(
        "a field that is not known",
        (
            (
                'evidence_prompt = "Days until the visit."',
                'evidence_prompt = "Days."\nevidense = "Which?" # here',
            ),
        ),
        f"{V1}, evidense",
        "checklist.field-unknown",
        known("evidense", CRITERION_FIELDS, table="criterion"),
    ),
    Broken(
        "a misspelt field, which is not called missing as well",
        (('where_to_look = "The log."', 'where_to_lok = "The log." # here'),),
        f"{V1}, where_to_lok",
        "checklist.field-unknown",
        known("where_to_lok", CRITERION_FIELDS, table="criterion"),
    ),
    Broken(
        "a missing field",
        (
            ('[[standards.criteria]]\nkey = "V1"', '[[standards.criteria]] # here\nkey = "V1"'),
            ('evidence_prompt = "Days until the visit."\n', ""),
        ),
        f"{V1}, evidence_prompt",
        "checklist.field-missing",
        missing("evidence_prompt", "criterion", Criterion),
    ),
    Broken(
        "a missing list",
        (
            ('[[standards.criteria]]\nkey = "V1"', '[[standards.criteria]] # here\nkey = "V1"'),
            ('learning_points = ["GP1"]\n', ""),
        ),
        f"{V1}, learning_points",
        "checklist.field-missing",
        missing("learning_points", "criterion", Criterion) | {"line": 'learning_points = ["…"]'},
    ),
    Broken(
        "a missing table",
        (
            ('[[standards.criteria]]\nkey = "V1"', '[[standards.criteria]] # here\nkey = "V1"'),
            (CHECKLIST[CHECKLIST.index("\n[standards.criteria.descriptors]") :], ""),
        ),
        f"{V1}, descriptors",
        "checklist.field-missing",
        missing("descriptors", "criterion", Criterion)
        | {"line": "a heading [standards.criteria.descriptors]"},
    ),
    Broken(
        "a missing field in an inline table",
        (('{ key = "older", label = "1 or over" }', '\n{ key = "older" } # here\n'),),
        'case fact "age", value "older", label',
        "checklist.field-missing",
        missing("label", "fact value", FactValue),
    ),
    Broken(
        "a field under the heading of another",
        (
            ("[standards.criteria.descriptors]\n", ""),
            ('where_to_look = "The log."\n', ""),
            ('yes = "Within ten days."', '[standards.criteria.descriptors]\nyes = "Soon."'),
            ('na = "Not asked for."', 'na = "Not asked for."\nwhere_to_look = "Log." # here'),
        ),
        f"{V1}, descriptors, where_to_look",
        "checklist.field-elsewhere",
        {"field": "where_to_look", "table": "table of descriptors", "owner": "criterion"}
        | {"to": "just below the heading of the criterion"},
    ),
    Broken(
        "a field of the checklist within an agency",
        (
            ('introduction = "Read the file first."\n', ""),
            (
                'name = "Health" },',
                'name = "Health",\nintroduction = "Read." }, # here'.replace(",\n", ", "),
            ),
        ),
        'agency "health", introduction',
        "checklist.field-elsewhere",
        {"field": "introduction", "table": "agency", "owner": "checklist"}
        | {"to": "above the first heading"},
    ),
    Broken(
        "a number for text",
        (('title = "Visits"', "title = 3 # here"),),
        'standard "visits", title',
        "checklist.not-text",
        {"field": "title", "got": "a whole number"},
    ),
    Broken(
        "text for a whole number",
        (("version = 1", 'version = "1" # here'),),
        "version",
        "checklist.not-whole",
        {"field": "version", "got": "text"},
    ),
    Broken(
        "a fraction for a whole number",
        (("version = 1", "version = 1.5 # here"),),
        "version",
        "checklist.not-whole",
        {"field": "version", "got": "a number with a decimal point"},
    ),
    Broken(
        "text for a number",
        (("target = 0.9", 'target = "90%" # here'),),
        'standard "fathers", target',
        "checklist.not-number",
        {"field": "target", "got": "text"},
    ),
    Broken(
        "a list for text",
        (('statement = "Visits are prompt."', 'statement = ["Visits are prompt."] # here'),),
        'standard "visits", statement',
        "checklist.not-text",
        {"field": "statement", "got": "a list"},
    ),
    Broken(
        "text for true or false",
        (("critical = true", 'critical = "yes" # here'),),
        f"{F1}, critical",
        "checklist.not-switch",
        {"field": "critical", "got": "text"},
    ),
    Broken(
        "text for a list",
        (('["GP1"]', '"GP1" # here'),),
        f"{V1}, learning_points",
        "checklist.not-list",
        {"field": "learning_points", "got": "text"},
    ),
    Broken(
        "text for a table",
        (
            ("[standards.criteria.descriptors]\n", 'descriptors = "Soon or late." # here\n'),
            ('yes = "Within ten days."\nno = "Later."\nna = "Not asked for."\n', ""),
        ),
        f"{V1}, descriptors",
        "checklist.not-table",
        {"field": "descriptors", "got": "text"},
    ),
    Broken(
        "single brackets where a list of tables begins",
        (('[[standards.criteria]]\nkey = "V1"', '[standards.criteria] # here\nkey = "V1"'),),
        'standard "visits", criteria',
        "checklist.one-bracket",
        {"field": "criteria"},
    ),
    Broken(
        "a list without entries",
        (('["GP1"]', "[] # here"),),
        f"{V1}, learning_points",
        "checklist.list-short",
        {"field": "learning_points", "limit": 1},
    ),
    Broken(
        "empty text",
        (('statement = "The first visit is prompt."', 'statement = "  " # here'),),
        f"{V1}, statement",
        "checklist.text-empty",
        {"field": "statement"},
    ),
    Broken(
        "text of a page where a line is wanted",
        (('title = "Visits"', f'title = "{"Visits " * 100}" # here'),),
        'standard "visits", title',
        "checklist.text-long",
        {"field": "title", "limit": 300},
    ),
    Broken(
        "a key with spaces",
        (('key = "visits"', 'key = "first visits" # here'),),
        'standard "first visits", key',
        "checklist.key-form",
        {"value": "first visits"},
    ),
    Broken(
        "version 0",
        (("version = 1", "version = 0 # here"),),
        "version",
        "checklist.version",
        {"value": 0},
    ),
    Broken(
        "a version that no database can hold",
        (("version = 1", f"version = 0x{'f' * 9000} # here"),),
        "version",
        "checklist.version",
        {"value": "over 9999"},
    ),
    Broken(
        "a target of 85 for 85%",
        (("target = 0.9", "target = 85 # here"),),
        'standard "fathers", target',
        "checklist.target",
        {"value": 85, "share": "0.85 for 85%"},
    ),
    Broken(
        "a target that is no number",
        (("target = 0.9", "target = nan # here"),),
        'standard "fathers", target',
        "checklist.target",
        {"value": "nan", "share": "0.9 for 90%"},
    ),
    Broken(
        "a date",
        (('title = "Visits"', "title = 2025-04-01 # here"),),
        'standard "visits", title',
        "checklist.date",
        {"field": "title", "value": "2025-04-01"},
    ),
    Broken(
        "a date where a number belongs, told once",
        (("version = 1", "version = 2025-04-01T09:00:00Z # here"),),
        "version",
        "checklist.date",
        {"field": "version", "value": "2025-04-01T09:00:00+00:00"},
    ),
    Broken(
        "a control character",
        (('title = "Visits"', r'title = "Vis\u0007its\u0000" # here'),),
        'standard "visits", title',
        "checklist.control-character",
        {"marks": "U+0000, U+0007"},
    ),
    Broken(
        "a kind of learning point that is not known",
        (('kind = "RQ"', 'kind = "RG" # here'),),
        'learning point "RQ1", kind',
        "checklist.word-unknown",
        {"field": "kind", "value": "RG", "known": "GP, AS and RQ"},
        file="review.toml",
    ),
    Broken(
        "a handling that is not known",
        (('handling = "published"', 'handling = "secret" # here'),),
        "handling",
        "checklist.word-unknown",
        {
            "field": "handling",
            "value": "secret",
            "known": "professionals only and published",
        },
        file="review.toml",
    ),
    Broken(
        "a rating without a label",
        (
            (
                '{ key = "yes", label = "Yes", counts_as = "met" },',
                '{ key = "yes", counts_as = "met" }, # here',
            ),
        ),
        'rating_scale, rating "yes", label',
        "checklist.field-missing",
        missing("label", "rating", Rating),
    ),
)


def measured(
    name: str, old: str, new: str, words: str, code: str, facts: dict[str, object] | None = None
) -> Broken:
    """One mistake in the checklist that counts something beside its ratings."""
    return Broken(name, ((old, new),), words, code, facts or {}, measured=True)


STEP = 'ladder "father", step'
NUMBER = 'number = { unit = "days", least = 0, most = 30 }'
WAIT = 'case fact "wait"'
TAGS = '{ key = "open", label = "Open", is_gap = true }]'
LIMITS = {"least": 40, "most": 30}
MEASURES = (
    measured(
        "a case fact without any answers",
        f'[[case_facts]]\nkey = "wait"\nquestion = "How long did it take?"\nasked_when = {{ fact = "asked", is = ["yes"] }}\n{NUMBER}',
        '[[case_facts]] # here\nkey = "wait"\nquestion = "How long did it take?"\nasked_when = { fact = "asked", is = ["yes"] }',
        WAIT,
        "checklist.fact-kind",
        {"key": "wait"},
    ),
    measured(
        "a number that ends before it begins",
        "least = 0, most = 30 }",
        "least = 40, most = 30 } # here",
        f"{WAIT}, number",
        "checklist.number-range",
        LIMITS,
    ),
    measured(
        "one value to choose from",
        '[{ key = "yes", label = "Yes" }, { key = "no", label = "No" }]',
        '[{ key = "yes", label = "Yes" }] # here',
        'case fact "asked", values',
        "checklist.list-short",
        {"field": "values", "limit": 2},
    ),
    measured(
        "a fact asked by itself",
        'asked_when = { fact = "father", is = ["known"] }',
        'asked_when = { fact = "asked", is = ["yes"] } # here',
        'case fact "asked", asked_when',
        "checklist.asked-later",
        {"key": "asked", "fact": "asked"},
    ),
    measured(
        "a rule over a number",
        'introduction = "How far."\napplies_when = { fact = "father", is = ["known"] }',
        'introduction = "How far."\napplies_when = { fact = "wait", is = ["known"] } # here',
        'ladder "father", applies_when',
        "checklist.fact-number",
        {"key": "wait"},
    ),
    measured(
        "a follow-up rule of the wrong shape",
        'asked_when = { fact = "father", is = ["known"] }',
        "asked_when = {} # here",
        'case fact "asked", asked_when',
        "checklist.rule-empty",
    ),
    measured(
        "a step with nothing that reaches it",
        '{ label = "Met", criterion = "F1" }',
        '{ label = "Met" } # here\n',
        f"{STEP} 2",
        "checklist.step-kind",
        {"label": "Met"},
    ),
    measured(
        "a step with a rating of a case fact",
        '{ label = "Known", fact = "father", is = ["known"] }',
        '{ label = "Known", fact = "father", is = ["known"], counts_as = ["met"] } # here\n',
        f"{STEP} 1",
        "checklist.step-kind",
        {"label": "Known"},
    ),
    measured(
        "a step of an unknown criterion",
        '{ label = "Met", criterion = "F1" }',
        '{ label = "Met", criterion = "F9" } # here\n',
        f"{STEP} 2, criterion",
        "checklist.criterion-unknown",
        known("F9", "F1 F2 V1"),
    ),
    measured(
        "a step of an unknown answer",
        '{ label = "Known", fact = "father", is = ["known"] }',
        '{ label = "Known", fact = "father", is = ["knows"] } # here\n',
        f"{STEP} 1, is",
        "checklist.value-unknown",
        known("knows", "known unknown", fact="father"),
    ),
    measured(
        "a timer of an unknown case fact",
        'days = "wait"',
        'days = "weight" # here',
        'timer "wait", days',
        "checklist.fact-unknown",
        known("weight", "father age asked wait"),
    ),
    measured(
        "a timer whose outcome is unknown",
        'outcome = "asked"',
        'outcome = "ask" # here',
        'timer "wait", outcome',
        "checklist.fact-unknown",
        known("ask", "father age asked wait"),
    ),
    measured(
        "a timer whose days are words",
        'days = "wait"',
        'days = "age" # here',
        'timer "wait", days',
        "checklist.days-choice",
        {"key": "age"},
    ),
    measured(
        "tags that all mean the same",
        TAGS,
        '{ key = "open", label = "Open" }] # here',
        "vague_words, tags",
        "checklist.tags-alike",
    ),
    measured(
        "a vague word twice",
        '["likely", "maybe"]',
        '["likely", "Likely"] # here',
        "vague_words, words",
        "checklist.named-twice",
        {"key": "Likely"},
    ),
)
EVERY = (*UNKNOWN_THINGS, *TWICE, *RULES, *SCALES, *FORMS, *MEASURES)
