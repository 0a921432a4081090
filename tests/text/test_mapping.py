"""The way back: every kept character of the normalised text maps to its own character of the source."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer.reading.model import Block, Cell, SourceText
from analyzer.text.characters import clean_characters
from analyzer.text.fold import bare, lower
from analyzer.text.mapped import Mapped
from analyzer.text.model import CleanText
from analyzer.text.normalise import normalise

WORDS = st.sampled_from(
    [
        "Đ",
        "ế",
        "n",
        "tuyên",
        "truyền",
        "hoà",
        "HOÀ",
        "thuỷ",
        "quý",
        "BHXH",
        "UBND",
        "Nghị",
        "quyết",
        "số",
        "28-NQ/TW",
        "ngày",
        "23/5/2018",
        "-",
        "+",
        "a)",
        "1.",
        "I.",
        "II.",
        "kế",
        "hoạch:",
        "phường",
        "100%",
        "(tối",
        "thiểu",
        "01",
        "lớp/năm)",
        "“Tháng",
        "5”",
        "qu",
        "y",
        "ết",
        "xã,",
        "hội;",
        "\u200b\xad",
        "\xa0",
        "facebook",
    ]
)
LINES = st.lists(st.lists(WORDS, max_size=12).map(" ".join), min_size=1, max_size=30)


def source_of(lines: list[str], *, decomposed: bool = False, kind: str = "line") -> SourceText:
    form = "NFD" if decomposed else "NFC"
    blocks = [Block(f"p{k}", kind, unicodedata.normalize(form, line), line_gap=0.0) for k, line in enumerate(lines)]  # type: ignore[arg-type]
    return SourceText("x.txt", "0" * 64, "txt", blocks)


def assert_maps_back(clean: CleanText) -> None:
    raw = "".join(block.text for block in clean.source.blocks)
    assert len(clean.origin) == len(clean.text)
    last, number = -1, 0
    for place, origin in enumerate(clean.origin):
        char = clean.text[place]
        if origin < 0:
            assert char.isspace() or clean.line_at(place).marker, f"inserted {char!r}"
            continue
        cluster = raw[origin]
        end = origin + 1
        while end < len(raw) and unicodedata.combining(raw[end]):
            end += 1
        # The same letter but for its diacritics: tone marks may move inside a syllable, nothing else may change.
        same = bare(char)[0] == bare(unicodedata.normalize("NFC", raw[origin:end]))[0]
        assert same or (cluster.isspace() and char.isspace()), (char, raw[origin:end])
        line = clean.line_at(place)
        # Order is kept inside each line; between lines too, unless a footnote was lifted behind its sentence.
        if line.number == number or not any(other.kind == "footnote" for other in clean.lines):
            assert origin > last
        number = line.number
        last = origin


@given(LINES, st.booleans())
@settings(max_examples=150, deadline=None)
def test_every_kept_character_maps_to_its_own(lines: list[str], decomposed: bool) -> None:
    assert_maps_back(normalise(source_of(lines, decomposed=decomposed)))


@given(LINES)
@settings(max_examples=100, deadline=None)
def test_no_letter_or_digit_of_a_paragraph_is_lost(lines: list[str]) -> None:
    source = source_of(lines, kind="paragraph")
    kept = [c for c in bare(normalise(source).text) if c.isalnum()]
    given_ = [c for line in source.blocks for c in bare(unicodedata.normalize("NFC", line.text)) if c.isalnum()]
    assert kept == given_


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_any_text_is_composed_with_an_origin_for_each_character(text: str) -> None:
    cleaned = clean_characters(Mapped.of(text, 7))
    assert len(cleaned.text) == len(cleaned.origin)
    assert unicodedata.is_normalized("NFC", cleaned.text)
    assert all(7 <= o < 7 + len(text) for o in cleaned.origin)
    assert list(cleaned.origin) == sorted(cleaned.origin)


@given(st.text(max_size=80))
def test_folding_keeps_offsets(text: str) -> None:
    assert len(bare(text)) == len(text)


def test_locate_names_the_block_and_the_offsets_in_it() -> None:
    source = SourceText(
        "x.docx",
        "0" * 64,
        "docx",
        [
            Block("p0", "paragraph", "Mục đích", label="1."),
            Block("t0r0c0p0", "cell", "Nhiệm vụ", cell=Cell(0, 0, 0)),
            Block("t0r0c1p0", "cell", "Cơ quan  chủ trì", cell=Cell(0, 0, 1)),
        ],
    )
    clean = normalise(source)
    assert clean.text == "1. Mục đích\nNhiệm vụ\tCơ quan chủ trì"
    start = clean.text.index("chủ trì")
    [span] = clean.locate(start, start + 7)
    assert (span.block, source.blocks[2].text[span.start : span.end]) == ("t0r0c1p0", "chủ trì")
    assert [s.block for s in clean.locate(3, len(clean.text))] == ["p0", "t0r0c0p0", "t0r0c1p0"]
    assert clean.lines[0].marker == "1."
    assert [clean.text[c.start : c.end] for c in clean.lines[1].cells] == ["Nhiệm vụ", "Cơ quan chủ trì"]


@given(LINES, st.booleans(), st.integers(0, 10_000), st.integers(0, 400))
@settings(max_examples=150, deadline=None)
def test_locate_is_what_the_origins_say(lines: list[str], decomposed: bool, start: int, length: int) -> None:
    clean = normalise(source_of(lines, decomposed=decomposed))
    start = min(start, len(clean.text))
    starts: list[tuple[int, Block]] = []
    total = 0
    for block in clean.source.blocks:
        starts.append((total, block))
        total += len(block.text)
    wanted: list[tuple[str, int, int]] = []
    for raw in clean.origin[start : start + length]:
        if raw < 0:
            continue
        first, block = next((s, b) for s, b in reversed(starts) if s <= raw and b.text)
        place = raw - first
        if wanted and wanted[-1][0] == block.id:
            _, low, high = wanted[-1]
            wanted[-1] = (block.id, min(low, place), max(high, place + 1))
        else:
            wanted.append((block.id, place, place + 1))
    assert [(s.block, s.start, s.end) for s in clean.locate(start, start + length)] == wanted


@given(LINES)
@settings(max_examples=50, deadline=None)
def test_the_folds_of_a_text_are_those_of_its_parts(lines: list[str]) -> None:
    clean = normalise(source_of(lines))
    for line in clean.lines:
        assert clean.bare_text[line.start : line.end] == bare(clean.text[line.start : line.end])
        assert clean.lower_text[line.start : line.end] == lower(clean.text[line.start : line.end])
