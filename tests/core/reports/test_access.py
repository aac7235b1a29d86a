"""Which programmes and versions a person is shown."""

from datetime import UTC, datetime

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
