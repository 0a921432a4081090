"""Excel workbooks, a good one and those that are wrong or mean harm."""
# ruff: noqa: E501 - rows of markup

from __future__ import annotations

from collections.abc import Iterator

from tests.reading.packages import zipped
from tests.support.broken_model import ERROR, TEXT, Broken

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_WORDS = "Số người tham gia bảo hiểm xã hội tự nguyện"


def workbook(
    sheet: str | None = None,
    *,
    strings: str = "",
    styles: str = "",
    book: str = "",
    extra: dict[str, bytes] | None = None,
) -> bytes:
    """A workbook of one sheet; ``sheet`` is what stands inside ``worksheet``, ``strings`` inside ``sst``, ``styles``
    inside ``styleSheet``, ``book`` in ``workbook`` before its sheets."""
    inner = rows() if sheet is None else sheet
    relations = "".join(
        f'<Relationship Id="r{place}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for place, (kind, target) in enumerate(
            [("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")]
        )
    )
    members = {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _RELATIONS.format(
            f'<Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
        ).encode(),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">{book}<sheets><sheet name="PL" sheetId="1" r:id="r0"/></sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": _RELATIONS.format(relations).encode(),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}">{inner}</worksheet>'.encode(),
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>'.encode(),
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>'.encode(),
    }
    return zipped(members | (extra or {}))


def rows(count: int = 30) -> str:
    """Sheet data of a table with words and numbers."""
    inner = "".join(
        f'<row r="{r}"><c r="A{r}" t="inlineStr"><is><t>{_WORDS} {r}</t></is></c><c r="B{r}"><v>{r * 137}</v></c></row>'
        for r in range(1, count + 1)
    )
    return f"<sheetData>{inner}</sheetData>"


def cases() -> Iterator[Broken]:
    """Every one of them, small on disk."""

    def cell(inner: str, attributes: str = 'r="B2"') -> str:
        return f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{_WORDS}</t></is></c></row><row r="2"><c {attributes}>{inner}</c></row></sheetData>'

    far = cell("<v>1</v>", 'r="XFD1048576"')
    yield Broken("cell-far.xlsx", workbook(far), TEXT)
    yield Broken("cell-beyond.xlsx", workbook(cell("<v>1</v>", 'r="ZZZZZZ99999999999"')), TEXT)
    yield Broken("cell-unplaced.xlsx", workbook(cell("<v>1</v>", "")), TEXT)
    yield Broken("cell-placed-oddly.xlsx", workbook(cell("<v>1</v>", 'r="-5"')), TEXT)
    for name, value in {
        "huge": "1e308",
        "infinite": "1e999",
        "nan": "NaN",
        "words": "x",
        "empty": "",
        "digits": "9" * 5000,
    }.items():
        yield Broken(f"number-{name}.xlsx", workbook(cell(f"<v>{value}</v>")), TEXT)
        date = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
        yield Broken(f"date-{name}.xlsx", workbook(cell(f"<v>{value}</v>", 'r="B2" s="1"'), styles=date), TEXT)
    for index in ("-1", "99999999999", "x"):
        yield Broken(f"string-{index}.xlsx", workbook(cell(f"<v>{index}</v>", 'r="B2" t="s"')), TEXT)
        yield Broken(f"style-{index}.xlsx", workbook(cell("<v>1</v>", f'r="B2" s="{index}"')), TEXT)
    merges = '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2"/><mergeCell ref="x"/><mergeCell ref="B9:A1"/></mergeCells>'
    yield Broken("merged-all.xlsx", workbook(cell("<v>1</v>") + merges), TEXT)
    many = "".join(f'<mergeCell ref="A{k}:B{k}"/>' for k in range(1, 20_000))
    yield Broken("merged-many.xlsx", workbook(cell("<v>1</v>") + f"<mergeCells>{many}</mergeCells>"), TEXT)
    long_format = f'<numFmts><numFmt numFmtId="164" formatCode="{"[" * 20_000}{"0," * 20_000}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>'
    yield Broken("format-long.xlsx", workbook(cell("<v>1</v>", 'r="B2" s="1"'), styles=long_format), TEXT)
    yield Broken("rows-many.xlsx", workbook(rows(6000)), TEXT)
    yield Broken("rows-unnumbered.xlsx", workbook(f"<sheetData>{'<row><c><v>1</v></c></row>' * 3000}</sheetData>"))
    yield Broken("sheet-missing.xlsx", workbook(extra={"xl/worksheets/sheet1.xml": b""}), ERROR)
    yield Broken("sheet-empty.xlsx", workbook("<sheetData/>"), ERROR, {"empty"})
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet><sheetData>&b;</sheetData></worksheet>'
    yield Broken("entities.xlsx", workbook(extra={"xl/worksheets/sheet1.xml": laughs}), ERROR, {"bomb"})
    yield Broken("bomb.xlsx", workbook(" " * 30_000_000), ERROR, {"bomb"})
    yield Broken(
        "links-external.xlsx", workbook(extra={"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}), TEXT
    )
    yield Broken("formula-web.xlsx", workbook(cell("<f>WEBSERVICE(&quot;http://203.0.113.9&quot;)</f><v>7</v>")), TEXT)
    strings = "<si><t>" + "x" * 2_000_000 + "</t></si>"
    repeated = "".join(f'<row r="{k}"><c r="A{k}" t="s"><v>0</v></c></row>' for k in range(1, 2000))
    yield Broken("string-repeated.xlsx", workbook(f"<sheetData>{repeated}</sheetData>", strings=strings), ERROR)
