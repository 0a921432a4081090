"""The pages: layout, and calls to the rooms. No module here decides anything about a document or a submission."""
