"""Figures: every number that states a target, a result or a norm."""

from analyzer.extraction.figures.about import Setting
from analyzer.extraction.figures.logic import find_figures, scan_figures
from analyzer.extraction.figures.numbers import parse_number, scan_numbers, words_to_number

__all__ = ["Setting", "find_figures", "parse_number", "scan_figures", "scan_numbers", "words_to_number"]
