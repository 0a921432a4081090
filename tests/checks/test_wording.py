"""What a phrase found means where it stands."""

from __future__ import annotations

import pytest

from analyzer.checks.context import Context, Where
from analyzer.checks.loader import load_pack
from analyzer.checks.wording import Mode
from analyzer.pipeline import analyze_text

PACK = load_pack()

SENTENCES: list[tuple[str, Mode, str, bool]] = [
    ("modern_channel", "plan", "Đăng bài trên Facebook của xã.", True),
    ("modern_channel", "plan", "Chưa sử dụng Facebook trong tuyên truyền.", False),
    ("modern_channel", "plan", "Nhiều thôn chưa có Facebook.", False),
    ("modern_channel", "stated", "Xã chưa livestream buổi nào.", False),
    ("modern_channel", "stated", "Đơn vị không livestream hội nghị.", False),
    ("modern_channel", "plan", "Tuyên truyền trên không gian mạng, Facebook.", True),
    ("modern_channel", "plan", "Hướng dẫn người chưa livestream lần nào.", True),
    ("modern_channel", "plan", "Việc dùng Facebook chưa được quan tâm.", False),
    ("modern_channel", "plan", "Không chỉ phát loa mà còn đăng trên Facebook.", True),
    ("modern_channel", "plan", "Vận động người chưa tham gia BHXH qua Facebook.", True),
    ("modern_channel", "plan", "Năm trước xã đã tổ chức tuyên truyền trên Facebook.", False),
    ("modern_channel", "plan", "Trên cơ sở kế hoạch đã ban hành, đăng bài trên Facebook.", True),
    ("modern_channel", "plan", "Theo dõi dư luận trên mạng xã hội.", False),
    ("modern_channel", "done", "Đã đăng 12 bài trên Facebook.", True),
    ("modern_channel", "done", "Sẽ đăng bài trên Facebook.", False),
    ("modern_channel", "done", "Đề nghị các thôn đăng bài trên Facebook.", False),
    ("modern_channel", "done", "Theo đề nghị của Sở, xã đã đăng bài trên Facebook.", True),
    ("modern_channel", "done", "Cần tăng cường đăng bài trên Facebook.", False),
    ("modern_channel", "done", "Thời gian tới, đăng bài trên Facebook.", False),
    ("modern_channel", "stated", "Sẽ đăng bài trên Facebook.", True),
    ("modern_channel", "words", "Chưa sử dụng Facebook.", True),
    ("funding_source", "stated", "Bố trí từ ngân sách xã.", True),
    ("funding_source", "stated", "Theo Luật Ngân sách nhà nước.", False),
    ("request", "stated", "Đề nghị tỉnh cấp thêm tài liệu.", True),
    ("request", "stated", "Giải quyết kiến nghị của người dân.", False),
]


@pytest.mark.parametrize(("concept", "mode", "sentence", "counts"), SENTENCES)
def test_a_sentence(concept: str, mode: Mode, sentence: str, counts: bool) -> None:
    analysis = analyze_text(f"I. CÔNG VIỆC\n{sentence}\n", kind="plan", scope="1676")
    assert bool(Context(analysis, PACK.lexicon).hits(concept, mode)) is counts


@pytest.mark.parametrize(
    ("heading", "mode", "counts"),
    [
        ("I. KẾT QUẢ", "done", True),
        ("I. PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI", "done", False),
        ("I. KIẾN NGHỊ", "done", False),
        ("I. BỐI CẢNH", "plan", False),
        ("I. NHIỆM VỤ", "plan", True),
    ],
)
def test_the_section_counts(heading: str, mode: Mode, counts: bool) -> None:
    analysis = analyze_text(f"{heading}\nTổ chức tọa đàm tại chợ về quyền lợi BHXH.\n", kind="report", scope="1676")
    assert bool(Context(analysis, PACK.lexicon).hits("traditional_form", mode)) is counts


def test_the_name_of_a_cited_document_is_not_the_documents_own_word() -> None:
    text = "Căn cứ Kế hoạch số 12/KH-UBND ngày 03/02/2027 của UBND tỉnh về tuyên truyền BHXH trên mạng xã hội.\n"
    context = Context(analyze_text(f"I. CĂN CỨ\n{text}", kind="plan", scope="1676"), PACK.lexicon)
    assert context.matches("modern_channel")
    assert not context.hits("modern_channel", "stated")


def test_a_list_takes_its_meaning_from_what_introduces_it() -> None:
    text = "I. CÔNG VIỆC\n- Thời gian tới, xã tuyên truyền qua:\n+ Nhóm Zalo của thôn.\n"
    context = Context(analyze_text(text, kind="report", scope="1676"), PACK.lexicon)
    assert context.hits("modern_channel", "stated", Where(near="communication"))
    assert not context.hits("modern_channel", "done")


def test_quotes_are_whole_sentences_or_clauses() -> None:
    long = "Xã phối hợp các thôn, " * 30 + "đăng bài trên Facebook; " + "in tờ gấp cho các hộ, " * 20
    analysis = analyze_text(f"I. NHIỆM VỤ\n- {long}\n", kind="plan", scope="1676")
    context = Context(analysis, PACK.lexicon)
    hit = context.hits("modern_channel", "plan")[0]
    start, end = context.quote(hit)
    assert start <= hit.start < hit.end <= end
    assert end - start <= 400
    assert analysis.text[start - 1].isspace()
