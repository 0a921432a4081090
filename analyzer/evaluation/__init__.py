"""How well documents are read: reports held against annotations made by people."""
