"""Papers of a meeting: what its screens are drawn from."""

from dataclasses import dataclass

from core.domain.meetings import StoredMeeting
from core.domain.people import Person
from core.domain.scenario import Scenario
from core.reports.appraisals import Appraised
from core.reports.flows import option_titles
from pages.sections.meetings.presenting import Place
from pages.shell import cached_reads


@dataclass(frozen=True)
class Papers:
    """What a screen is drawn from."""

    meeting: StoredMeeting
    person: Person
    here: Place
    appraised: Appraised

    @property
    def scenario(self) -> Scenario:
        """The what-if on the screen."""
        return self.here.scenario

    @property
    def entered(self) -> Appraised:
        """The same version as entered, whatever is tried on the screen."""
        return cached_reads.appraised(self.meeting.programme_id, self.meeting.number)

    @property
    def option(self) -> str:
        """Title of the option the meeting is about."""
        return option_titles(self.appraised.case)[self.meeting.option_id]
