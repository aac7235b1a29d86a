"""Session sweep: what browsers that are gone have left in memory, files they sent above all, is let go of."""

import ctypes
import gc

from streamlit import runtime
from streamlit.runtime.memory_session_storage import MemorySessionStorage


def sweep_sessions() -> None:
    """End the sessions whose browsers have been gone for longer than they may come back, and give their memory back.

    It belongs on the event loop, where Streamlit changes the same list. Where no session has ended it does nothing.
    """
    storage = getattr(runtime.get_instance()._session_mgr, "_session_storage", None) if runtime.exists() else None
    if isinstance(storage, MemorySessionStorage) and end_forgotten(storage):
        gc.collect()  # a session and what it holds name each other
        _give_memory_back()


def end_forgotten(storage: MemorySessionStorage) -> int:
    """Shut down every session that has been kept for longer than its browser may come back.

    Streamlit drops them from its list when the next one is put there, and shuts them down when memory is next collected:
    until then the files they were sent stay.

    Returns:
        How many were shut down.
    """
    kept = storage._cache
    before = list(kept._data.values())  # type: ignore[attr-defined] - those that are over too
    kept.expire()  # type: ignore[attr-defined]
    over = [each for each in before if each.session.id not in kept]
    for each in over:
        each.session.shutdown()
    return len(over)


def _give_memory_back() -> None:
    """Give memory that nothing uses back to the machine, where the C library has a way to."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
