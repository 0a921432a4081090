"""The files of the project's documents: built from their sources, the same words in every format."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter

import pytest
import yaml
from lxml import etree

from corpora.build import gold_text, render
from corpora.model import DOCUMENTS, NATION, ROOT, full_text
from corpora.render.docx import W
from tests.support import formats

NAMES = formats.names()


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d]+|\d+", text))


@pytest.mark.parametrize("name", NAMES)
def test_the_files_are_what_their_source_gives(name: str) -> None:
    source = formats.source(name)
    assert (DOCUMENTS / f"{name}.gold.json").read_text(encoding="utf-8") == gold_text(source)
    kept = (DOCUMENTS / f"{name}.{source.form}").read_bytes()
    if source.form == "pdf":  # the bytes of a PDF hang on the font at hand
        assert words(pdf_text(kept)) == words(pdf_text(render(source)))
    else:
        assert kept == render(source)


@pytest.mark.parametrize("form", formats.FORMS)
def test_rendering_is_reproducible(form: str) -> None:
    source = formats.source("ke-hoach-tinh-dong-lam")
    assert render(source, form) == render(source, form)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("form", ["txt", "md", "html", "pdf"])
def test_no_word_is_lost(name: str, form: str) -> None:
    raw = formats.data(name, form)
    if form == "pdf":
        shown = pdf_text(raw)
    elif form == "html":
        tree = etree.fromstring(raw, etree.HTMLParser(encoding="utf-8"))
        shown = " ".join(tree.xpath("//body//text()"))
    else:
        shown = raw.decode("utf-8")
    missing = words(full_text(formats.source(name))) - words(shown)
    assert not missing


def test_a_word_document_keeps_its_words() -> None:
    name = "ke-hoach-tinh-dong-lam"
    parts = docx_parts(formats.data(name, "docx"))
    shown = " ".join(" ".join(p.itertext(f"{{{W}}}t")) for part in parts.values() for p in part.iter(f"{{{W}}}p"))
    assert not words(full_text(formats.source(name))) - words(shown)


def test_a_word_document_has_real_structure() -> None:
    parts = docx_parts(formats.data("ke-hoach-tinh-dong-lam", "docx"))
    body = parts["word/document.xml"]
    tables = body.findall(f".//{{{W}}}tbl")
    assert len(tables) == 3
    assert NATION[0] in "".join(tables[0].itertext())
    assert tables[2].findall(f".//{{{W}}}gridSpan")
    assert body.findall(f".//{{{W}}}footnoteReference")
    assert "người quản lý doanh nghiệp" in "".join(parts["word/footnotes.xml"].itertext())


def test_headings_are_numbered_by_word_where_asked_for() -> None:
    body = docx_parts(formats.data("ke-hoach-xa-an-thinh", "docx"))["word/document.xml"]
    numbered = ["".join(p.itertext()) for p in body.iter(f"{{{W}}}p") if p.find(f"{{{W}}}pPr/{{{W}}}numPr") is not None]
    assert numbered[:4] == ["MỤC ĐÍCH, YÊU CẦU", "Mục đích", "Yêu cầu", "MỤC TIÊU"]


def test_a_scan_like_text_is_broken() -> None:
    text = formats.data("bao-cao-huyen-phu-khe", "txt").decode("utf-8")
    lines = text.split("\n")
    assert max(map(len, lines)) <= 80
    assert "2" in lines
    assert not any(lines[1:-1:2])


def test_pages_are_numbered_from_the_second() -> None:
    import pypdfium2

    file = pypdfium2.PdfDocument(formats.data("bao-cao-phuong-kim-duong", "pdf"))
    first = [page.get_textpage().get_text_range().splitlines()[0].strip() for page in file]
    assert first[0].startswith("ỦY BAN NHÂN DÂN")
    assert first[1:] == [str(n) for n in range(2, len(first) + 1)]


def test_the_split_holds_every_document_once() -> None:
    split = yaml.safe_load((ROOT / "split.yml").read_text(encoding="utf-8"))
    assert sorted(split["train"] + split["test"]) == list(NAMES)
    for part in split.values():
        assert any(name.startswith("ke-hoach") for name in part)
        assert any(name.startswith("bao-cao") for name in part)


def docx_parts(raw: bytes) -> dict[str, etree._Element]:
    wanted = re.compile(r"word/(?:document|footnotes|header\d)\.xml")
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return {name: etree.fromstring(package.read(name)) for name in package.namelist() if wanted.fullmatch(name)}


def pdf_text(raw: bytes) -> str:
    import pypdfium2

    file = pypdfium2.PdfDocument(raw)
    text = " ".join(page.get_textpage().get_text_range() for page in file)
    return re.sub("\ufffe|\u00ad", "", text).replace("\r\n", " ")
