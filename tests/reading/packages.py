"""Word packages written by hand, for what no library writes."""

from __future__ import annotations

import io
import zipfile

from analyzer.errors import ReadingError
from analyzer.reading import read
from analyzer.reading.limits import DEFAULT_LIMITS, Limits
from analyzer.reading.model import Block, SourceText

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    }.items()
)
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELATIONS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_RELATION = (
    '<Relationship Id="{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/>'
)
_ROOTS = {"header": "hdr", "footer": "ftr"}


def part(root: str, inner: str) -> str:
    """XML of a part whose root is ``w:root``."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {NAMESPACES}>{inner}</w:{root}>'


def package(body: str, *, extra: dict[str, bytes] | None = None, **parts: str) -> bytes:
    """A .docx with ``body`` inside ``w:body``; ``styles=…``, ``numbering=…``, ``header1=…`` are inner XML of parts.

    The relation id of a part is its keyword ("header1").
    """
    relations = ""
    members: dict[str, bytes] = {"[Content_Types].xml": _TYPES.encode()}
    for name, inner in parts.items():
        kind = name.rstrip("0123456789")
        members[f"word/{name}.xml"] = part(_ROOTS.get(kind, kind), inner).encode()
        relations += _RELATION.format(name, kind, f"{name}.xml")
    members["_rels/.rels"] = _RELATIONS.format(_RELATION.format("rId1", "officeDocument", "word/document.xml")).encode()
    members["word/_rels/document.xml.rels"] = _RELATIONS.format(relations).encode()
    members["word/document.xml"] = part("document", f"<w:body>{body}</w:body>").encode()
    return zipped(members | (extra or {}))


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of ``members``."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def p(*inner: str, props: str = "") -> str:
    """A paragraph; ``inner`` are runs, or plain text that becomes one."""
    runs = "".join(item if item.startswith("<") else r(item) for item in inner)
    return f"<w:p><w:pPr>{props}</w:pPr>{runs}</w:p>"


def r(text: str, props: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, number: int, level: int | None = 0) -> str:
    """A paragraph with direct numbering."""
    ilvl = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    return p(text, props=f'<w:numPr>{ilvl}<w:numId w:val="{number}"/></w:numPr>')


def table(*rows: str, props: str = "") -> str:
    """A table of ``row`` results."""
    return f"<w:tbl><w:tblPr>{props}</w:tblPr>{''.join(rows)}</w:tbl>"


def row(*cells: str, props: str = "") -> str:
    """A row of ``tc`` results, or texts."""
    return f"<w:tr><w:trPr>{props}</w:trPr>{''.join(c if c.startswith('<w:tc>') else tc(c) for c in cells)}</w:tr>"


def tc(*inner: str, props: str = "") -> str:
    """A cell."""
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{''.join(i if i.startswith('<') else p(i) for i in inner)}</w:tc>"


def docx(body: str, *, limits: Limits = DEFAULT_LIMITS, **parts: str) -> SourceText:
    """Read a package made of these."""
    return read("van-ban.docx", data=package(body, **parts), limits=limits)


def shown(source: SourceText) -> list[str]:
    """Each block as a reader sees it: label, a space, text."""
    return [f"{block.label} {block.text}".strip() for block in source.blocks]


def codes(source: SourceText) -> list[str]:
    """Codes of the warnings."""
    return [warning.code for warning in source.warnings]


def only(source: SourceText) -> Block:
    """The single block of a file."""
    (block,) = source.blocks
    return block


def attempt(name: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> SourceText | str:
    """The file as read, or the code of the error."""
    try:
        return read(name, data=data, limits=limits)
    except ReadingError as error:
        return error.code if name in error.message.vi and name in error.message.en else f"{error.code}, file not named"
