"""Seeded faults: one known fault at a time is planted in a complete document, and the verdicts are looked at."""
