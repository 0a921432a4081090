"""Files by the hash of their content."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from uuid import uuid4

from analyzer.review.errors import NotFound


class FileStore:
    """A folder of contents: ``ab/abcdef…``. A content is whole or not there: it is written aside and moved."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, data: bytes) -> str:
        """Keeps ``data``; its SHA-256."""
        sha256 = hashlib.sha256(data).hexdigest()
        path = self.path(sha256)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            aside = path.with_name(f".{uuid4().hex}")
            with aside.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The content. Raises ``NotFound`` where it is not, or not any more what its name says."""
        try:
            data = self.path(sha256).read_bytes()
        except OSError:
            data = None
        if data is None or hashlib.sha256(data).hexdigest() != sha256:
            raise NotFound(
                f"Tệp gốc {sha256[:12]}… không còn hoặc đã bị thay đổi trên đĩa.",
                f"The original {sha256[:12]}… is gone from the disk, or was changed there.",
            )
        return data

    def erase(self, sha256: str) -> None:
        """Removes a content; nothing where it is not there."""
        self.path(sha256).unlink(missing_ok=True)

    def path(self, sha256: str) -> Path:
        """Where the content of this hash is, or would be."""
        return self.folder / sha256[:2] / sha256
