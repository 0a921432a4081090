"""The texts and files that speed is measured on: made from the project's own documents, the same every time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import cycle, islice, zip_longest
from pathlib import Path
from textwrap import wrap

DOCUMENTS = Path(__file__).parents[1] / "corpora" / "documents"
LENGTH = 24_000
"""Characters of the plan: about ten pages, as provinces write them."""
_PARTS = ("ke-hoach-tinh-dong-lam", "ke-hoach-xa-an-thinh", "ke-hoach-xa-phu-lac-trung", "ke-hoach-huyen-muong-nham")
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_FRENCH = (
    "Patiente de {age} ans, adressée le {day}/03/2024 pour une toux sèche qui dure depuis trois semaines. "
    "Antécédents : hypertension artérielle traitée, pas de diabète connu, tabagisme sevré en 20{day}. "
    "Examen clinique : tension à 13{day}/82 mmHg, température à 37,{age} degrés, saturation à 9{age} %. "
    "Le scanner du thorax du {day} avril 2024 ne montre pas d'embolie pulmonaire ni d'épanchement. "
    "Traitement : paracétamol 1 g trois fois par jour pendant {age} jours, contrôle prévu dans un mois.\n"
)


def plan(times: int = 1) -> str:
    """A plan of ``LENGTH`` characters, or as many times as long: one letterhead, then the bodies of several plans."""
    from analyzer.reading import read
    from analyzer.structure.outline import build_outline
    from analyzer.text.normalise import normalise

    bodies: list[str] = []
    for name in _PARTS:
        path = next(p for p in sorted(DOCUMENTS.glob(f"{name}.*")) if p.suffix != ".json")
        outline = build_outline(normalise(read(path)))
        first, last = outline.sections[0].span[0], outline.sections[-1].span[1]
        bodies += [outline.text[:first]] if not bodies else []
        bodies.append(outline.text[first:last])
    text = bodies[0]
    for body in cycle(bodies[1:]):
        text += body.rstrip() + "\n"
        if len(text) >= LENGTH * times:
            break
    return text[: text.rfind("\n", 0, LENGTH * times) + 1]


def french() -> str:
    """A French medical text of the same length, for what was made for such."""
    text, number = "", 0
    while len(text) < LENGTH:
        number += 1
        text += _FRENCH.format(age=2 + number % 8, day=10 + number % 18)
    return text[:LENGTH]


def write_docx(path: Path) -> None:
    """The plan as a Word file, with a table of tasks."""
    import docx

    document = docx.Document()
    for line in plan().splitlines():
        cells = line.split("\t")
        if len(cells) > 1:
            row = document.add_table(1, len(cells)).rows[0]
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
        else:
            document.add_paragraph(line)
    document.save(str(path))


def write_pdf(path: Path) -> None:
    """The plan as a PDF of one column: lines of text, nothing beside them."""
    from tests.support.make_pdf import Sheets

    sheets = Sheets()
    for number, lines in enumerate(_batched(_wrapped(82), 38)):
        if number:
            sheets.next_page()
        sheets.lines(85, 80, lines)
    path.write_bytes(sheets.save())


def write_layout_pdf(path: Path) -> None:
    """The plan as a PDF whose pages need layout: a head of two blocks, two columns, two blocks at the foot."""
    from tests.support.make_pdf import Sheets, letterhead

    sheets = Sheets()
    lines = _batched(_wrapped(46), 34)
    for number, (left, right) in enumerate(zip_longest(lines, lines, fillvalue=())):
        if number:
            sheets.next_page()
        letterhead(sheets, ("ỦY BAN NHÂN DÂN", "XÃ AN THỊNH"), ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", _MOTTO))
        sheets.lines(50, 125, left, size=10, pitch=17)
        sheets.lines(305, 125, right, size=10, pitch=17)
        letterhead(sheets, ("Nơi nhận:", "- Như trên;"), ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), y=740)
    path.write_bytes(sheets.save())


def write_table_pdf(path: Path) -> None:
    """The plan as a PDF of ruled tables: its paragraphs in rows of four cells, on every page."""
    from tests.support.make_pdf import Sheets

    sheets, edges, pitch = Sheets(), (50, 80, 320, 430, 545), 15
    y: float = 70
    for number, paragraph in enumerate(plan().splitlines(), 1):
        cells = ([str(number)], wrap(paragraph.replace("\t", "; "), 44), wrap("UBND xã An Thịnh", 18), ["Quý II/2026"])
        height = pitch * max(1, max(map(len, cells))) + 6
        if y + height > 780:
            sheets.next_page()
            y = 70
        for x, lines in zip(edges, cells, strict=False):
            sheets.lines(x + 4, y + pitch - 2, lines, size=10, pitch=pitch)
        for top in (y, y + height):
            sheets.line(edges[0], top, edges[-1], top)
        for x in edges:
            sheets.line(x, y, x, y + height)
        y += height
    path.write_bytes(sheets.save())


def _wrapped(width: int) -> Iterator[str]:
    for paragraph in plan().splitlines():
        yield from wrap(paragraph.replace("\t", "; "), width)


def _batched(items: Iterable[str], size: int) -> Iterator[tuple[str, ...]]:
    """The items in tuples of ``size``, the last one shorter (``itertools.batched`` of Python 3.12)."""
    rest = iter(items)
    while batch := tuple(islice(rest, size)):
        yield batch
