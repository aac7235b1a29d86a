"""What a password's hash costs in the service. Tests that need many hash at the least cost; here nothing is changed."""

import re

from core.actions.passwords import hash_password, is_right


def test_a_password_is_hashed_at_the_cost_of_the_service_and_known_again():
    kept = hash_password("tulip anvil yonder crate")
    assert re.match(r"\$2[aby]\$12\$", kept)
    assert is_right("tulip anvil yonder crate", kept)
    assert not is_right("tulip anvil yonder crates", kept)
