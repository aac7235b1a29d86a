"""People of the tests, with the grants their names say."""

from core.access.scope import Owners, Scope
from core.domain.people import Grant, Person, Role


def a_person(role: Role | str, programme_id: str | None = None, partner_id: str | None = None, name: str = "") -> Person:
    """Make a person with one grant.

    Args:
        role: what they are.
        programme_id: where; None for every programme.
        partner_id: for whom; None for the whole partnership.
        name: what others see; made of the role and the partner when not given.
    """
    shown = name or " ".join(part for part in (partner_id, str(role)) if part)
    grant = Grant(role=Role(role), programme_id=programme_id, partner_id=partner_id)
    return Person(person_id=shown.lower().replace(" ", "-"), sign_in_name=shown.lower(), name=shown, grants=(grant,))


ADMIN = a_person("admin", name="Ann Admin")
ANALYST = a_person("analyst", name="Anil Analyst")
OTHER_ANALYST = a_person("analyst", name="Olga Analyst")
BOARD = a_person("board", name="Bea Board")
VIEWER = a_person("viewer", name="Vic Viewer")
# Who sees and does whatever an administrator or an analyst may: pages are tested as this person where nothing else is said.
LEAD_ANALYST = Person(
    person_id="lead-analyst", sign_in_name="lead.analyst", name="Lena Lead", grants=(*ADMIN.grants, *ANALYST.grants)
)
NOBODY = Person(person_id="nobody", sign_in_name="nobody", name="Nobody Granted")

# Three who may do everything, where a test is not about who may do what.
ANN, BOB, CLEO = (a_person("admin", name=name) for name in ("Ann", "Bob", "Cleo"))

# Whose rows are seen where a test is not about whose.
EVERYTHING = Scope(None, Owners({}, {}, {}))
