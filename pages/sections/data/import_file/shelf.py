"""Files under way: what each person was matching in each programme, so that leaving the page or signing out loses nothing."""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field

from pages.sections.data.import_file.draft import Work

MOST_KEPT = 24
MOST_BYTES = 64 * 1024**2
KEPT_SECONDS = 12 * 60 * 60

Place = tuple[str, str, str]


@dataclass
class Shelf:
    """Shelf of drafts by store, person and programme; the oldest go first, and none is kept for longer than half a day."""

    _drafts: OrderedDict[Place, tuple[float, Work]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def put(self, place: Place, work: Work) -> None:
        """Keep the draft of a person in a programme in place of the one before."""
        with self._lock:
            self._drafts[place] = (time.monotonic(), work)
            self._drafts.move_to_end(place)
            while len(self._drafts) > 1 and self._is_full():
                self._drafts.popitem(last=False)

    def get(self, place: Place) -> Work | None:
        """Draft under way, None where there is none or it has lain for too long."""
        with self._lock:
            kept = self._drafts.get(place)
            if kept is None or time.monotonic() - kept[0] > KEPT_SECONDS:
                self._drafts.pop(place, None)
                return None
            return kept[1]

    def drop(self, place: Place) -> None:
        """Forget a draft, because it was saved or put aside."""
        with self._lock:
            self._drafts.pop(place, None)

    def _is_full(self) -> bool:
        held = sum(work.survey.size_bytes for _, work in self._drafts.values())
        return len(self._drafts) > MOST_KEPT or held > MOST_BYTES


SHELF = Shelf()
