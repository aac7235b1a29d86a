"""Sessions whose browsers do not come back are ended, and what they were sent goes with them."""

from dataclasses import dataclass

from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.session_manager import SessionInfo
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from pages.shell.session_sweep import end_forgotten


@dataclass
class Gone:
    """A session as Streamlit keeps it once its browser is gone: it holds the files it was sent until it is shut down."""

    id: str
    files: MemoryUploadedFileManager

    def shutdown(self) -> None:
        """Let go of the files."""
        self.files.remove_session_files(self.id)


def kept_with_a_file(storage: MemorySessionStorage) -> MemoryUploadedFileManager:
    """Keep a session that was sent a file."""
    files = MemoryUploadedFileManager("/files")
    files.add_file("gone", UploadedFileRec(file_id="1", name="sites.csv", type="text/csv", data=b"x" * 1000))
    storage.save(SessionInfo(client=None, session=Gone("gone", files)))  # type: ignore[arg-type]
    return files


def test_a_session_that_may_not_come_back_any_more_lets_go_of_its_files() -> None:
    storage = MemorySessionStorage(ttl_seconds=0)
    files = kept_with_a_file(storage)
    assert files.get_files("gone", ["1"])
    assert end_forgotten(storage) == 1
    assert not files.get_files("gone", ["1"])
    assert end_forgotten(storage) == 0


def test_a_session_whose_browser_may_still_come_back_keeps_its_files() -> None:
    storage = MemorySessionStorage(ttl_seconds=600)
    files = kept_with_a_file(storage)
    assert end_forgotten(storage) == 0
    assert files.get_files("gone", ["1"])
    assert storage.get("gone") is not None
