"""A document in several files: one report, every piece of evidence with its file and the page there."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from click.testing import CliRunner

from analyzer import check, check_dossier
from analyzer.cli import cli
from analyzer.dossier import parts_of, read_dossier
from analyzer.errors import ReadingError, UsageError
from analyzer.pipeline import analyze_source, report_on
from analyzer.reading import read
from analyzer.reading.dossier import file_alone, join_files
from analyzer.report.codec import from_json, to_json
from analyzer.report.model import Report
from analyzer.report.schema import schema

_CORPORA = Path(__file__).resolve().parents[2] / "corpora" / "documents"
_PLAN = _CORPORA / "ke-hoach-xa-an-thinh.docx"
_PDF = _CORPORA / "ke-hoach-phuong-van-ben.pdf"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """ke-hoach.docx, phu-luc-2.xlsx, phu-luc-10.pdf, and what does not belong to it."""
    path = tmp_path_factory.mktemp("ho so")
    shutil.copy(_PLAN, path / "ke-hoach.docx")
    shutil.copy(_PDF, path / "phu-luc-10.pdf")
    book = openpyxl.Workbook()
    for row in (
        ["PHỤ LỤC 2"], ["TT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Thời gian hoàn thành"],
        [1, "In 12.345 tờ rơi tuyên truyền bảo hiểm xã hội tự nguyện", "Phòng Văn hóa - Xã hội", "30/11/2026"],
    ):  # fmt: skip
        book.active.append(row)
    book.save(path / "phu-luc-2.xlsx")
    (path / "~$ke-hoach.docx").write_bytes(b"x")
    (path / "Thumbs.db").write_bytes(b"x")
    (path / ".an.txt").write_text("x", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def report(folder: Path) -> Report:
    return check_dossier([folder])


def _pieces(value: object) -> list[dict[str, object]]:
    """All pieces of source in a report."""
    if isinstance(value, dict):
        own = value.get("source")
        found = list(own) if isinstance(own, list) else []
        return found + [piece for key, item in value.items() if key != "source" for piece in _pieces(item)]
    return [piece for item in value for piece in _pieces(item)] if isinstance(value, list) else []


def test_files_of_a_folder_in_order(folder: Path) -> None:
    names = [Path(part.path).name for part in parts_of([folder])]
    assert names == ["ke-hoach.docx", "phu-luc-2.xlsx", "phu-luc-10.pdf"]


def test_the_report_names_its_files(report: Report) -> None:
    document = report.document
    assert [(Path(f.path).name, f.format, f.pages) for f in document.files] == [
        ("ke-hoach.docx", "docx", None), ("phu-luc-2.xlsx", "xlsx", None), ("phu-luc-10.pdf", "pdf", read(_PDF).pages),
    ]  # fmt: skip
    assert document.files[0].sha256 == document.sha256 == hashlib.sha256(_PLAN.read_bytes()).hexdigest()
    assert document.path == document.files[0].path
    assert document.number == check(_PLAN).document.number
    assert report.warnings[0].code == "dossier"


def test_every_piece_names_its_file_and_the_page_there(report: Report) -> None:
    pages = {file.path: file.pages for file in report.document.files}
    numbers = {file.path: f"f{number}:" for number, file in enumerate(report.document.files, 1)}
    pieces = _pieces(report.to_dict())
    assert {piece["file"] for piece in pieces} == set(pages)
    for piece in pieces:
        file, page = str(piece["file"]), piece["page"]
        assert str(piece["block"]).startswith(numbers[file])
        assert (page is None) == (pages[file] is None)
        assert page is None or 1 <= int(str(page)) <= (pages[file] or 0)


def test_figures_and_tasks_of_an_annex_are_found(report: Report) -> None:
    figure = next(item for item in report.figures if item.min == 12345)
    assert Path(str(figure.source[0].file)).name == "phu-luc-2.xlsx"
    assert any(item.end == "2026-11-30" and str(item.source[0].file).endswith(".xlsx") for item in report.deadlines)
    assert any(str(item.source[0].file).endswith(".xlsx") and item.role == "lead" for item in report.assignments)


def test_places_lead_to_the_words(report: Report, folder: Path) -> None:
    blocks = {
        f"f{number}:{block.id}": (block.text, block.page)
        for number, name in enumerate(("ke-hoach.docx", "phu-luc-2.xlsx", "phu-luc-10.pdf"), 1)
        for block in read(folder / name).blocks
    }
    for item in [*report.figures, *report.deadlines, *report.assignments]:
        for piece in item.source:
            text, page = blocks[piece.block]
            assert 0 <= piece.start < piece.end <= len(text)
            assert piece.page == page


def test_one_file_is_reported_as_before() -> None:
    alone = check_dossier([_PLAN]).to_dict()
    assert [file["path"] for file in alone["document"]["files"]] == [str(_PLAN)]
    wanted = check(_PLAN).to_dict()
    assert "files" not in wanted["document"]
    assert all("file" not in piece for piece in _pieces(wanted))
    assert alone["summary"] == wanted["summary"]


def test_it_fits_its_schema_and_reads_back(report: Report) -> None:
    data = to_json(report)
    jsonschema.Draft202012Validator(schema("report")).validate(json.loads(data))
    assert to_json(from_json(data)) == data


def test_the_main_file_is_the_one_with_a_letterhead(folder: Path) -> None:
    joined = read_dossier([folder / "phu-luc-2.xlsx", folder / "ke-hoach.docx"])
    assert [Path(file.path).name for file in joined.files] == ["ke-hoach.docx", "phu-luc-2.xlsx"]
    assert joined.path == str(folder / "ke-hoach.docx")


def test_without_any_letterhead_the_first_is_the_main_one(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Danh sách các điểm tuyên truyền", encoding="utf-8")
    joined = read_dossier([tmp_path / "a.txt", folder / "phu-luc-2.xlsx"])
    assert joined.path == str(tmp_path / "a.txt")


def test_a_file_that_cannot_be_read_is_said(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "hong.pdf").write_bytes(b"%PDF-1.7\n")
    found = check_dossier([folder / "ke-hoach.docx", tmp_path / "hong.pdf"])
    said = [notice for notice in found.warnings if notice.code == "file_not_read"]
    assert len(said) == 1
    assert "hong.pdf" in said[0].message.vi
    with pytest.raises(ReadingError):
        check_dossier([tmp_path / "hong.pdf"])
    with pytest.raises(ReadingError):  # it was to be the main file, and nothing else could be one
        check_dossier([tmp_path / "hong.pdf", folder / "phu-luc-2.xlsx"])


def test_a_zip_is_like_a_folder(folder: Path, report: Report, tmp_path: Path) -> None:
    path = tmp_path / "hồ sơ.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"ho so/{file.name}")
    zipped = check_dossier([path])
    assert [file.path for file in zipped.document.files or []] == [
        f"{path}/ho so/{name}" for name in ("ke-hoach.docx", "phu-luc-2.xlsx", "phu-luc-10.pdf")
    ]
    assert zipped.summary == report.summary


def test_nothing_to_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        check_dossier([tmp_path])
    with pytest.raises(ReadingError):
        check_dossier([tmp_path / "khong-co.docx"])


def test_text_does_not_run_on_from_file_to_file() -> None:
    one = read("a.txt", data="Kế hoạch này được thực hiện trên địa bàn xã và".encode())
    other = read("b.txt", data="các thôn của xã có trách nhiệm thực hiện kế hoạch.".encode())
    from analyzer.text.normalise import normalise

    assert len(normalise(join_files([one, other])).lines) == 2


def test_tables_and_pages_are_counted_through() -> None:
    source = read(_PDF)
    joined = join_files([source, source])
    tables = {block.cell.table for block in source.blocks if block.cell}
    assert {block.cell.table for block in joined.blocks if block.cell} == tables | {max(tables) + 1 + t for t in tables}
    assert joined.pages == 2 * (source.pages or 0)
    own = [*range(1, (source.pages or 0) + 1)]
    assert [joined.own_page(page) for page in range(1, (joined.pages or 0) + 1)] == own + own
    assert len({block.id for block in joined.blocks}) == len(joined.blocks)
    alone = file_alone(joined, joined.files[1])
    assert [b.id for b in alone.blocks[len(source.blocks) :]] == [b.id for b in source.blocks]
    assert [b.page for b in alone.blocks[len(source.blocks) :]] == [b.page for b in source.blocks]


def test_the_command(folder: Path) -> None:
    files = [str(folder / name) for name in ("ke-hoach.docx", "phu-luc-2.xlsx")]
    run = CliRunner().invoke(cli, ["check", "--dossier", *files, "--format", "json", "--fail-on", "never"])
    assert run.exit_code == 0, run.output
    assert len(json.loads(run.stdout)["document"]["files"]) == 2
    text = CliRunner().invoke(cli, ["check", "--dossier", *files, "--fail-on", "never"])
    assert "Hồ sơ gồm 2 tệp" in text.stdout


def test_no_file_of_it_is_written_over(folder: Path) -> None:
    annex = folder / "phu-luc-2.xlsx"
    before = annex.read_bytes()
    run = CliRunner().invoke(cli, ["check", "--dossier", str(folder), "--format", "html", "--output", str(annex)])
    assert isinstance(run.exception, UsageError)
    assert annex.read_bytes() == before


@pytest.mark.parametrize(("main", "format_"), [("ke-hoach.docx", "docx"), ("phu-luc-10.pdf", "pdf")])
def test_comments_stand_in_the_main_file(folder: Path, tmp_path: Path, main: str, format_: str) -> None:
    target = tmp_path / f"nhan-xet.{format_}"
    files = [str(folder / main), str(folder / "phu-luc-2.xlsx")]
    run = CliRunner().invoke(
        cli, ["check", "--dossier", *files, "--format", format_, "--output", str(target), "--fail-on", "never"]
    )
    assert run.exit_code == 0, run.output
    data = target.read_bytes()
    again = read(target)
    original = read(folder / main)
    assert [b.text for b in again.blocks if b.kind != "footnote"][:20] == [b.text for b in original.blocks][:20]
    if format_ == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert b"<w:comment " in archive.read("word/comments.xml")
    else:
        assert b"/Annots" in data


@pytest.mark.parametrize("format_", ["html", "md", "xlsx", "sarif", "ics", "letter"])
def test_the_other_forms(folder: Path, tmp_path: Path, format_: str) -> None:
    target = tmp_path / "ket-qua"
    files = [str(folder / "ke-hoach.docx"), str(folder / "phu-luc-2.xlsx")]
    run = CliRunner().invoke(
        cli, ["check", "--dossier", *files, "--format", format_, "--output", str(target), "--fail-on", "never"]
    )
    assert run.exit_code == 0, run.output
    assert target.stat().st_size > 500


def test_how_well_annexes_were_recognised_is_told() -> None:
    """A scanned annex behind a plan as text: its pages keep their confidence and their doubts, under their own
    numbers."""
    plan, annex = read(_PLAN), read(_PDF)
    annex.blocks = [replace(block, doubtful=((0, 2, 41.0),)) if block.page == 2 else block for block in annex.blocks]
    annex.ocr, annex.ocr_confidence = True, {1: 93.4, 2: 66.0}
    joined = join_files([annex, plan, annex])
    assert joined.ocr
    assert joined.ocr_confidence == {1: 93.4, 2: 66.0, (annex.pages or 0) + 1: 93.4, (annex.pages or 0) + 2: 66.0}
    assert {block.page for block in joined.blocks if block.doubtful} == {2, (annex.pages or 0) + 2}
    quality = report_on(analyze_source(join_files([plan, annex]))).document.quality
    told = {(page.file, page.page): (page.ocr_confidence, page.grade) for page in quality.pages}
    assert told[str(_PDF), 1] == (93.4, "good")
    assert told[str(_PDF), 2] == (66.0, "poor")
    assert told[str(_PDF), 3][0] is None
    assert all(confidence is None for (file, _), (confidence, _) in told.items() if file != str(_PDF))
    assert quality.grade != "good"
