"""What kind of document it is, what it is about, and who issued it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analyzer.structure.letterhead import Head
from analyzer.structure.model import Decision, Issuer, Kind, Level, Scope, Signature, Span
from analyzer.text.fold import bare
from analyzer.text.model import CleanText

_SYMBOLS: tuple[tuple[str, Kind], ...] = (
    ("KH", "plan"),
    ("CTr", "plan"),
    ("CTR", "plan"),
    ("BC", "report"),
    ("QĐ", "decision"),
    ("QD", "decision"),
    ("NQ", "other"),
    ("CT", "other"),
    ("TB", "other"),
    ("TTr", "other"),
    ("HD", "other"),
)
_SAYS_PLAN = re.compile(
    r"(?:xay dung|ban hanh|tren day la|de ra) (?:noi dung )?(?:ke hoach|chuong trinh)|ke hoach "
    r"(?:thuc hien|trien khai|tuyen truyen).{0,80}nhu sau"
)
_SAYS_REPORT = re.compile(
    r"(?:tren day la|xin|xay dung) (?:noi dung )?bao cao|bao cao (?:ket qua|tinh hinh|so ket|"
    r"tong ket).{0,120}(?:nhu sau|cu the)|\bbao cao (?:nhu sau|cu the nhu sau)"
)
_INSURANCE = re.compile(r"\bbhxh\b|bao hiem xa hoi|\bbhyt\b|bao hiem y te|\bbhtn\b|bao hiem that nghiep")
_COMMUNICATION = re.compile(r"tuyen truyen|truyen thong|thang van dong|ra quan|phat dong|tuyen tuyen")
_DECISION_1676 = re.compile(r"\b1676\b")
_POLICY_TEXTS = re.compile(r"\b28\s?-\s?nq/tw|\b(?:125|102|69|403)/nq-cp")


def decide_kind(clean: CleanText, head: Head, roles: Sequence[str], opening: Span, closing: Span) -> Decision[Kind]:
    """Kind, from its name in the head, the symbol, the opening and closing formulas, the parts it has."""
    votes: list[tuple[Kind, float, str, Span | None]] = []
    if head.kind is not None:
        votes.append((head.kind, 0.97, f"its head names it “{head.kind_words}”", head.letterhead.kind_span))
    elif head.letter:
        votes.append(("letter", 0.9, "it has “V/v” or “Kính gửi” and no name of a kind", head.letterhead.title_span))
    symbol = head.letterhead.symbol or ""
    for prefix, kind in _SYMBOLS:
        if re.match(rf"{prefix}(?:[A-Z]{{0,2}})?-", symbol):
            votes.append((kind, 0.85, f"its symbol is {symbol}", head.letterhead.number_span))
            break
    texts = clean.bare_text[opening[0] : opening[1]] + "\n" + clean.bare_text[closing[0] : closing[1]]
    if _SAYS_REPORT.search(texts):
        votes.append(("report", 0.75, "its opening or closing words call it a report", None))
    elif _SAYS_PLAN.search(texts):
        votes.append(("plan", 0.75, "its opening or closing words call it a plan", None))
    reporting = sum(r in ("implementation", "results", "limitations", "advantages_difficulties") for r in roles)
    planning = sum(
        r in ("purpose", "specific_objectives", "general_objective", "tasks", "organisation", "funding") for r in roles
    )
    if max(reporting, planning) >= 2:
        votes.append(("report" if reporting > planning else "plan", 0.6, "the parts that it has", None))
    if not votes:
        return Decision("other", 0.5, ("nothing names its kind",))
    value = max(votes, key=lambda v: v[1])[0]
    best = max(v[1] for v in votes if v[0] == value)
    against = max((v[1] for v in votes if v[0] != value and v[1] >= 0.8), default=0.0)
    confidence = best - 0.25 * against
    candidates = {k: max(v[1] for v in votes if v[0] == k) for k in {v[0] for v in votes}}
    return Decision(
        value,
        round(confidence, 3),
        tuple(v[2] for v in votes if v[0] == value),
        tuple(v[3] for v in votes if v[0] == value and v[3] is not None),
        tuple(sorted(candidates.items(), key=lambda c: -c[1])) if len(candidates) > 1 else (),
    )


def decide_scope(clean: CleanText, head: Head, opening: Span) -> Decision[Scope]:
    """Scope, from the title, the opening, and how much of the text is about it."""
    title = head.letterhead.title_span
    for span, sure, where in ((title, 0.95, "title"), (opening, 0.8, "opening")):
        if span is None or span[1] <= span[0]:
            continue
        text = clean.bare_text[span[0] : span[1]]
        insurance, communication = _INSURANCE.search(text), _COMMUNICATION.search(text)
        if _DECISION_1676.search(text) or (insurance and communication):
            return Decision("1676", sure, (f"the {where} names the communication of social insurance",), (span,))
        if where == "title" and (insurance or _POLICY_TEXTS.search(text)):
            opened = clean.bare_text[opening[0] : opening[1]]
            if _DECISION_1676.search(opened) and _COMMUNICATION.search(opened):
                return Decision("1676", 0.8, ("the opening names QĐ 1676",), (span, opening))
            return Decision("bhxh", 0.9, ("the title names social insurance, not its communication",), (span,))
        if where == "title" and len(text) > 20 and not communication:
            break
    lines = [clean.bare_text[line.start : line.end] for line in clean.lines]
    about = [line for line in lines if _INSURANCE.search(line)]
    share = len(about) / max(1, len(lines))
    told = sum(bool(_COMMUNICATION.search(line)) for line in about) / max(1, len(about))
    if share >= 0.3:
        value: Scope = "1676" if told >= 0.4 else "bhxh"
        return Decision(
            value, round(min(0.75, 0.45 + share * 0.4), 3), (f"{share:.0%} of its lines are about social insurance",)
        )
    return Decision(
        "other",
        round(0.95 - share, 3),
        ("neither title nor opening is about social insurance",),
        (title,) if title else (),
    )


_CENTRAL_CITIES = ("ha noi", "hai phong", "da nang", "can tho", "hue", "ho chi minh", "hcm")
_ISSUER = re.compile(
    r"\b(?P<body>uy ban nhan dan|ubnd|bao hiem xa hoi|bhxh|so [a-z]+(?: [a-z-]+){0,5}|ban chi "
    r"dao(?: [a-z,]+){0,12}|uy ban mat tran to quoc(?: viet nam)?|"
    r"phong [a-z]+(?: [a-z-]+){0,6}|hoi dong nhan dan|dang uy) "
    r"(?P<unit>tinh|huyen|xa|phuong|quan|thi xa|thi tran|thanh pho|tp\.?|dac khu) "
)
_NAME_WORDS = re.compile(r"(?:[A-ZĐÀ-Ỹ][^\W\d_]*|\d{1,2})(?:[ -][A-ZĐÀ-Ỹ][^\W\d_]*){0,4}")
_ACTS = re.compile(
    r",?\s*(?:\([^)]{0,40}\)\s*)?(?:xay dung|ban hanh|bao cao|ke hoach|to chuc|trien khai|de ra|"
    r"gui|kinh|xin|thuc hien|tong hop|phoi hop|cu the|de nghi|yeu cau)"
)
_PLACE = re.compile(r"tren dia ban (?:toan )?(?P<unit>tinh|huyen|xa|phuong|quan|thi xa|thi tran|thanh pho|dac khu) ")
_SUPERIOR_PLACE = re.compile(r"(?:tỉnh|huyện|xã(?! hội)|phường|quận|thị xã|thị trấn|thành phố|đặc khu) .+$")
_UNIT_NAMES = {
    "tinh": "tỉnh",
    "huyen": "huyện",
    "xa": "xã",
    "phuong": "phường",
    "quan": "quận",
    "thi xa": "thị xã",
    "thi tran": "thị trấn",
    "thanh pho": "thành phố",
    "dac khu": "đặc khu",
}


@dataclass(frozen=True, slots=True)
class _Found:
    name: str
    span: Span
    confidence: float
    why: str


def decide_issuer(clean: CleanText, head: Head, opening: Span, closing: Span, signature: Signature) -> Decision[Issuer]:
    """The issuing body: from the letterhead, else from who speaks in the opening or closing, else from the place in
    the title. Its level with it."""
    letterhead = head.letterhead
    superior = clean.text[slice(*letterhead.superior_span)] if letterhead.superior_span else ""
    found = None
    if letterhead.issuer_span is not None:
        name = " ".join(clean.text[slice(*letterhead.issuer_span)].split())
        if bare(name) not in ("uy ban nhan dan", "ubnd"):
            found = _Found(_with_place(in_prose(name), superior), letterhead.issuer_span, 0.95, "the head names it")
    if found is None:
        found = (
            _speaker(clean, opening, 0.85) or _speaker(clean, closing, 0.8) or _from_title(clean, letterhead.title_span)
        )
    if found is None and letterhead.issuer_span is not None:
        found = _Found(
            in_prose(clean.text[slice(*letterhead.issuer_span)]),
            letterhead.issuer_span,
            0.6,
            "the head names it without a place",
        )
    if found is None and signature.on_behalf and signature.span:
        name = re.sub(r"^TM\.?\s*", "", signature.on_behalf)
        found = _Found(in_prose(name), signature.span, 0.5, "the signature names it")
    if found is None:
        return Decision(None, 0.0, ("neither head, opening nor signature names it",))
    return Decision(Issuer(found.name, level_of(found.name, superior)), found.confidence, (found.why,), (found.span,))


def _with_place(name: str, superior: str) -> str:
    """An office of a committee is named with the committee's place ("Phòng Nội vụ" under "UBND HUYỆN X")."""
    place = _SUPERIOR_PLACE.search(in_prose(superior)) if superior else None
    if (
        place is None
        or not name.startswith(("Sở", "Phòng", "Ban", "Văn phòng", "Trung tâm"))
        or _SUPERIOR_PLACE.search(name)
    ):
        return name
    return f"{name} {place.group()}"


def _speaker(clean: CleanText, span: Span, confidence: float) -> _Found | None:
    if span[1] <= span[0]:
        return None
    text = clean.text[span[0] : span[1]]
    folded = clean.bare_text[span[0] : span[1]]
    best: _Found | None = None
    for match in _ISSUER.finditer(folded):
        name = _NAME_WORDS.match(text, match.end())
        if name is None:
            continue
        acts = _ACTS.match(folded, name.end())
        if acts is None:
            continue
        place = (span[0] + match.start(), span[0] + name.end())
        best = _Found(
            in_prose(text[match.start() : name.end()]), place, confidence, "it speaks in the opening or closing words"
        )
    return best


def _from_title(clean: CleanText, span: Span | None) -> _Found | None:
    if span is None:
        return None
    text = clean.text[span[0] : span[1]]
    match = _PLACE.search(clean.bare_text, span[0], span[1])
    name = _NAME_WORDS.match(text, match.end() - span[0]) if match else None
    if match is None or name is None:
        return None
    shown = f"Ủy ban nhân dân {_UNIT_NAMES[match.group('unit')]} {name.group()}"
    return _Found(shown, (match.start(), span[0] + name.end()), 0.55, "the title names the place")


def level_of(name: str, superior: str = "") -> Level | None:
    """The level of a body by its name and that of its superior; None where neither says."""
    text, above = bare(name), bare(superior)
    units = list(
        re.finditer(
            r"\b(tinh|huyen|xa hoi|xa|phuong|quan|thi xa|thi tran|thanh pho|tp|dac khu|viet nam|co so|khu vuc)\b", text
        )
    )
    levels: list[Level] = []
    for match in units:
        unit = match.group(1)
        if unit == "xa hoi":
            continue
        if unit in ("xa", "phuong", "thi tran", "dac khu", "co so"):
            levels.append("commune")
        elif unit in ("huyen", "quan", "thi xa"):
            levels.append("district")
        elif unit in ("tinh", "khu vuc"):
            levels.append("province")
        elif unit == "viet nam":
            levels.append("central")
        elif any(text[match.end() :].strip().startswith(city) for city in _CENTRAL_CITIES):
            levels.append("province")
        else:
            levels.append("district" if "tinh" in above or not above else "province")
    if levels:
        return levels[0]
    if re.match(r"so\b", text):
        return "province"
    if re.match(r"(?:thu tuong|chinh phu|bo |quoc hoi|ban chap hanh trung uong|tong lien doan)", text):
        return "central"
    return level_of(superior) if superior else None


_GENERIC = frozenset(
    [
        "ủy",
        "ban",
        "nhân",
        "dân",
        "hội",
        "đồng",
        "tỉnh",
        "huyện",
        "xã",
        "phường",
        "quận",
        "thị",
        "trấn",
        "thành",
        "phố",
        "đặc",
        "khu",
        "và",
        "bảo",
        "hiểm",
        "xã",
        "hội",
        "ban",
        "chỉ",
        "đạo",
        "thực",
        "hiện",
        "chính",
        "sách",
        "đại",
        "biểu",
        "về",
        "đảng",
        "bộ",
        "công",
        "tác",
        "cơ",
        "sở",
    ]
)


_SHORT_FORMS = (
    ("UBND", "ỦY BAN NHÂN DÂN"),
    ("HĐND", "HỘI ĐỒNG NHÂN DÂN"),
    ("BHXH", "BẢO HIỂM XÃ HỘI"),
    ("LĐ-TB&XH", "LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"),
    ("LĐTB&XH", "LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"),
    ("LĐTBXH", "LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI"),
    ("TB&XH", "THƯƠNG BINH VÀ XÃ HỘI"),
    ("TB VÀ XH", "THƯƠNG BINH VÀ XÃ HỘI"),
    ("VH-XH", "VĂN HÓA - XÃ HỘI"),
    ("VHXH", "VĂN HÓA - XÃ HỘI"),
    ("BCĐ", "BAN CHỈ ĐẠO"),
    ("TP.", "THÀNH PHỐ"),
)
_OFFICES = ("sở", "phòng", "bộ")


def in_prose(name: str) -> str:
    """A name set in capitals as running text writes it, common abbreviations written out ("UBND XÃ AN THỊNH" → "Ủy ban
    nhân dân xã An Thịnh", "PHÒNG VĂN HÓA - XÃ HỘI" → "Phòng Văn hóa - Xã hội")."""
    name = " ".join(name.split())
    for short, full in _SHORT_FORMS:
        shown = full if name.isupper() else full.capitalize()
        name = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", shown, name)
    if not name.isupper():
        return name
    words = name.lower().split()
    office = words[0] in _OFFICES
    place = False
    done: list[str] = []
    for index, word in enumerate(words):
        unit = _is_unit(words, index)
        after = words[index - 1] if index else ""
        own = index == 0 or (place and not unit) or (word not in _GENERIC and not office)
        own = own or (
            office and (index == 1 or after in ("và", "-", ",") or after.endswith(",")) and word not in ("và", "-")
        )
        done.append(word[:1].upper() + word[1:] if own else word)
        place = place or unit
    return " ".join(done)


def _is_unit(words: list[str], index: int) -> bool:
    """Whether the word at ``index`` ends a unit's kind, behind which its own name stands ("xã", "thành phố")."""
    word, following = words[index], words[index + 1] if index + 1 < len(words) else ""
    if word in ("tỉnh", "huyện", "phường", "quận") or (word == "xã" and following != "hội"):
        return True
    return word in ("trấn", "phố", "khu", "xã") and index > 0 and words[index - 1] in ("thị", "thành", "đặc")
