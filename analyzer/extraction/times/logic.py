"""Times in a text: atoms, what they lean on ("trước", "đến hết", "từ … đến"), and what they are for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from analyzer.extraction.misread import clear
from analyzer.extraction.model import Time
from analyzer.extraction.times import patterns as p
from analyzer.extraction.times.linking import find_pieces
from analyzer.extraction.times.reader import Context, Reader
from analyzer.extraction.times.starts import starts_of
from analyzer.structure.model import Span
from analyzer.text.fold import lower

__all__ = ["Context", "mark_cited", "scan_times", "sentences"]


def sentences(text: str, start: int, end: int) -> list[int]:
    """Offsets at which a sentence, a clause behind a semicolon or a cell begins, from ``start`` on."""
    return [start, *(m.end() for m in p.SENTENCE_END.finditer(text, start, end))]


def scan_times(
    text: str, start: int = 0, end: int | None = None, *, context: Context | None = None,
    cited: Sequence[Span] | None = None, folded: str | None = None,
) -> list[Time]:  # fmt: skip
    """Times in ``text[start:end]``, in order; spans are offsets into ``text``.

    ``cited``: spans of citations, whose own times get the use "cited"; None has them looked for. ``folded`` is
    ``fold.lower(clear(text))`` where the caller has it already.
    """
    stop = len(text) if end is None else end
    folded = lower(clear(text)) if folded is None else folded
    times = read_times(text, folded, (start, stop), starts_of(folded, start, stop), lambda: context or Context())
    if cited is None:
        from analyzer.extraction.references import cited_spans

        cited = cited_spans(text, start, stop)
    return mark_cited(times, cited)


def read_times(
    text: str, folded: str, passage: Span, starts: Sequence[int], context: Callable[[], Context]
) -> list[Time]:
    """Times of a passage of ``text``, which begin at some of ``starts``; ``context`` is asked where there are any."""
    floors = sentences(text, *passage)
    pieces = find_pieces(folded, text, starts, passage[1], floors)
    return Reader(text, folded, context(), floors, passage[1]).read(pieces) if pieces else []


def mark_cited(times: list[Time], cited: Sequence[Span]) -> list[Time]:
    """``times`` with the use "cited" for those that lie in one of the ``cited`` spans (sorted, disjoint)."""
    if not cited:
        return times
    starts = [s for s, _ in cited]
    out = []
    for time in times:
        index = bisect_right(starts, time.span[0]) - 1
        inside = index >= 0 and time.span[1] <= cited[index][1]
        out.append(
            replace(time, use="cited") if inside and time.use in ("deadline", "issue_date", "law_effect") else time
        )
    return out
