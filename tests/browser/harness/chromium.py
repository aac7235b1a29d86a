"""Chromium on this machine, for tests and measurements that need a browser."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium_here() -> str | None:
    """Where Chromium is; None where it is not installed."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def chromium_for(what: str) -> str:
    """Where Chromium is, for something that cannot be done without it.

    Raises:
        RuntimeError: it is missing.
    """
    found = chromium_here()
    if found is None:
        raise RuntimeError(f"Chromium is missing: {what} without it.")
    return found
