"""The summary of an audit: one page, a workbook, and tables for other programs, written from a stream of rows.

``write_summary(out, rows, *, meta, formats, expected=None, baseline=None, lang="vi", report_path=None)``

``rows`` is called for each pass and gives the rows anew, in the same order (two passes, and one more with a baseline or
a list of those who must submit); no pass keeps a row. ``formats`` names any of ``FORMATS``. Files, all under ``out``:

| format | files |
|---|---|
| ``html`` | ``summary.html`` in ``lang``, and ``summary.en.html`` (``summary.vi.html``) in the other language |
| ``xlsx`` | ``summary.xlsx`` |
| ``parquet`` | ``tables/{documents,findings,figures,deadlines,assignments}.parquet`` |
| ``csv`` | ``tables/*.csv``, the same tables |
| any | ``changes.json`` with a baseline, ``submissions.json`` with a list of those who must submit |

``report_path`` gives the page of a row's own report as a path relative to ``out`` with forward slashes, or None;
without it ``reports.report_name`` is linked where that file exists.
"""

from analyzer.audit.summary.meta import FORMATS, SummaryMeta, SummaryResult
from analyzer.audit.summary.write import write_summary

__all__ = ["FORMATS", "SummaryMeta", "SummaryResult", "write_summary"]
