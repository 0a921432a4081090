"""Builds the documents and their annotations from the sources: ``python -m corpora.build [NAME...] [--check]``.

Equal sources give equal bytes (a PDF also needs the same font). ``--check`` writes nothing and fails where a file is
not what its source gives.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable

from corpora.annotation import annotate
from corpora.model import DOCUMENTS, Source, sources
from corpora.render.text import to_html, to_md, to_txt


def _docx(source: Source) -> bytes:
    from corpora.render.docx import to_docx

    return to_docx(source)


def _pdf(source: Source) -> bytes:
    from corpora.render.pdf import to_pdf

    return to_pdf(source)


RENDERERS: dict[str, Callable[[Source], bytes]] = {
    "txt": lambda s: to_txt(s).encode("utf-8"),
    "md": lambda s: to_md(s).encode("utf-8"),
    "html": lambda s: to_html(s).encode("utf-8"),
    "docx": _docx,
    "pdf": _pdf,
}


def render(source: Source, form: str | None = None) -> bytes:
    """The file of a source, in its own form unless another is asked for ("docx", "pdf", "txt", "md", "html")."""
    return RENDERERS[form or source.form](source)


def gold_text(source: Source) -> str:
    """The annotation as the text of its file."""
    return json.dumps(annotate(source), ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these documents")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    args = parser.parse_args(arguments)
    stale = 0
    DOCUMENTS.mkdir(exist_ok=True)
    for source in sources():
        if args.names and source.name not in args.names:
            continue
        files = {f"{source.name}.{source.form}": render(source), f"{source.name}.gold.json": gold_text(source).encode()}
        for name, data in files.items():
            path = DOCUMENTS / name
            if args.check:
                same = path.is_file() and path.read_bytes() == data
                stale += not same
                if not same:
                    print(f"stale: {name}")
            else:
                path.write_bytes(data)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
