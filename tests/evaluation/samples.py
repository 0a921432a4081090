"""Invented annotations and reports to score."""

from __future__ import annotations

from typing import Any


def figure(quote: str, value: float, **rest: Any) -> dict[str, Any]:
    return {
        "kind": "target", "indicator": "bhyt_rate", "op": "ge", "min": value, "max": None, "unit": "%", "per": None,
        "when": None, "quote": quote, **rest,
    }  # fmt: skip


def deadline(quote: str, start: str | None, end: str | None, **rest: Any) -> dict[str, Any]:
    return {"kind": "period", "start": start, "end": end, "every": None, "month": None, "quote": quote, **rest}


def assignment(body: str, role: str, task: str, **rest: Any) -> dict[str, Any]:
    return {"body_text": body, "role": role, "task": task, **rest}


def gold() -> dict[str, Any]:
    """An annotation with two figures, one of everything else, and three rules, one of them with a fault."""
    return {
        "document": {
            "kind": "plan", "scope": "1676", "phase": "P2", "number": "41/KH-UBND",
            "issuer": {"name": "UBND xã Suối Mây", "level": "commune"}, "issued_on": "2026-03-05",
            "period": {"start": "2026", "end": "2030"}, "signer": {"name": "Lò Văn Bình"},
            "references": [{"number": "1676/QĐ-TTg", "issued_on": "2019-11-21", "name": None}],
        },
        "sections": [{"role": "purpose", "heading": "I. MỤC ĐÍCH, YÊU CẦU"}],
        "figures": [
            figure("đến hết năm 2030 có trên 96% dân số của xã có thẻ", 96, when={"start": None, "end": "2030"}),
            figure("tối thiểu 40% số bản được nghe nói chuyện", 40, indicator="other"),
        ],
        "deadlines": [deadline("đến hết năm 2030 có trên 96%", None, "2030-12-31")],
        "assignments": [assignment("Phòng Văn hóa - Xã hội", "lead", "Chủ trì xây dựng nội dung phát thanh của xã")],
        "rules": {"S103": "met", "S104": "missing", "K903": {"status": "missing", "findings": ["đến ngày 31/9/2026"]}},
    }  # fmt: skip


def report() -> dict[str, Any]:
    """The report that gets all of ``gold`` right."""
    right = gold()
    faults = [{"evidence": [{"quote": "hoàn thành đến ngày 31/9/2026"}]}]
    right["rules"] = [
        {"code": "S103", "status": "met"},
        {"code": "S104", "status": "missing"},
        {"code": "S105", "status": "not_applicable"},
        {"code": "K903", "status": "missing", "findings": faults},
    ]
    right["document"]["text"] = "Kế hoạch\nđến hết năm 2030 có trên 96% dân số của xã có thẻ\n"
    return right
