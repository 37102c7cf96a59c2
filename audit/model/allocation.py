"""Who audits which file: the auditors of a round, the readings to give out, and a proposal for all of them."""

from datetime import date, datetime
from typing import NamedTuple

from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.noun import Noun

FULL_SHARE = 100
"""Per cent of what a full-time auditor of the round is asked for."""
BECAUSE_LIMIT = 300
"""Characters in a reason for breaking a rule, at most."""


class RoundAuditor(Noun):
    """Somebody who audits in a round, and how much of a full share."""

    person_id: str
    name: str
    agency: str | None
    team_id: str | None
    team: str | None
    can_audit: bool
    """False for who has lost the role of auditor, or access, since."""
    share: int
    away_from: date | None = None
    away_until: date | None = None
    """The last day away; with a first day and no last one, away until further notice."""
    expert_in: tuple[str, ...] = ()
    """Keys of the standards that the person knows best."""
    joined_at: datetime


class FileReading(NamedTuple):
    """One reading of one file as an allocation sees it; one that is only about to be drawn has no id."""

    id: str
    case_file_id: str
    reference: str
    agency: str
    team_id: str | None
    team: str | None
    reading: Reading
    auditor_id: str | None
    status: CaseAuditStatus
    started_at: datetime | None = None
    because: str = ""
    """Why it was given against a rule; such a one stays where it is."""

    @property
    def is_settled(self) -> bool:
        """True if no proposal moves it: somebody began, or it was given against a rule on purpose."""
        return self.status is not CaseAuditStatus.NOT_STARTED or bool(self.because)


class Place(NamedTuple):
    """What of a file its allocation depends on."""

    agency: str
    team_id: str | None
    other_reader: str | None = None
    """Id of who has the other reading of the same file, where that is settled."""
    told: tuple[str, ...] = ()
    """Ids of who may know from the panel on its case what it shows, where a second reading is given out."""


class Days(NamedTuple):
    """The days of a round."""

    today: date
    begins: date
    due: date | None

    @property
    def left(self) -> tuple[date, date]:
        """From today until it is due; today alone where no day is set, or where it is past."""
        return self.today, max(self.today, self.due or self.today)


class Basis(Noun):
    """Everything that an allocation is worked out from."""

    round_id: str
    title: str
    days: Days
    auditors: tuple[RoundAuditor, ...]
    readings: tuple[FileReading, ...]
    """First and second readings, in the order of their references."""
    agencies: tuple[tuple[str, str], ...]
    """Key and name."""
    asked: tuple[tuple[str, tuple[str, ...]], ...]
    """For each agency, by its key: the keys of the standards that are asked of it."""
    told: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """For each file on whose case a panel was begun, by its id: who of the auditors may know from it what the file
    shows."""


class Wish(Noun):
    """What a QA lead may choose: which share of the files is read twice, and not which files."""

    percent: int = 0


class Given(NamedTuple):
    """One reading and who is to have it."""

    reading: FileReading
    auditor_id: str

    @property
    def is_move(self) -> bool:
        """True if somebody else has it now."""
        return self.reading.auditor_id not in (None, self.auditor_id)


class Load(Noun):
    """What one auditor would have."""

    auditor: RoundAuditor
    settled: int
    """Begun, handed in, or given against a rule: stays whatever is proposed."""
    kept: int
    """Not begun, with them already, and staying."""
    added: int
    taken: int
    """With them now, and going to somebody else."""
    fair: float
    """The load that would be fair to the hair under the rules; whole files come within one of it."""

    @property
    def before(self) -> int:
        """How many they have now."""
        return self.settled + self.kept + self.taken

    @property
    def after(self) -> int:
        """How many they would have."""
        return self.settled + self.kept + self.added


class Proposal(Noun):
    """A whole allocation, ready to be kept."""

    wish: Wish
    files: int
    twice: int
    """Files that are read twice then."""
    drawn: int
    """Second readings that it adds."""
    given: tuple[Given, ...]
    """Every reading that is not settled, with its auditor."""
    loads: tuple[Load, ...]
    mark: str
    """Hash over what it was worked out from and what came out: what is kept is what was shown, or nothing."""

    @property
    def added(self) -> int:
        """Readings that nobody has yet, or that are only drawn now."""
        return sum(each.reading.auditor_id is None for each in self.given)

    @property
    def moved(self) -> int:
        """Readings that go from one auditor to another."""
        return sum(each.is_move for each in self.given)
