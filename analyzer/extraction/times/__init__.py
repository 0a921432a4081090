"""Times: by when, in which period or how often something is to be done."""

from analyzer.extraction.times.logic import Context, scan_times

__all__ = ["Context", "find_times", "scan_times"]


def __getattr__(name: str) -> object:
    """``find_times`` needs the references room, which itself reads dates: it is loaded when asked for."""
    if name == "find_times":
        from analyzer.extraction.times.document import find_times

        return find_times
    raise AttributeError(name)
