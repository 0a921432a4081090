"""The file of rows: whether it is known to be in order."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.audit.ledger import Ledger, sort_rows
from analyzer.audit.plan import sort_key
from analyzer.audit.rows import encode, error_row, head_of
from analyzer.errors import Text

PATHS = st.lists(st.text("ab/-", min_size=1, max_size=4), unique=True, max_size=6)


@settings(max_examples=60, deadline=None)
@given(PATHS, st.integers(0, 6))
def test_in_order_is_what_sorting_would_leave(paths: list[str], cut: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.jsonl"
        for part in (paths[:cut], paths[cut:]):  # the second time it takes up what is there
            with Ledger(file) as ledger:
                for path in part:
                    line = encode(error_row(path, "missing", Text("không có", "there is none"), None))
                    ledger.append(line, None, head_of(line) if len(path) % 2 else None)
        with Ledger(file) as ledger:
            assert ledger.in_order == (list(map(sort_key, paths)) == sorted(map(sort_key, paths)))
            in_order = ledger.in_order
        before = file.read_bytes()
        sort_rows(file)
        assert (file.read_bytes() == before) == in_order
