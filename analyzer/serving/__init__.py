"""Serving the page: who may reach it, who logs in, and the processes that make it up."""
