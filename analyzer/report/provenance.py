"""Where an export comes from: the document, the program, the rules, the day. Every export carries it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from analyzer.errors import Text
from analyzer.report.model import Report
from analyzer.report.safe import one_line
from analyzer.report.words import Lang, label
from analyzer.text.written import date_words

_MADE_ON = Text("Ngày kiểm tra: {day}", "Checked on {day}")
_FILE = Text("Tệp: {path}", "File: {path}")
_HASH = Text("Mã băm SHA-256 của tệp: {sha256}", "SHA-256 of the file: {sha256}")


@dataclass(frozen=True, slots=True)
class Provenance:
    """``path`` as given, ``sha256`` of the file's bytes in hexadecimal, ``made_on`` an ISO date."""

    path: str
    sha256: str
    tool: str
    version: str
    pack: str
    pack_version: str
    made_on: str

    @classmethod
    def of(cls, report: Report, made_on: date) -> Provenance:
        """Of the export of ``report`` that is made on that day."""
        tool, document = report.tool, report.document
        return cls(
            document.path, document.sha256, tool.name, tool.version, tool.rule_pack or "–",
            tool.rule_pack_version or "–", made_on.isoformat(),
        )  # fmt: skip

    def made_by(self, lang: Lang) -> str:
        """``rasoat 0.1.0, bộ quy tắc qd1676 1.0``."""
        return label(
            "made_by", lang, tool=self.tool, version=self.version, pack=self.pack, pack_version=self.pack_version
        )

    def lines(self, lang: Lang) -> list[str]:
        """For people: program and rules, day, file, hash, and who decides."""
        return [
            self.made_by(lang),
            _MADE_ON.in_language(lang).format(day=date_words(self.made_on)),
            _FILE.in_language(lang).format(path=one_line(self.path)),
            _HASH.in_language(lang).format(sha256=self.sha256),
            label("disclaimer", lang),
        ]
