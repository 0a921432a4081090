"""Small documents around a sentence or two."""

from __future__ import annotations

from analyzer.extraction.model import Analysis
from analyzer.pipeline import analyze_text

_HEAD = """{issuer}
Số: {number}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

{place}, ngày {day}

{kind}
{subject} {time}

{heading}
{body}
"""


def plan(*sentences: str, time: str = "năm 2026", level: str = "commune", day: str = "") -> Analysis:
    """The plan of a commune (or of its province) with these targets."""
    issuer = "ỦY BAN NHÂN DÂN\nTỈNH SÔNG HẬU" if level == "province" else "ỦY BAN NHÂN DÂN\nXÃ BÌNH AN"
    year = time[-4:] if time[-4:].isdigit() and "-" not in time else "2026"
    text = _HEAD.format(
        issuer=issuer, number="12/KH-UBND", place="Sông Hậu" if level == "province" else "Bình An",
        day=day or f"05 tháng 01 năm {year}", kind="KẾ HOẠCH", subject="Tuyên truyền bảo hiểm xã hội", time=time,
        heading="I. MỤC TIÊU\n1. Mục tiêu cụ thể", body="\n".join(f"- {sentence}" for sentence in sentences),
    )  # fmt: skip
    return analyze_text(text, kind="plan", scope="1676", level=level)


def report(*sentences: str, time: str = "năm 2026", day: str = "") -> Analysis:
    """The report of the commune with these results."""
    year = time[-4:]
    month = "25 tháng 6" if "6 tháng" in time else "28 tháng 12"
    text = _HEAD.format(
        issuer="ỦY BAN NHÂN DÂN\nXÃ BÌNH AN", number="99/BC-UBND", place="Bình An",
        day=day or f"{month} năm {year}", kind="BÁO CÁO", subject="Kết quả tuyên truyền bảo hiểm xã hội", time=time,
        heading="I. KẾT QUẢ THỰC HIỆN", body="\n".join(f"- {sentence}" for sentence in sentences),
    )  # fmt: skip
    return analyze_text(text, kind="report", scope="1676", level="commune")
