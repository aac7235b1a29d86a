"""What guesses are counted for, by where they come from."""

import pytest

from core.actions.sign_in import network_of


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("this machine", "this machine"),
        ("unknown\x00", "unknown\x00"),
        ("", ""),
    ],
)
def test_an_address_counts_for_its_line(address, network):
    assert network_of(address) == network
