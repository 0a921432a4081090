"""Whether a document is of the field that a pack is about."""

from __future__ import annotations

from analyzer.checks.lexicon import Concept
from analyzer.checks.model import Pack
from analyzer.checks.phrases import plain
from analyzer.errors import Text
from analyzer.extraction.model import Analysis
from analyzer.text.fold import bare

_OFTEN = 3
"""Times that the subject must be spoken of where the document has no title."""


def in_field(analysis: Analysis, pack: Pack) -> bool:
    """Whether the pack is about the document: its scope is one that the pack takes, and its title speaks of the pack's
    subject, where the pack names one. A scope given by hand that the pack takes is believed."""
    scope = analysis.outline.scope
    if (scope.value or "other") not in pack.scopes:
        return False
    return not pack.subject or scope.given or on_subject(analysis, pack.lexicon[pack.subject])


def on_subject(analysis: Analysis, subject: Concept) -> bool:
    """Whether the title speaks of a subject; of a document without one, whether its text often does. Diacritics do not
    count: titles are in capitals and often misread."""
    title = analysis.outline.letterhead.title
    text = bare(plain(title or analysis.text))
    other = [match.span() for phrase in subject.excludes for match in phrase.bare_regex.finditer(text)]
    places = {
        match.start()
        for phrase in subject.phrases
        for match in phrase.bare_regex.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in other)
    }
    return len(places) >= (1 if title else _OFTEN)


def outside(analysis: Analysis, pack: Pack) -> Text | None:
    """What to say of a document that the pack is not about; None for one that it is."""
    if in_field(analysis, pack):
        return None
    if not pack.subject:
        return Text(
            "Văn bản không phải là kế hoạch hoặc báo cáo về tuyên truyền bảo hiểm xã hội; quy tắc về nội dung "
            "không áp dụng.",
            "The document neither plans nor reports on social-insurance communication; the rules on content do not "
            "apply.",
        )
    return Text(
        f"Văn bản không thuộc lĩnh vực của bộ quy tắc “{pack.name.vi}”; quy tắc về nội dung không áp dụng.",
        f"The document is not of the field of the rule pack “{pack.name.en}”; the rules on content do not apply.",
    )
