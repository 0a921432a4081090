"""When the document is from, what time it covers, and so which phase of the scheme it belongs to."""

from analyzer.extraction.profile.logic import find_profile

__all__ = ["find_profile"]
