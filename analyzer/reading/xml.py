"""XML of a package, parsed without entities, network or external files."""

from __future__ import annotations

from lxml import etree

from analyzer.reading import failures

_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
"""Namespaces of Strict Open XML (ISO/IEC 29500-1) and those of the Transitional form, which nearly all files use."""

_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


def _parser(recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )


def parse_part(data: bytes, path: str) -> tuple[etree._Element | None, bool]:
    """Root of one part, and whether it was damaged (then the tree holds what stood before the damage, if anything).

    Strict namespaces become those of the Transitional form. Raises ``ReadingError`` (bomb) for a document type
    declaration: Open XML has none, and entities come only with one.
    """
    if any(mark in data for mark in _DOCTYPES):
        raise _refused(path)
    if b"http://purl.oclc.org/ooxml/" in data:
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
    damaged = False
    try:
        root: etree._Element | None = etree.fromstring(data, _parser(recover=False))
    except (etree.XMLSyntaxError, ValueError):
        damaged = True
        try:
            root = _unicode(etree.fromstring(data, _parser(recover=True)))
        except (etree.XMLSyntaxError, ValueError):
            root = None
    if root is not None and root.getroottree().docinfo.internalDTD is not None:
        raise _refused(path)
    return root, damaged


def _unicode(root: etree._Element | None) -> etree._Element | None:
    """A tree that the recovering parser made, without the halves of surrogate pairs that it lets through from
    references (``&#xD800;``): no text that holds one could be asked for."""
    if root is None:
        return None
    raw = etree.tostring(root, encoding="utf-8")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return etree.fromstring(raw.decode("utf-8", "replace").encode(), _parser(recover=True))
    return root


def _refused(path: str) -> Exception:
    return failures.bomb(path, "XML có khai báo DOCTYPE hoặc thực thể", "its XML declares a DOCTYPE or entities")
