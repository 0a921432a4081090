"""What the queue refuses, each with what to do about it."""

from __future__ import annotations

from analyzer.errors import RasoatError


class ReviewError(RasoatError):
    """An act that the queue does not carry out; nothing was changed."""


class Denied(ReviewError):
    """The actor's roles do not allow it, here or at all."""


class Conflict(ReviewError):
    """Somebody else was quicker: what was seen is no longer so."""


class NotPossible(ReviewError):
    """It makes no sense in the state that the thing is in."""


class NotFound(ReviewError):
    """There is no such thing, or none that the actor may see."""
