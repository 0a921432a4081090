"""Bodies (cơ quan, đơn vị): who is named in a text, from a dated register and from open patterns."""
