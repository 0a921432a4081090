"""The page *Kiểm tra*, run as Streamlit runs it, over a queue of its own."""

from __future__ import annotations

import html
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from lxml import html as lxml_html
from sqlalchemy import func, select
from streamlit.testing.v1 import AppTest

from analyzer.pages import common, documents
from analyzer.review.drafts import LIFE, add_draft
from analyzer.review.jobs import take
from analyzer.review.model import Content, Draft, Submission
from analyzer.review.worker import Checker, Worker

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpora" / "documents"
PLAN, REPORT = "ke-hoach-xa-an-thinh.docx", "bao-cao-xa-an-thinh-2026.html"
WEAK = "ke-hoach-huyen-sa-loc.txt"
HOSTILE = """ỦY BAN NHÂN DÂN XÃ <b>MẪU</b>
KẾ HOẠCH
Tuyên truyền bảo hiểm xã hội năm 2026 <img src=x onerror=alert(1)>
I. MỤC TIÊU <script>alert(1)</script>
- Đến hết năm 2026, 90% hộ dân <svg onload=alert(1)> được tuyên truyền về BHXH ![a](https://example.org/a.png).
II. TỔ CHỨC THỰC HIỆN
- BHXH huyện "><iframe src=//example.org></iframe> chủ trì tổ chức 02 hội nghị trước ngày 30/6/2026 {{ 7*7 }} ${7*7}.
"""
TAGS = {
    "div", "p", "span", "h3", "h4", "b", "i", "br", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr",
    "th", "td", "a", "article", "blockquote", "mark", "label", "input", "code", "abbr", "style",
}  # fmt: skip


@pytest.fixture(scope="module")
def checker() -> Iterator[Checker]:
    made = Checker()
    yield made
    made.close()


@pytest.fixture(autouse=True)
def own_queue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """A queue in a folder of its own, and no worker but the test's; gives how often one was called for."""
    monkeypatch.setenv("RASOAT_DATA", str(tmp_path / "queue"))
    monkeypatch.delenv("RASOAT_DATABASE_URL", raising=False)
    called: list[int] = []
    monkeypatch.setattr(common, "_worker", lambda: called.append(1))
    st.cache_resource.clear()
    yield called
    common.desk().database.close()
    st.cache_resource.clear()


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


def sample(name: str) -> tuple[str, bytes, str]:
    return name, (SAMPLES / name).read_bytes(), "application/octet-stream"


def drop(app: AppTest, *files: tuple[str, bytes, str]) -> AppTest:
    app.file_uploader[0].set_value(list(files))
    return app.run()


def work(checker: Checker) -> None:
    Worker(common.desk(), checker).run(threading.Event(), idle=lambda: True)


def checked(app: AppTest, checker: Checker, *files: tuple[str, bytes, str]) -> AppTest:
    drop(app, *files)
    work(checker)
    app.run()
    assert not app.exception, app.exception
    return app


def markup(app: AppTest) -> list[str]:
    """All that the page shows as HTML, without its style sheet."""
    return [body for item in app.get("html") if not (body := item.proto.body).startswith("<style")]


def everything(app: AppTest) -> str:
    return "\n".join(markup(app))


def pressed(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run()


def the_document(app: AppTest) -> documents.Held:
    (held,) = app.session_state["documents"].values()
    return held


def test_the_empty_page_says_what_is_kept_and_asks_for_files(app: AppTest) -> None:
    assert not app.exception
    assert not app.error
    assert app.title[0].value == "Kiểm tra văn bản"
    assert "Không lưu lại gì" in app.caption[0].value
    uploader = app.file_uploader[0]
    assert uploader.accept_multiple_files
    assert uploader.proto.max_upload_size_mb == documents.DEFAULT_LIMITS.file_size >> 20
    assert not app.tabs


def test_a_file_waits_then_its_result_is_shown_and_nothing_is_kept(app: AppTest, checker: Checker) -> None:
    drop(app, sample(WEAK))
    assert any("Đang kiểm tra" in caption.value for caption in app.caption)
    assert the_document(app).draft is not None
    work(checker)
    app.run()
    assert not app.exception
    shown = everything(app)
    assert "Chưa đạt yêu cầu" in shown
    assert "UBND HUYỆN SA LỘC" in shown
    assert [tab.label.partition(" (")[0] for tab in app.tabs] == ["Kết quả", "Số liệu", "Thời hạn", "Phân công"]
    assert not any("Đang kiểm tra" in caption.value for caption in app.caption)
    assert the_document(app).draft is None
    with common.desk().database.read() as session:
        for table in (Draft, Content, Submission):
            assert session.execute(select(func.count()).select_from(table)).scalar_one() == 0
    assert not list(common.desk().drafts.iterdir())
    assert app.file_uploader[0].value in ([], None)


def test_every_finding_leads_to_its_place_and_back(app: AppTest, checker: Checker) -> None:
    checked(app, checker, sample(WEAK))
    app.pills(key=f"status-{the_document(app).id}-1-vi").set_value([]).run()
    page = lxml_html.fromstring(f"<div>{everything(app)}</div>")
    ids = {item.get("id") for item in page.iter() if item.get("id")}
    links = [item.get("href") for item in page.iter("a")]
    assert len(links) > 60
    assert {link.removeprefix("#") for link in links} <= ids
    quotes = [(quote.findtext("p"), quote.find("a").get("href")) for quote in page.iter("blockquote")]
    assert quotes
    for words, link in quotes:
        place = page.get_element_by_id(link[1:])
        if link.startswith("#e"):  # an empty mark of the place stands before the words
            place = place.xpath("./following-sibling::mark[1]")[0]
            assert words.startswith(" ".join(place.text_content().split())[:12])
        else:
            assert words[:12] in " ".join(place.text_content().split())


def test_filters_leave_what_fits(app: AppTest, checker: Checker) -> None:
    checked(app, checker, sample(WEAK))
    of = f"{the_document(app).id}-1-vi"

    def cards() -> list[tuple[str, ...]]:
        return [
            found.groups() for found in re.finditer(r'<article class="card (\w+) \w+" id="r-([A-Z])', everything(app))
        ]

    assert {look for look, _ in cards()} == {"missing", "fault", "partial"}
    app.pills(key=f"status-{of}").set_value(["fault"]).run()
    assert {look for look, _ in cards()} == {"fault"}
    app.multiselect(key=f"family-{of}").set_value(["K"]).run()
    assert {letter for _, letter in cards()} == {"K"}
    app.multiselect(key=f"severity-{of}").set_value(["advice"]).run()
    assert not cards()
    assert any("Không có mục nào khớp" in info.value for info in app.info)


def test_the_page_speaks_english_when_told_to(app: AppTest, checker: Checker) -> None:
    checked(app, checker, sample(WEAK))
    app.segmented_control(key="lang").set_value("en").run()
    assert not app.exception
    assert app.title[0].value == "Check documents"
    shown = everything(app)
    assert "Not compliant" in shown
    assert "Chưa đạt yêu cầu" not in shown
    assert "UBND HUYỆN SA LỘC" in shown
    assert [tab.label.partition(" (")[0] for tab in app.tabs] == ["Findings", "Figures", "Times", "Tasks"]


def test_what_bears_on_the_result_is_said_first(app: AppTest, checker: Checker) -> None:
    checked(app, checker, sample("ke-hoach-phuong-thuy-ninh-chuyen-doi-so.txt"))
    first = markup(app)[0]
    assert "Ngoài phạm vi" in first
    assert "Lưu ý khi đọc kết quả" in first


def test_a_doubt_says_where_to_settle_it_on_the_page(app: AppTest, checker: Checker) -> None:
    checked(app, checker, ("a.txt", HOSTILE.replace("XÃ <b>MẪU</b>", "").encode(), ""))
    report = the_document(app).report
    assert report is not None
    assert any(notice.code.startswith("doubtful_") for notice in report.warnings)
    assert "“Sửa thông tin văn bản”" in markup(app)[0]
    assert "--" not in markup(app)[0]


def test_a_plan_and_its_report_can_be_compared(app: AppTest, checker: Checker) -> None:
    checked(app, checker, sample(PLAN), sample(REPORT))
    app.segmented_control(key="mode-vi").set_value("compare").run()
    pressed(app, "Đối chiếu")
    assert not app.exception
    rows = lxml_html.fromstring(markup(app)[1]).findall(".//tbody/tr")
    assert len(rows) > 5
    assert any("Chưa đạt" in row.text_content() for row in rows)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64, "bị hỏng"),
        ("hong.docx", b"PK\x03\x04 broken", ""),
        ("rong.txt", b"", ""),
        ("hong.pdf", b"%PDF-1.7\nnothing", ""),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_sentence(
    app: AppTest, checker: Checker, name: str, data: bytes, says: str
) -> None:
    checked(app, checker, (name, data, ""))
    (error,) = app.error
    assert error.value.replace("\\", "").count(name) == 1
    assert says in error.value.replace("\\", "")
    assert len(error.value) > len(name) + 10
    assert "Traceback" not in error.value
    assert not app.tabs


def test_several_files_each_have_their_result(app: AppTest, checker: Checker) -> None:
    checked(app, checker, sample(PLAN), sample(WEAK), ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xx", ""))
    table = next(body for body in markup(app) if 'data-label="Tệp"' in body)
    rows = lxml_html.fromstring(table).findall(".//tbody/tr")
    assert [row.findtext(".//td") for row in rows] == [PLAN, WEAK, "cu.doc"]
    assert ["Đạt yêu cầu" in row.text_content() for row in rows] == [True, False, False]
    assert "Không đọc được" in rows[2].text_content()
    ids = list(app.session_state["documents"])
    app.selectbox(key="chosen").set_value(ids[1]).run()
    assert "Tuyên truyền chính sách" in everything(app) or "Sa Lộc" in everything(app)
    app.selectbox(key="chosen").set_value(ids[2]).run()
    assert app.error
    assert not app.tabs


def test_text_of_a_document_is_never_markup(app: AppTest, checker: Checker) -> None:
    name = "<img src=x onerror=alert(2)>![b](https://example.org/b.png):red[x].txt"
    checked(app, checker, (name, HOSTILE.encode(), ""), ("cu`.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xx", ""))
    app.pills(key=f"status-{next(iter(app.session_state['documents']))}-1-vi").set_value([]).run()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in everything(app)
    for body in markup(app):
        tree = lxml_html.fromstring(f"<div>{body}</div>")
        for item in tree.iter():
            assert item.tag in TAGS, item.tag
            assert not [key for key in item.attrib if key.startswith("on") or key in ("src", "srcdoc")]
            assert (item.get("href") or "#").startswith("#")
            assert re.fullmatch(r"(width: [\d.]+%)?", item.get("style") or "")
    assert html.escape(name.split("![")[0]) in everything(app)
    for kind in ("markdown", "caption", "error", "warning"):
        for element in getattr(app, kind):
            assert not re.search(r"(?<!\\)!\[|(?<!\\)\]\(|(?<!\\)<img", element.value)
    assert "{{ 7*7 }}" in everything(app)
    assert not any(item.proto.unsafe_allow_javascript for item in app.get("html"))


@pytest.mark.parametrize(
    "text",
    ["![a](https://x.y/z)", "[a](javascript:x)", "<b>x</b>", "$x$", ":red[x]", "# x", "- x", "1. x", "`x`", "a_b_c"],
)
def test_markdown_shows_text_as_it_is(text: str) -> None:
    from markdown_it import MarkdownIt

    shown = MarkdownIt().render(common.markdown(text))
    assert re.fullmatch(r"<p>[^<]*</p>\n", shown)
    assert html.unescape(shown[3:-5]).replace("\u2060", "") == text
    assert not re.search(r":[a-z]+[:\[]", shown)


def test_what_the_user_knows_better_is_checked_with(app: AppTest, checker: Checker) -> None:
    checked(app, checker, sample(WEAK))
    held = the_document(app)
    app.selectbox(key=f"level-{held.id}-1-vi").set_value("commune")
    app.selectbox(key=f"kind-{held.id}-1-vi").set_value("report")
    pressed(app, "Kiểm tra lại")
    assert the_document(app).draft is not None
    work(checker)
    app.run()
    report = the_document(app).report
    assert report is not None
    assert report.document.overrides == {"kind": "report", "level": "commune"}
    assert "Báo cáo; cấp xã" in everything(app)


def test_nothing_is_handed_in_without_a_place(app: AppTest, checker: Checker) -> None:
    checked(app, checker, sample(PLAN))
    pressed(app, "Gửi")
    assert [error.value for error in app.error]
    with common.desk().database.read() as session:
        assert session.execute(select(func.count()).select_from(Submission)).scalar_one() == 0


def test_a_document_is_handed_in(app: AppTest, checker: Checker) -> None:
    checked(app, checker, sample(PLAN))
    held = the_document(app)
    assert app.text_input(key=f"period-{held.id}-1-vi").value == "2026-2030"
    app.text_input(key=f"place-{held.id}-1-vi").set_value("Đông Lâm/An Thịnh Đông")
    app.text_input(key=f"period-{held.id}-1-vi").set_value("2026")
    pressed(app, "Gửi")
    assert any("hồ sơ số 1" in success.value for success in app.success)
    with common.desk().database.read() as session:
        (made,) = session.execute(select(Submission)).scalars()
        assert (made.place, made.kind, made.period) == ("Đông Lâm/An Thịnh Đông", "plan", "2026")
    assert not any(button.label == "Gửi" for button in app.button)


def test_a_document_put_aside_is_forgotten(app: AppTest, checker: Checker) -> None:
    checked(app, checker, sample(WEAK))
    pressed(app, "Bỏ tệp này")
    assert app.session_state["documents"] == {}
    assert not app.tabs
    assert not app.exception


def test_one_session_holds_so_much_and_no_more(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MOST_FILES", 1)
    drop(app, ("a.txt", b"a", ""), ("b.txt", b"b", ""))
    assert [held.name for held in app.session_state["documents"].values()] == ["a.txt"]
    assert "b\\.txt" in app.warning[0].value


def test_a_draft_that_is_gone_can_be_checked_again(app: AppTest, checker: Checker) -> None:
    drop(app, sample(WEAK))
    desk = common.desk()
    now, later = desk.now, desk.now() + 2 * LIFE
    object.__setattr__(desk, "now", lambda: later)
    app.run()
    object.__setattr__(desk, "now", now)
    assert any("tải tệp lên lại" in error.value for error in app.error)
    pressed(app, "Kiểm tra lại")
    work(checker)
    app.run()
    assert app.tabs


def test_a_worker_is_called_for_only_where_nobody_works(own_queue: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "analyzer.serving.front", raising=False)
    desk = common.desk()
    add_draft(desk, desk.local_actor(), "a.txt", b"a")
    common.need_worker()
    assert own_queue == [1]
    with desk.database.write() as session:
        assert take(session, "another", desk.now()) is not None
    common.need_worker()
    assert own_queue == [1]
    later = desk.now() + LIFE / 2
    object.__setattr__(desk, "now", lambda: later)
    common.need_worker()
    assert own_queue == [1, 1]


def test_checking_from_the_shell_needs_none_of_the_page() -> None:
    code = (
        "import sys; from analyzer import check; check(sys.argv[1]);"
        "print([name for name in ('streamlit', 'sqlalchemy', 'alembic', 'pebble', 'altair') if name in sys.modules])"
    )
    run: Any = subprocess.run(
        [sys.executable, "-c", code, str(SAMPLES / PLAN)], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert run.stdout.strip() == "[]"
