"""What tells that a text needs mending, before it is looked at word by word."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.text.mapped import Mapped
from analyzer.text.repair import fragment_share, is_broken, may_be_misread, mend_misread

TOKENS = st.sampled_from(
    ["Đ", "ế", "n", "k", "t", "kết", "quả", "d)", "điểm", "khoản", "a", "b", "10", "-", "xã/phường", "BHXH", "ở,"]
)


@given(st.lists(TOKENS, max_size=60).map(" ".join), st.sampled_from([0.0, 0.003, 0.1, 0.4]))
def test_broken_is_more_than_the_share_of_fragments(text: str, share: float) -> None:
    assert is_broken(text, Counter(text.split()), share) == (fragment_share(text) > share)


@pytest.mark.parametrize(
    ("token", "mended"),
    [
        ("T1ÊU", "TIÊU"),
        ("NỘIDUNG,", "NỘI DUNG,"),
        ("(tuyêntruyền)", "(tuyên truyền)"),
        ("tìrn", "tìm"),
        ("H1N1", "H1N1"),
        ("logo", "logo"),
        ("2026", "2026"),
        ("tuyên", "tuyên"),
    ],
)
def test_every_token_that_is_mended_is_looked_at(token: str, mended: str) -> None:
    mapped, count = mend_misread(Mapped.of(f"xã {token} và", 0))
    assert mapped.text == f"xã {mended} và"
    assert count == (token != mended)
    assert may_be_misread(token) or token == mended
