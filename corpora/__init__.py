"""The project's own documents: their sources, how they are rendered and annotated. Not part of the product."""
