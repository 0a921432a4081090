"""Assignments: who leads, carries out or helps with what."""
