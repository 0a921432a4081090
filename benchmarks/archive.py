"""An archive of documents that are all different: ``python -m benchmarks.archive FOLDER --count 2000 [--seed 1]``.

Each is one of ``corpora/sources`` with another place, other figures and dates, and the items of its lists in another
order, as .txt or .docx. Equal seeds give equal bytes.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from corpora.build import render
from corpora.model import Block, Source, Table, sources

PER_FOLDER = 200
_FORMS = ("txt", "docx")
_SYLLABLES = (
    ("An", "Bình", "Cẩm", "Đông", "Hòa", "Khánh", "Lạc", "Minh", "Phú", "Quảng", "Sơn", "Tân", "Thanh", "Vĩnh", "Xuân"),
    ("Điền", "Giang", "Hải", "Hưng", "Khê", "Lâm", "Long", "Mỹ", "Phong", "Sa", "Thịnh", "Trạch", "Vân", "Yên", "Lộc"),
)  # fmt: skip
_PLACE = re.compile(r"\b(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|XÃ|PHƯỜNG|ĐẶC KHU)\s+(\S+(?:\s+\S+){0,2})$")
_PERCENT = re.compile(r"(?<![\d,.])(\d{1,3})(?=(?:,\d{1,2})? ?%)")
_DATE = re.compile(r"(?<!\d)(\d{1,2})/(\d{1,2})/(20\d\d)(?!\d)")
_COUNT = re.compile(r"(?<![\d,./])0?([2-9]|[1-9]\d)(?= (?:lớp|buổi|hội nghị|tin|bài|cuộc|tờ|lần|đợt)\b)")


@cache
def _sources() -> tuple[Source, ...]:
    return tuple(sources())


class _Change:
    """Changes the words of one document."""

    def __init__(self, source: Source, chance: random.Random) -> None:
        self._chance = chance
        heads = [found[1] for line in source.left if (found := _PLACE.search(line.upper()))]
        self._old = heads[-1] if heads else ""
        self._new = f"{chance.choice(_SYLLABLES[0])} {chance.choice(_SYLLABLES[1])}"

    def text(self, text: str) -> str:
        """A text with the place renamed and its figures changed a little."""
        if self._old:
            text = text.replace(self._old, self._new.upper())
            text = re.sub(rf"(?i)\b{re.escape(self._old)}\b", self._new, text)
        text = _PERCENT.sub(lambda m: m[1] if m[1] == "100" else str(self._near(int(m[1]), 1, 99)), text)
        text = _COUNT.sub(lambda m: f"{self._near(int(m[1]), 2, 99):02}", text)
        return _DATE.sub(lambda m: f"{self._near(int(m[1]), 1, 28):02}/{m[2]}/{m[3]}", text)

    def _near(self, value: int, least: int, most: int) -> int:
        return max(least, min(most, value + self._chance.randint(-4, 4)))

    def blocks(self, blocks: list[Block]) -> list[Block]:
        """The blocks with changed words; neighbouring items of a list with the same marker in another order."""
        found: list[Block] = []
        for block in blocks:
            found.append(replace(block, text=self.text(block.text), table=self._table(block.table)))
        start = 0
        while start < len(found):
            end = start + 1
            if found[start].kind == "li" and found[start].marker in "-*•":
                while end < len(found) and found[end].kind == "li" and found[end].marker == found[start].marker:
                    end += 1
                items = found[start:end]
                self._chance.shuffle(items)
                found[start:end] = items
            start = end
        return found

    def _table(self, table: Table | None) -> Table | None:
        if table is None:
            return None
        rows = [[cell if cell in (None, "^^") else self.text(cell or "") for cell in row] for row in table.rows]
        return replace(table, rows=rows)


def document(number: int, seed: int = 1) -> tuple[str, bytes]:
    """Name and content of one document; each number gives another."""
    chance = random.Random(f"{seed}:{number}")
    source = chance.choice(_sources())
    change = _Change(source, chance)
    varied = replace(
        source,
        left=[re.sub(r"(Số:)\s*\d*(?=/)", rf"\1 {number + 1}", change.text(line)) for line in source.left],
        right=[change.text(line) for line in source.right],
        abstract=[change.text(line) for line in source.abstract],
        blocks=change.blocks(source.blocks),
        annex=change.blocks(source.annex),
        recipients=[*(change.text(line) for line in source.recipients), f"- Lưu: VT, hồ sơ {number + 1}."],
    )
    form = chance.choice(_FORMS)
    return f"{number // PER_FOLDER:03}/{number:06}-{source.name}.{form}", render(varied, form)


def write(folder: Path, count: int, seed: int = 1) -> Iterator[Path]:
    """Writes documents below ``folder``; gives their paths. What is there already is not written again."""
    for number in range(count):
        there = next(iter((folder / f"{number // PER_FOLDER:03}").glob(f"{number:06}-*")), None)
        if there is None:
            name, data = document(number, seed)
            there = folder / name
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(data)
        yield there


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    size = sum(path.stat().st_size for path in write(asked.folder, asked.count, asked.seed))
    print(f"{asked.count} documents, {size / 1e6:.1f} MB, in {asked.folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
