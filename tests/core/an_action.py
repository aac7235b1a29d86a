"""An action as it is tried in every role."""

from collections.abc import Callable
from dataclasses import dataclass

from core.domain.errors import NotAllowed, Refused
from core.domain.people import MAY, Doing, Person, Role
from core.store.database import Database


@dataclass(frozen=True)
class Action:
    """What an action asks for, and one way to do it.

    Args:
        doing: what has to be allowed.
        attempt: how to do it once in the store that `make_store` makes.
        anywhere: True for what a role in another programme covers as well.
        also: what has to be allowed besides.
        unseen: how else it is refused: as if what it is about were not there, or with the row that is another person's.
        is_of_nhs: True where it concerns nothing but the NHS, so that the NHS's own people may do it.
    """

    doing: Doing
    attempt: Callable[[Database, Person], object]
    anywhere: bool = False
    also: Doing | None = None
    unseen: type[Refused] = NotAllowed
    is_of_nhs: bool = False

    def is_for(self, role: Role) -> bool:
        """True when this role may do it."""
        return {self.doing, self.also} - {None} <= MAY[role]
