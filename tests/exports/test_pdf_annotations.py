"""Highlights and notes in a copy of the PDF: the original bytes, and behind them marks at the very words."""

from __future__ import annotations

import hashlib
import io
import re
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, RectangleObject
from reportlab.pdfgen.canvas import Canvas

from analyzer.errors import RasoatError
from analyzer.pipeline import analyze
from analyzer.reading import read
from analyzer.report.export import Document
from analyzer.report.pdf_annotations import AUTHOR, pdf_with_notes
from tests.exports.samples import DAY, HOSTILE, all_of, checked, expected, marked


def annotations(data: bytes, *kinds: str) -> list[tuple[int, Any]]:
    """Annotations of the kinds (highlights and notes unless told otherwise) with their page from 0."""
    wanted = kinds or ("/Highlight", "/Text")
    pages = PdfReader(io.BytesIO(data)).pages
    found = [(n, ref.get_object()) for n, page in enumerate(pages) for ref in page.get("/Annots") or ()]
    return [(n, item) for n, item in found if item["/Subtype"] in wanted]


def remarks(data: bytes) -> dict[str, str]:
    """The words of each remark by its number; a remark may have several annotations."""
    return {item["/NM"].partition("-")[0]: item["/Contents"] for _, item in annotations(data)}


@pytest.mark.parametrize("name", all_of(".pdf"))
def test_every_finding_of_the_json_is_a_note(name: str) -> None:
    document = checked(name)
    found = remarks(pdf_with_notes(document, DAY))
    summary = found.pop("summary")
    said = Counter((words.split(" · ")[1].split()[0], words.split("\n")[1]) for words in found.values())
    assert said == Counter({(c, " ".join(m.split())): n for (c, m), n in expected(document.report).items()})
    for words in (document.report.document.sha256, "qd1676 ", "rasoat ", "20/11/2026"):
        assert words in summary


@pytest.mark.parametrize("name", all_of(".pdf"))
def test_the_original_is_untouched(name: str, tmp_path: Path) -> None:
    document = checked(name)
    made = pdf_with_notes(document, DAY)
    assert made.startswith(document.original)
    assert pdf_with_notes(document, DAY) == made
    path = tmp_path / name
    path.write_bytes(made)
    assert read(path).blocks == document.clean.source.blocks
    tail = made[len(document.original) :]
    table = b"xref" in document.original[int(re.findall(rb"startxref\s+(\d+)", document.original)[-1]) :][:10]
    assert (b"\nxref\n" in tail) is table


@pytest.mark.parametrize("name", all_of(".pdf"))
def test_highlights_lie_on_the_words_of_the_evidence(name: str) -> None:
    """The text under the quadrilaterals is that of the quote."""
    document = checked(name)
    pages = pypdfium2.PdfDocument(pdf_with_notes(document, DAY))
    quotes = {re.sub(r"\W", "", e.quote) for r in document.report.rules for e in r.evidence}
    quotes |= {
        re.sub(r"\W", "", e.quote)
        for r in document.report.rules
        if isinstance(r.findings, list)
        for f in r.findings
        for e in f.evidence
    }
    seen = 0
    for page, item in annotations(pdf_with_notes(document, DAY), "/Highlight"):
        corners = [float(n) for n in item["/QuadPoints"]]
        text = pages[page].get_textpage()
        words = ""
        for place in range(0, len(corners), 8):
            x0, y1, x1, _, _, y0 = corners[place : place + 6]
            words += text.get_text_bounded(x0 - 0.5, (y0 + y1) / 2 - 1, x1 + 0.5, (y0 + y1) / 2 + 1)
        letters = re.sub(r"\W", "", words)
        assert any(letters and (letters in quote or quote in letters) for quote in quotes), (words, item["/Contents"])
        seen += 1
    assert seen or name == "bao-cao-phuong-kim-duong.pdf"


def test_notes_are_readable_and_do_not_cover_each_other() -> None:
    made = pdf_with_notes(checked("ke-hoach-dac-khu-hon-sam.pdf"), DAY)
    places = Counter((page, tuple(map(float, item["/Rect"]))) for page, item in annotations(made, "/Text"))
    assert set(places.values()) == {1}
    for page, item in annotations(made):
        assert item["/T"] == AUTHOR
        assert item["/AP"]["/N"].get_object().get_data()
        popup = item["/Popup"].get_object()
        assert popup["/Parent"].get_object()["/NM"] == item["/NM"]
        box = [float(n) for n in popup["/Rect"]]
        media = PdfReader(io.BytesIO(made)).pages[page].mediabox
        assert box[0] >= 0
        assert box[2] <= float(media.right) + 0.01
        assert item["/Contents"].count("\n") >= 2


def _pixels(data: bytes, **options: Any) -> np.ndarray[Any, Any]:
    page = pypdfium2.PdfDocument(data)[0]
    return np.asarray(page.render(scale=1, **options).to_numpy()).astype(int)


def test_a_viewer_shows_the_marks_and_leaves_the_words() -> None:
    document = checked("ke-hoach-dac-khu-hon-sam.pdf")
    made = pdf_with_notes(document, DAY)
    plain, shown = _pixels(document.original), _pixels(made, may_draw_forms=False)
    assert (_pixels(made, draw_annots=False) == plain).all()
    changed = np.abs(plain - shown).max(axis=2) > 20
    assert 0.01 < changed.mean() < 0.4
    dark = plain.max(axis=2) < 60
    assert (shown.max(axis=2)[dark] < 120).mean() > 0.99


def _turned(data: bytes) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        page.rotate(90)
        page[NameObject("/CropBox")] = RectangleObject((20, 30, 590, 830))
    return _bytes(writer)


def _compressed(data: bytes) -> bytes:
    """With object streams and a cross-reference stream, as Word writes it."""
    from pypdf.generic import ArrayObject, DictionaryObject, NumberObject, StreamObject

    writer = PdfWriter(clone_from=io.BytesIO(data))
    plain = _bytes(writer)
    reader = PdfReader(io.BytesIO(plain))
    start = int(re.findall(rb"startxref\s+(\d+)", plain)[-1])
    body = plain[:start]
    rows = [b"\x00" + bytes(6) + b"\xff\xff"]
    offsets = reader.xref[0]
    size = max(offsets) + 1
    rows += [b"\x01" + offsets[n].to_bytes(6, "big") + bytes(2) if n in offsets else bytes(9) for n in range(1, size)]
    rows.append(b"\x01" + start.to_bytes(6, "big") + bytes(2))
    stream: Any = StreamObject()
    stream.update(DictionaryObject({NameObject("/Root"): reader.trailer.raw_get("/Root")}))
    stream[NameObject("/Type")] = NameObject("/XRef")
    stream[NameObject("/Size")] = NumberObject(size + 1)
    stream[NameObject("/W")] = ArrayObject([NumberObject(n) for n in (1, 6, 2)])
    stream.set_data(b"".join(rows))
    out = io.BytesIO(body)
    out.seek(0, 2)
    out.write(b"%d 0 obj\n" % size)
    stream.write_to_stream(out)
    out.write(b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def _annotated(data: bytes) -> bytes:
    from pypdf.annotations import FreeText

    writer = PdfWriter(clone_from=io.BytesIO(data))
    writer.add_annotation(0, FreeText(text="Của người khác", rect=(50, 50, 200, 80)))
    return _bytes(writer)


def _updated(data: bytes) -> bytes:
    """Saved before with an incremental update, as a signing program does."""
    writer = PdfWriter(io.BytesIO(data), incremental=True)
    writer.add_metadata({"/Note": "ký"})
    return _bytes(writer)


def _bytes(writer: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("change", [_turned, _compressed, _annotated, _updated])
def test_files_of_other_makes(change: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / "ke-hoach.pdf"
    path.write_bytes(change(checked("ke-hoach-phuong-van-ben.pdf").original))
    text: str = analyze(path)._.analysis.text
    words = text[text.index("KẾ HOẠCH") + 9 :].split("\n")[0]
    document = marked(path, [words])
    made = pdf_with_notes(document, DAY)
    assert made.startswith(document.original)
    path.write_bytes(made)
    assert read(path).blocks == document.clean.source.blocks
    found = annotations(made, "/Highlight")
    assert len(found) == 1
    page, item = found[0]
    x0, y0, x1, y1 = map(float, item["/Rect"])
    under = pypdfium2.PdfDocument(made)[page].get_textpage().get_text_bounded(x0 - 1, y0 - 1, x1 + 1, y1 + 1)
    wanted, letters = (Counter(re.sub(r"\W", "", some)) for some in (words, under))
    assert wanted == letters  # lines of a turned page come in another order
    assert len(annotations(made, "/FreeText")) == (change is _annotated)


def test_hostile_words_are_words(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(checked("ke-hoach-phuong-van-ben.pdf").original)
    made = pdf_with_notes(marked(path, ["KẾ HOẠCH"], message=HOSTILE), DAY)
    texts = [words for key, words in remarks(made).items() if key != "summary"]
    assert len(texts) == 2
    assert all("<script>" in words and len(words) < 5_000 for words in texts)
    assert not any(char in words for words in texts for char in "\x00\x08\x1b\u202e\u200f")


def test_a_restricted_file_is_refused_with_a_way_out(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=io.BytesIO(checked("ke-hoach-phuong-van-ben.pdf").original))
    writer.encrypt("", "chu-so-huu", algorithm="RC4-128", permissions_flag=4)  # type: ignore[arg-type]
    path = tmp_path / "x.pdf"
    path.write_bytes(_bytes(writer))
    with pytest.raises(RasoatError) as caught:
        pdf_with_notes(marked(path, ["KẾ HOẠCH"]), DAY)
    assert caught.value.code == "encrypted"
    assert "--format html" in caught.value.message.vi


@pytest.mark.parametrize("name", ["ke-hoach-huyen-sa-loc.txt", "ke-hoach-xa-an-thinh.docx"])
def test_other_formats_are_refused_with_a_way_out(name: str) -> None:
    with pytest.raises(RasoatError) as caught:
        pdf_with_notes(checked(name), DAY)
    assert caught.value.code == "format_not_fitting"
    assert "--format html" in caught.value.message.en


def test_a_file_that_is_cut_off_is_refused() -> None:
    document = checked("ke-hoach-phuong-van-ben.pdf")
    broken = document.original[: len(document.original) // 2]
    report = deepcopy(document.report)
    report.document.sha256 = hashlib.sha256(broken).hexdigest()
    with pytest.raises(RasoatError) as caught:
        pdf_with_notes(Document(report, document.clean, broken), DAY)
    assert caught.value.code == "corrupt"


def test_a_page_of_many_notes_has_room_for_all(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    canvas = Canvas(str(path), pagesize=(200, 200))
    canvas.drawString(20, 100, "KE HOACH")
    canvas.showPage()
    canvas.save()
    document = marked(path, [])
    missing = document.report.rules[0]
    document.report.rules[:] = [missing] * 25
    made = pdf_with_notes(document, DAY)
    rects = [tuple(map(float, item["/Rect"])) for _, item in annotations(made, "/Text")]
    assert len(set(rects)) == 26
    assert all(r[0] >= 0 and r[2] <= 200 and r[1] >= 0 and r[3] <= 200 for r in rects)
