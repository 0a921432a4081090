"""The review queue: who submitted what, who decided what, when and why."""
