"""Word documents for the tests: built from XML, so that each holds just what a test is about; and read back."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from lxml import etree

from analyzer.report.docx_leaves import W_SPACES

W = f"{{{W_SPACES[0]}}}"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{W_SPACES[0]}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_KINDS = {"comments": "comments", "footnotes": "footnotes", "header1": "header", "styles": "styles"}
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def run(text: str, look: str = "") -> str:
    """A run; ``look`` is the inside of its ``w:rPr``."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*parts: str) -> str:
    """A paragraph of runs and whatever else stands in one."""
    return f"<w:p>{''.join(parts)}</w:p>"


def package(body: str, *, strict: bool = False, **parts: str) -> bytes:
    """A .docx; ``parts``: the insides of ``comments``, ``footnotes``, ``header1``, ``styles`` by name."""
    roots = {"comments": "comments", "footnotes": "footnotes", "header1": "hdr", "styles": "styles"}
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_R}/{_KINDS[name]}" Target="{name}.xml"/>'
        for number, name in enumerate(parts, 1)
    )
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}{_KINDS[name]}+xml"/>' for name in parts
    )
    members: dict[str, str] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_TYPE}document.main+xml"/>{overrides}</Types>'
        ),
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{_R}/officeDocument" Target="word/document.xml"/></Relationships>'
        ),
        "word/_rels/document.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{relations}</Relationships>"
        ),
        "word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>",
        "word/kept.bin": "\x00\x01 kept as it is",
    }
    for name, inner in parts.items():
        members[f"word/{name}.xml"] = f"<w:{roots[name]} {_SPACES}>{inner}</w:{roots[name]}>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            if strict and name == "word/document.xml":
                content = content.replace(W_SPACES[0], W_SPACES[1])
            archive.writestr(name, content)
    return buffer.getvalue()


def saved(folder: Path, data: bytes, name: str = "mau.docx") -> Path:
    """The bytes as a file."""
    path = folder / name
    path.write_bytes(data)
    return path


def part(data: bytes, name: str = "word/document.xml") -> etree._Element:
    """The root of a part."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def members(data: bytes) -> dict[str, bytes]:
    """All members by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def anchored(root: etree._Element) -> dict[str, str]:
    """The words between the marks of each comment, as a reader sees them."""
    open_now: dict[str, list[str]] = {}
    found: dict[str, list[str]] = {}
    for element in root.iter():
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        space = f"{{{etree.QName(element).namespace}}}" if name else ""
        if name == "commentRangeStart":
            number = element.get(f"{space}id", "")
            assert number not in found, "a comment has one range"
            open_now[number] = found[number] = []
        elif name == "commentRangeEnd":
            open_now.pop(element.get(f"{space}id", ""))
        words = {"tab": "\t", "br": "\n", "noBreakHyphen": "-"}.get(name, "")
        if name == "t" and not any(etree.QName(a).localname == "del" for a in element.iterancestors()):
            words = element.text or ""
        for pieces in open_now.values():
            pieces.append(words)
    assert not open_now, "a range is never closed"
    return {number: "".join(pieces) for number, pieces in found.items()}


def references(root: etree._Element) -> list[str]:
    """Numbers of the comments that are referred to."""
    return [element.get(f"{W}id", "") for element in root.iter(f"{W}commentReference")]


def comments(data: bytes, name: str = "word/comments.xml") -> dict[str, list[str]]:
    """The paragraphs of each comment by its number."""
    return {
        comment.get(f"{W}id", ""): ["".join(p.itertext()) for p in comment.iter(f"{W}p")]
        for comment in part(data, name).iter(f"{W}comment")
    }
