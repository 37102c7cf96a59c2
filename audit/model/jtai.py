"""What a joint targeted area inspection (JTAI) is handed: for chosen children, the agencies' audits and the joint evaluation."""

from datetime import datetime

from audit.model.noun import Noun
from audit.model.panel import PanelState
from audit.model.source_review import SourceReview

MOST = 20
"""Children in one bundle: inspectors track five or a few more."""


class Inspectorate(Noun):
    """An inspectorate, and the agencies that it looks at."""

    key: str
    name: str
    inspects: str
    """What it looks at, in words."""
    agencies: tuple[str, ...]
    """Keys of agencies, in their order."""
    words: tuple[str, ...]
    """Parts of an agency's name by which one of another key is told."""


class ChildFile(Noun):
    """One agency's file on a child: its audit is in the bundle, or it is said why not."""

    agency: str
    """Name of the agency."""
    inspectorate: str
    """Name of who inspects it; empty where the order does not know the agency."""
    stands: str
    """Which reading of it is in the bundle; empty where none is."""
    lacks: str
    """What is still to come; empty where nothing is."""


class Child(Noun):
    """A child of a round: what there is of it for an inspection, and what is missing."""

    case_id: str
    reference: str
    kept: bool
    """True where whoever looks still reads a file of it: then nothing more is told."""
    files: tuple[ChildFile, ...]
    """In the inspectorates' order."""
    panel: PanelState
    judgement: str
    """The partnership's on the whole case, in the checklist's words; empty while there is none."""
    happenings: int
    """Lines of the agreed chronology."""
    has_summary: bool
    missing: tuple[str, ...]
    """In sentences without their full stop; none where all of it is there."""

    @property
    def audits(self) -> int:
        """How many agencies' audits are there."""
        return sum(bool(each.stands) for each in self.files)


class Children(Noun):
    """The children of a round, in the order of their references."""

    round_title: str
    review: SourceReview
    at: datetime
    disposed_at: datetime | None
    """When the records were disposed of: then there is nothing to hand over."""
    children: tuple[Child, ...]
