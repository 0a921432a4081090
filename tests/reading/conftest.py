"""What the tests of reading share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="module")
def no_recognition() -> Iterator[None]:
    """A machine without Tesseract."""
    with pytest.MonkeyPatch.context() as patch:
        for module in ("pdf", "ocr_engine"):
            patch.setattr(f"analyzer.reading.{module}.engine", lambda: None)
        yield
