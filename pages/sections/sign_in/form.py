"""The sign-in form of streamlit-authenticator, without what it does beside asking for a name and a password.

Left out are its cookie, which scripts could read and which outlives signing out, and its own table of people. What was
typed goes to a function of ours as it was typed: the form's own controller would take spaces off a password.
"""

from collections.abc import Callable
from typing import Any

from streamlit_authenticator import Authenticate

Verify = Callable[[str, str], None]
FIELDS = {"Form name": "With your password", "Username": "Sign-in name", "Password": "Password", "Login": "Sign in"}


class _NoCookie:
    """Stands where the form keeps a cookie: there is none, and none is set."""

    def get_cookie(self) -> None:
        """Cookie: this form's cookie identifies nobody."""

    def set_cookie(self) -> None:
        """Keep nothing in the browser."""


class _AsTyped:
    """Credentials as typed: hands them on; never says that a person is signed in, which only the server's own session can."""

    def __init__(self, verify: Verify) -> None:
        self._verify = verify

    def login(self, username: str = "", password: str = "", *_limits: object, **_choices: object) -> bool:
        """Ask the function what to make of the name and the password."""
        self._verify(username, password)
        return False


class SignInForm(Authenticate):  # type: ignore[misc]
    """The form: a name, a password, a button."""

    def __init__(self, verify: Verify) -> None:
        """Make the form without calling its own making, which would draw a frame for its cookie and need a secret of its own.

        Args:
            verify: is called with the name and the password once the form is sent.
        """
        self.attrs: dict[str, Any] = {"login_sleep_time": 0}
        self.path = None
        self.cookie_controller = _NoCookie()
        self.authentication_controller = _AsTyped(verify)

    def draw(self) -> None:
        """Show the form, and act once it is sent."""
        self.login(location="main", fields=FIELDS, key="sign-in")
