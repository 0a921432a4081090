"""Names of alignments in Word and in HTML."""

from __future__ import annotations

from typing import Literal

Align = Literal["left", "center", "right", "justify"]

ALIGNMENTS: dict[str, Align] = {
    "left": "left",
    "start": "left",
    "center": "center",
    "middle": "center",
    "right": "right",
    "end": "right",
    "justify": "justify",
    "both": "justify",
    "distribute": "justify",
    "thaiDistribute": "justify",
}
