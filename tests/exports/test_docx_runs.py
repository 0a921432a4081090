"""The run splitter: whatever the runs and the ranges, the text stays, each character its look, the marks exact."""

from __future__ import annotations

from xml.sax.saxutils import escape

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from analyzer.reading.docx import read_docx
from analyzer.reading.limits import DEFAULT_LIMITS
from analyzer.report.docx_leaves import Leaves, Slot, find_leaves, local
from analyzer.report.docx_runs import Runs
from analyzer.report.word_package import WordPackage
from tests.exports.word import W, package, paragraph, run

_TEXT = st.text(st.sampled_from("aăâđ ỹ\u0301\t&<>\"'.0\u00a0\U0001d400"), min_size=1, max_size=6)
_LOOKS = ("", "<w:b/>", '<w:sz w:val="28"/>')
_RUNS = st.lists(st.tuples(st.lists(_TEXT, min_size=1, max_size=3), st.sampled_from(_LOOKS)), min_size=1, max_size=6)
_WRAPS = ("{}", '<w:hyperlink w:anchor="x">{}</w:hyperlink>', '<w:ins w:id="3">{}</w:ins>',
          "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>")  # fmt: skip


def _inside(texts: list[str]) -> str:
    """Texts of one run; a tab is an element of its own."""
    pieces = [piece for text in texts for piece in text.replace("\t", "\0\t\0").split("\0") if piece]
    return "".join("<w:tab/>" if p == "\t" else f'<w:t xml:space="preserve">{escape(p)}</w:t>' for p in pieces)


def _root(runs: list[tuple[list[str], str]], wraps: list[int]) -> etree._Element:
    parts = []
    for number, (texts, look) in enumerate(runs):
        properties = f"<w:rPr>{look}</w:rPr>" if look else ""
        inner = f"<w:r>{properties}{_inside(texts)}</w:r>"
        parts.append(_WRAPS[wraps[number % len(wraps)]].format(inner))
    return etree.fromstring(f'<w:document xmlns:w="{W[1:-1]}"><w:body>{paragraph(*parts)}</w:body></w:document>')


def _leaves(root: etree._Element) -> Leaves:
    slots: list[Slot] = []
    place = 0
    for element in root.iter(f"{W}t", f"{W}tab"):
        length = len(element.text or "") if local(element) == "t" else 1
        slots.append(Slot(element, place, place + length))
        place += length
    return Leaves({"p0": slots})


def _characters(root: etree._Element) -> list[tuple[str, str]]:
    """Every character with the look of its run and what it stands in."""
    found = []
    for element in root.iter(f"{W}t", f"{W}tab"):
        holder = element.getparent()
        assert holder is not None
        properties = holder.find(f"{W}rPr")
        look = "" if properties is None else etree.tostring(properties).decode()
        around = "/".join(local(a) for a in holder.iterancestors())
        text = (element.text or "") if local(element) == "t" else "\t"
        if text != text.strip():
            assert local(element) == "tab" or element.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
        found += [(char, look + around) for char in text]
    return found


@settings(max_examples=150, deadline=None)
@given(
    runs=_RUNS,
    wraps=st.lists(st.integers(0, 3), min_size=1, max_size=4),
    cuts=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), max_size=6),
)
def test_any_ranges_in_any_runs(
    runs: list[tuple[list[str], str]], wraps: list[int], cuts: list[tuple[int, int]]
) -> None:
    root = _root(runs, wraps)
    before = _characters(root)
    text = "".join(char for char, _ in before)
    splitter = Runs(root, _leaves(root))
    for number, (start, length) in enumerate(cuts):
        end = min(start + length, len(text))
        stretch = splitter.stretch("p0", start, end)
        if start >= end:
            assert stretch is None
            continue
        assert stretch is not None
        stretch.first.addprevious(etree.Element(f"{W}commentRangeStart", number=str(number)))
        stretch.last.addnext(etree.Element(f"{W}commentRangeEnd", number=str(number)))
    assert _characters(root) == before
    for number, (start, length) in enumerate(cuts):
        if start < min(start + length, len(text)):
            assert _between(root, str(number)) == text[start : start + length]


def _between(root: etree._Element, number: str) -> str:
    words, inside = [], False
    for element in root.iter():
        if element.get("number") == number:
            inside = local(element) == "commentRangeStart"
        elif inside and local(element) in ("t", "tab"):
            words.append((element.text or "") if local(element) == "t" else "\t")
    return "".join(words)


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(st.text("ab ô.", min_size=1, max_size=5), min_size=1, max_size=5), cell=st.booleans())
def test_leaves_are_the_text_of_the_blocks(texts: list[str], cell: bool) -> None:
    looks = ("<w:caps/>", "<w:b/>", "<w:vanish/>")
    inner = paragraph(*(run(text, looks[number % 3]) for number, text in enumerate(texts)))
    data = package(f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>" if cell else inner + paragraph(run("cuối")))
    data = data if any(text.strip() for text in texts[:2]) else package(paragraph(run("có")))
    word = WordPackage(data, "x.docx", DEFAULT_LIMITS)
    leaves = find_leaves(word, word.root(word.main), "x.docx", DEFAULT_LIMITS)
    for block in read_docx(data, "x.docx", "", DEFAULT_LIMITS).blocks:
        slots = leaves.blocks[block.id]
        assert "".join(slot.element.text or "" for slot in slots).upper() == block.text.upper()
        assert [slot.start for slot in slots] == [0, *(slot.end for slot in slots[:-1])]
