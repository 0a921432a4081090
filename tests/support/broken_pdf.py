"""PDFs that are wrong or mean harm, written object by object."""

# ruff: noqa: E501 - rows of data

from __future__ import annotations

import zlib
from collections.abc import Iterator

from tests.support.broken_model import ERROR, Broken

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
TEXT = (
    b"BT /F 12 Tf 72 700 Td (Ke hoach tuyen truyen bao hiem xa hoi nam 2026) Tj "
    b"0 -20 Td (tren dia ban xa, theo chi dao cua Uy ban nhan dan tinh) Tj ET"
)


def pdf(objects: dict[int, bytes], root: int = 1, trailer: bytes = b"", prev: int | None = None) -> bytes:
    """A file of numbered objects with a right table of their places."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, content in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        out += b"%010d %05d %s \n" % (places.get(number, 0), 0, b"n" if number in places else b"f")
    before = b"" if prev is None else b"/Prev %d" % (start if prev < 0 else prev)
    out += b"trailer\n<</Size %d/Root %d 0 R%s%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, root, before, trailer, start)
    return bytes(out)


def stream(content: bytes, extra: bytes = b"", packed: bool = False) -> bytes:
    """A stream object; ``packed``: deflated."""
    if packed:
        content, extra = zlib.compress(content, 9), extra + b"/Filter/FlateDecode"
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), extra, content)


def page(
    content: bytes = TEXT, *, box: bytes = b"0 0 595 842", resources: bytes = b"/Font<</F 5 0 R>>", font: bytes = FONT,
    packed: bool = False, extra: dict[int, bytes] | None = None, more: bytes = b"", catalog: bytes = b"",
) -> bytes:  # fmt: skip
    """A file of one page."""
    return pdf({
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Resources<<%s>>/Contents 4 0 R%s>>" % (box, resources, more),
        4: stream(content, packed=packed), 5: font, **(extra or {}),
    })  # fmt: skip


def cases() -> Iterator[Broken]:
    """Every one of them, small on disk."""
    yield from _trees()
    yield from _sizes()
    yield from _fonts()
    yield from _streams()


def _trees() -> Iterator[Broken]:
    def tree(kids: bytes, extra: dict[int, bytes] | None = None, count: bytes = b"1", catalog: bytes = b"") -> bytes:
        return page(catalog=catalog, extra={2: b"<</Type/Pages/Kids[%s]/Count %s>>" % (kids, count), **(extra or {})})

    yield Broken("page-tree-itself.pdf", tree(b"2 0 R"))
    yield Broken("page-tree-loop.pdf", tree(b"6 0 R", {6: b"<</Type/Pages/Kids[2 0 R]/Count 1/Parent 2 0 R>>"}))
    yield Broken("page-tree-page-twice.pdf", tree(b"3 0 R 3 0 R 3 0 R", count=b"3"))
    yield Broken("page-count-huge.pdf", tree(b"3 0 R", count=b"2000000000"))
    yield Broken("page-count-negative.pdf", tree(b"3 0 R", count=b"-7"))
    yield Broken("pages-100000-empty.pdf", tree(b"3 0 R " * 100_000, count=b"100000"), ERROR, {"too_large"})
    deep = {n: b"<</Type/Pages/Kids[%d 0 R]/Count 1/Parent %d 0 R>>" % (n + 1, n - 1) for n in range(6, 3000)}
    yield Broken("page-tree-deep.pdf", tree(b"6 0 R", {**deep, 3000: b"<</Type/Page/MediaBox[0 0 9 9]>>"}))
    yield Broken("no-pages.pdf", tree(b"", count=b"0"), ERROR)
    yield Broken("root-is-page.pdf", pdf({1: b"<</Type/Page/MediaBox[0 0 9 9]>>"}), ERROR)
    yield Broken("root-missing.pdf", pdf({1: b"<<>>"}, root=9), ERROR)
    loop = {
        6: b"<</First 7 0 R/Last 7 0 R/Count 1>>",
        7: b"<</Title(a)/Next 7 0 R/Prev 7 0 R/First 6 0 R/Parent 7 0 R>>",
    }
    yield Broken("outline-loop.pdf", page(catalog=b"/Outlines 6 0 R", extra=loop))
    names = {6: b"<</Kids[6 0 R]/Limits[(a)(b)]>>"}
    yield Broken("name-tree-loop.pdf", page(catalog=b"/Names<</Dests 6 0 R/JavaScript 6 0 R>>", extra=names))
    yield Broken("struct-tree-loop.pdf", page(catalog=b"/StructTreeRoot 6 0 R/MarkInfo<</Marked true>>",
                                              extra={6: b"<</K[6 0 R]/ParentTree 6 0 R>>"}))  # fmt: skip
    good = page()
    yield Broken("xref-prev-itself.pdf", pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Kids[]/Count 0>>"}, prev=-1))
    yield Broken("xref-far-away.pdf", good.replace(b"startxref\n", b"startxref\n99999999"))
    yield Broken("xref-negative.pdf", good.replace(b"startxref\n", b"startxref\n-"))
    yield Broken("xref-wrong-places.pdf", good.replace(b"%PDF-1.7\n", b"%PDF-1.7\n" + b"%" * 77 + b"\n"))
    yield Broken("reference-to-itself.pdf", page(extra={4: b"4 0 R"}))
    yield Broken("length-of-itself.pdf", page(extra={4: b"<</Length 4 0 R>>stream\n%s\nendstream" % TEXT}))
    yield Broken("length-huge.pdf", page(extra={4: b"<</Length 999999999999>>stream\n%s\nendstream" % TEXT}))
    objects = stream(b"6 0 " + b"<<>>", b"/Type/ObjStm/N 1/First 4/Extends 6 0 R")
    yield Broken("object-stream-itself.pdf", page(extra={6: objects, 4: b"6 0 R"}))
    yield Broken("object-stream-many.pdf", page(extra={6: stream(b"", b"/Type/ObjStm/N 2147483647/First 2147483647")}))
    yield Broken("arrays-deep.pdf", page(more=b"/X " + b"[" * 100_000 + b"]" * 100_000))
    yield Broken("dictionaries-deep.pdf", page(extra={6: b"<</A" * 50_000 + b" 1 " + b">>" * 50_000}))
    yield Broken("only-header.pdf", b"%PDF-1.7\n", ERROR)
    yield Broken("header-late.pdf", b"junk\n" * 40 + good)
    yield Broken("tail-of-junk.pdf", good + b"\0" * 5000)
    action = b"/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/AA<</WC<</S/URI/URI(http://203.0.113.9/)>>>>"
    yield Broken("actions.pdf", page(catalog=action))
    yield Broken("launch.pdf", page(catalog=b"/OpenAction<</S/Launch/F(/bin/sh)>>"))
    yield Broken("xfa.pdf", page(catalog=b"/AcroForm<</XFA(<xdp>&x;</xdp>)/Fields[6 0 R]>>",
                                 extra={6: b"<</FT/Tx/T(a)/Kids[6 0 R]/Parent 6 0 R>>"}))  # fmt: skip
    yield Broken("external-stream.pdf", page(extra={4: b"<</Length 0/F(/etc/passwd)>>stream\n\nendstream"}))
    for handler in (b"Standard", b"Evil"):
        trailer = b"/Encrypt<</Filter/%s/V 9/R 9/O(a)/U(b)/P -1>>/ID[<00><00>]" % handler
        data = page().replace(b"/Root 1 0 R", b"/Root 1 0 R" + trailer)
        yield Broken(f"encrypt-{handler.decode().lower()}.pdf", data, ERROR)


def _sizes() -> Iterator[Broken]:
    for name, box in {
        "huge": b"0 0 1036800 1036800", "beyond": b"0 0 1e38 1e38", "zero": b"0 0 0 0", "negative": b"595 842 0 0",
        "words": b"/a (b) null []", "thin": b"0 0 0.0001 14400", "infinite": b"-1e40 -1e40 1e40 1e40",
    }.items():  # fmt: skip
        yield Broken(f"box-{name}.pdf", page(box=box))
        yield Broken(f"box-{name}-drawn.pdf", page(b"0 0 100000 100000 re f", box=box))
    yield Broken("unit-huge.pdf", page(more=b"/UserUnit 1e9"))
    yield Broken("rotated-oddly.pdf", page(more=b"/Rotate 47"))
    yield Broken("text-far-away.pdf", page(b"BT /F 12 Tf 1e38 -1e38 Td (far away) Tj 72 700 Td (more) Tj ET"))
    yield Broken("text-size-huge.pdf", page(b"BT /F 1e30 Tf 72 700 Td (huge) Tj /F 12 Tf (more) Tj ET"))
    yield Broken(
        "text-same-place.pdf", page(b"BT /F 12 Tf 72 700 Td " + b"(a) Tj 0 0 Td " * 60_000 + b"ET", packed=True)
    )
    yield Broken("lines-many.pdf", page(TEXT + b" 0 0 m 9 9 l S" * 150_000, packed=True))
    grid = b"".join(b"%d 0 m %d 842 l S 0 %d m 595 %d l S\n" % (k, k, k, k) for k in range(0, 590, 2))
    yield Broken("grid-fine.pdf", page(TEXT + b"\n" + grid, packed=True))


def _fonts() -> Iterator[Broken]:
    yield Broken("font-missing.pdf", page(resources=b""))
    yield Broken("font-null.pdf", page(font=b"null"))
    yield Broken(
        "font-itself.pdf", page(font=b"<</Type/Font/Subtype/Type0/DescendantFonts[5 0 R]/Encoding/Identity-H>>")
    )
    yield Broken("font-type0-empty.pdf", page(font=b"<</Type/Font/Subtype/Type0/DescendantFonts[]>>"))
    glyph = stream(b"1000 0 0 0 750 750 d1 0 0 750 750 re f")
    type3 = (b"<</Type/Font/Subtype/Type3/FontBBox[0 0 750 750]/FontMatrix[%s]/CharProcs<</a 6 0 R>>/Encoding"
             b"<</Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[1000]/Resources<</Font<</F 5 0 R>>>>>>")  # fmt: skip
    yield Broken("font-type3.pdf", page(b"BT /F 12 Tf 72 700 Td (aaa) Tj ET", font=type3 % b".001 0 0 .001 0 0",
                                        extra={6: glyph}))  # fmt: skip
    yield Broken("font-type3-zero.pdf", page(b"BT /F 12 Tf (aaa) Tj ET", font=type3 % b"0 0 0 0 0 0", extra={6: glyph}))
    inner = stream(b"1000 0 d0 BT /F 1 Tf (a) Tj ET")
    yield Broken("font-type3-itself.pdf", page(b"BT /F 12 Tf (a) Tj ET", font=type3 % b".001 0 0 .001 0 0",
                                               extra={6: inner}))  # fmt: skip
    yield Broken("matrix-zero.pdf", page(b"BT /F 12 Tf 0 0 0 0 72 700 Tm (none) Tj ET " + TEXT))
    yield Broken("matrix-infinite.pdf", page(b"1e38 0 0 1e38 0 0 cm 1e38 0 0 1e38 0 0 cm " + TEXT))
    junk = b"<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar -5/LastChar 999999/Widths[]/FontDescriptor 6 0 R>>"
    yield Broken("font-file-junk.pdf", page(font=junk, extra={
        6: b"<</Type/FontDescriptor/FontName/X/Flags 4/FontFile2 7 0 R>>", 7: stream(b"\0\1\0\0" + b"\xff" * 999)}))  # fmt: skip
    cmap = b"1 beginbfrange <0000> <FFFF> <0041> endbfrange 1 beginbfchar <41> <D800> endbfchar usecmap"
    unicode = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    yield Broken("unicode-surrogates.pdf", page(font=unicode, extra={6: stream(cmap)}))


def _streams() -> Iterator[Broken]:
    zeros = zlib.compress(b"\0" * 20_000_000, 9)
    yield Broken("bomb-content.pdf", page(extra={4: b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (
        len(zeros), zeros)}))  # fmt: skip
    twice = zlib.compress(zlib.compress(b" " * 60_000_000, 9), 9)
    yield Broken("bomb-content-twice.pdf", page(extra={4: b"<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n%s\n"
                                                          b"endstream" % (len(twice), twice)}))  # fmt: skip
    filters = b"/FlateDecode" * 5000
    yield Broken("filters-5000.pdf", page(extra={4: b"<</Length 3/Filter[%s]>>stream\nabc\nendstream" % filters}))
    yield Broken("filter-unknown.pdf", page(extra={4: b"<</Length 3/Filter/Nope>>stream\nabc\nendstream"}))
    yield Broken("operators-unbalanced.pdf", page(b"Q " * 5000 + b"q " * 100_000 + TEXT))
    yield Broken("operands-many.pdf", page(b"1 " * 300_000 + TEXT, packed=True))
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R/Y 6 0 R>>>>"
    yield Broken("form-itself.pdf", page(b"/X Do " + TEXT, resources=b"/Font<</F 5 0 R>>/XObject<</X 6 0 R>>",
                                         extra={6: stream(b"/X Do /Y Do", form)}))  # fmt: skip
    chain = {n: stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (
        n + 1)) for n in range(6, 26)}  # fmt: skip
    yield Broken("forms-doubling.pdf", page(b"/X Do " + TEXT, resources=b"/Font<</F 5 0 R>>/XObject<</X 6 0 R>>",
                                            extra={**chain, 26: stream(b"0 0 1 1 re f", b"/Type/XObject/Subtype/Form")}))  # fmt: skip
    for name, size, bits in (("60000", b"60000", b"1"), ("negative", b"-5", b"8"), ("zero", b"0", b"8")):
        image = b"/Type/XObject/Subtype/Image/Width %s/Height %s/BitsPerComponent %s/ColorSpace/DeviceGray" % (
            size, size, bits)  # fmt: skip
        for kind in (
            b"",
            b"/Filter/JBIG2Decode",
            b"/Filter/JPXDecode",
            b"/Filter/CCITTFaxDecode",
            b"/Filter/DCTDecode",
        ):
            if kind and name != "60000":
                continue
            label = kind.decode().removeprefix("/Filter/").lower() or "raw"
            yield Broken(f"image-{name}-{label}.pdf", page(
                b"500 0 0 500 0 0 cm /X Do", resources=b"/XObject<</X 6 0 R>>", extra={6: stream(b"\1" * 99, image + kind)}))  # fmt: skip
    notes = b"/Annots[%s]" % (b"6 0 R " * 20_000)
    annotation = b"<</Type/Annot/Subtype/Link/Rect[0 0 1 1]/A<</S/URI/URI(file:///etc/passwd)>>/AP<</N 6 0 R>>>>"
    yield Broken("annotations-many.pdf", page(more=notes, extra={6: annotation}))
    space = b"/ColorSpace<</C[/Indexed 6 0 R 255 6 0 R]>>/Shading<</S 7 0 R>>/Font<</F 5 0 R>>"
    yield Broken("colour-itself.pdf", page(b"/C cs 1 sc /S sh " + TEXT, resources=space, extra={
        6: b"[/Indexed 6 0 R 1 6 0 R]", 7: b"<</ShadingType 1/Function 7 0 R/ColorSpace 6 0 R>>"}))  # fmt: skip
