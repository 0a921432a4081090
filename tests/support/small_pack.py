"""A pack of one rule, for tests of what is read of a pack."""

from __future__ import annotations

from pathlib import Path

PACK = """id: small
version: "0.1"
name: {vi: Nhỏ, en: Small}
concepts: [concepts.yml]
rules: [R.yml]
"""
CONCEPTS = """concepts:
  radio: [loa truyền thanh]
  web: [trang thông tin điện tử]
"""
RULE = """  - code: {code}
    name: {{vi: Loa, en: Radio}}
    clause: I
    severity: {severity}
    kinds: [plan]
    scopes: ["1676"]
    check: {check}
    params:
      groups:
        - {{name: {{vi: loa, en: radio}}, concepts: [{concept}]}}
    messages:
      met: {{vi: Có, en: "Yes"}}
      partial: {{vi: Một phần, en: In part}}
      missing: {{vi: Không, en: "{missing}"}}
    suggestion: {{vi: Thêm, en: Add}}
    explanation:
      why: {{vi: a, en: a}}
      fix: {{vi: a, en: a}}
      passes: {{vi: a, en: a}}
      fails: {{vi: a, en: a}}
"""
GOOD = {"code": "R101", "severity": "error", "check": "concepts", "concept": "radio", "missing": "No"}
CASES = """---
R101:
  - {status: met, text: "I. NHIỆM VỤ\\nPhát trên loa truyền thanh thôn."}
  - {status: missing, text: "I. NHIỆM VỤ\\nIn băng rôn cho các thôn."}
"""


def write_pack(folder: Path, rules: str, concepts: str = CONCEPTS) -> Path:
    """Writes the pack ``small`` with these rules into a folder; gives the folder."""
    (folder / "small").mkdir()
    (folder / "small" / "pack.yml").write_text(PACK, encoding="utf-8")
    (folder / "small" / "concepts.yml").write_text(concepts, encoding="utf-8")
    (folder / "small" / "R.yml").write_text("family: R\nrules:\n" + rules, encoding="utf-8")
    return folder
