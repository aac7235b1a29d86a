"""Errors: why something could not be read or kept, each as one sentence a person can act on."""

from collections.abc import Sequence

from core.domain.problems import Problem


class Refused(Exception):  # noqa: N818 - the name is the sentence's subject, as in "a refused save"
    """What was asked for is not done, and nothing was changed. The text is one or more plain sentences."""

    @property
    def sentence(self) -> str:
        """What to show to the person who asked."""
        return str(self)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The same one by one, where several things have to be put right."""
        return (self.sentence,)


class NotACaseFolder(Refused):
    """The path is not a folder of CSV tables."""


class UnreadableFile(Refused):
    """A file that rows are to be loaded from is not there, cannot be read, or changes while it is read."""


class WouldOverwrite(Refused):
    """Files that are already there would be lost or mixed with others."""


class DamagedStore(Refused):
    """Something that was stored is missing or altered."""


class BadBackup(Refused):
    """A copy of the store is not whole, or cannot be made whole."""


class LaterStore(Refused):
    """The state file was written by a later release."""


class BusyStore(Refused):
    """Another person is writing and did not finish in time."""


class BadAddress(Refused):
    """Where the service keeps what it holds is said in a way that cannot be read, or cannot be used."""


class CannotStore(Refused):
    """The disk is full, or may not be written to."""


class UnreachableStore(CannotStore):
    """What keeps the store, a database or a place for files, does not answer."""


class ReadOnlyStore(CannotStore):
    """The store lacks what was acknowledged, or was altered: it is read and not written to."""


class DamagedAssumptions(Refused):
    """A file of figures the method rests on cannot be read."""


class UnknownProgramme(Refused):
    """There is no programme of that name."""


class UnknownVersion(Refused):
    """The programme has no such version."""


class StaleVersion(Refused):
    """Another person changed the programme since it was read."""


class NothingToUndo(Refused):
    """The first version has nothing before it."""


class WrongProgramme(Refused):
    """The tables are of another programme than the one they were sent to."""


class NotAllowed(Refused):
    """The person's grants do not cover what was asked for."""


class NoSuchRow(Refused):
    """What is to be read or changed is not there."""


class StaleRow(Refused):
    """Another person changed the same thing since it was read. The sentence says who, when and what."""


class NotRecorded(Refused):
    """What was to be written down does not fit the programme. Each sentence says one thing to put right first."""

    def __init__(self, *sentences: str) -> None:
        """Keep the sentences; the text is all of them."""
        self._sentences = sentences
        super().__init__(" ".join(sentences))

    @property
    def sentences(self) -> tuple[str, ...]:
        """Each thing that has to be put right."""
        return self._sentences


class NotAccepted(Refused):
    """The tables break a rule. `problems` lists every one."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems, and say how many there are and the first of them."""
        self.problems = tuple(problems)
        count = "1 problem" if len(self.problems) == 1 else f"{len(self.problems)} problems"
        first = self.problems[0].sentence if self.problems else "The tables do not make a programme."
        super().__init__(f"Nothing was stored: {count}. {first}")


class SignInRefused(Refused):
    """No sign-in. The sentence never says whether there is such a person."""


class TooManyGuesses(Refused):
    """Too many guesses were made in the last minutes: even the right password waits."""


class BusySigningIn(Refused):
    """More people are signing in at this moment than passwords can be checked."""


class WeakPassword(Refused):
    """The password is too short, too long, or one that is guessed early."""


class NameTaken(Refused):
    """Another person signs in by that name, or no person can."""


class LastAdministrator(Refused):
    """No person would be left who can manage people."""


class BadArchive(Exception):  # noqa: N818
    """An archive that is not unpacked, with a sentence that says why and what to do."""

    @property
    def sentence(self) -> str:
        """One line a person can act on."""
        return str(self)
