"""References: the documents that a document cites."""

from analyzer.extraction.references.logic import cited_spans, find_references, merge, scan_mentions, scan_references

__all__ = ["cited_spans", "find_references", "merge", "scan_mentions", "scan_references"]
