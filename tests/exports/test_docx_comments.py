"""Comments in a copy of the Word document: at the very words, and nothing else changed."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from analyzer.errors import RasoatError
from analyzer.reading import read
from analyzer.report.docx_comments import AUTHOR, docx_with_comments
from analyzer.report.export import Document
from tests.exports.samples import DAY, HOSTILE, all_of, checked, expected, marked, raw_words
from tests.exports.word import W, anchored, comments, members, package, paragraph, part, references, run, saved

_TOUCHED = {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml", "word/comments.xml"}
_HEAD = paragraph(run("KẾ HOẠCH"))


@pytest.mark.parametrize("name", all_of(".docx"))
def test_every_finding_of_the_json_is_a_comment(name: str) -> None:
    document = checked(name)
    found = comments(docx_with_comments(document, DAY))
    summary, *rest = found.values()
    said = Counter((lines[0].split(" · ")[1].split()[0], lines[1]) for lines in rest)
    assert said == Counter({(c, " ".join(m.split())): n for (c, m), n in expected(document.report).items()})
    assert any(document.report.document.sha256 in line for line in summary)
    assert any("qd1676 " in line and "rasoat " in line for line in summary)
    assert "Ngày kiểm tra: 20/11/2026" in summary


@pytest.mark.parametrize("name", all_of(".docx"))
def test_text_and_other_parts_stay_what_they_are(name: str, tmp_path: Path) -> None:
    document = checked(name)
    made = docx_with_comments(document, DAY)
    assert read(saved(tmp_path, made)).blocks == document.clean.source.blocks
    before, after = members(document.original), members(made)
    assert {key for key in after if after[key] != before.get(key)} <= _TOUCHED
    assert list(before) == [key for key in after if key in before]
    root = part(made)
    assert sorted(references(root)) == sorted(anchored(root)) == sorted(comments(made))
    assert docx_with_comments(document, DAY) == made


def test_faults_are_anchored_to_the_very_words() -> None:
    seen = 0
    for name in all_of(".docx"):
        document = checked(name)
        words = set(anchored(part(docx_with_comments(document, DAY))).values())
        for wanted in raw_words(document):
            assert wanted.replace("\n", "") in {w.replace("\n", "") for w in words}
            seen += 1
    assert seen > 30


_CASES = {
    "runs of one word": (paragraph(run("tỷ l"), run("ệ 4", "<w:b/>"), run("5% lao động")), "lệ 45%"),
    "a tab": (paragraph(f"<w:r><w:t>Điện thoại</w:t><w:tab/><w:t>không</w:t></w:r>{run(' có')}"), "thoại không"),
    "a hyperlink": (
        paragraph(run("xem "), f'<w:hyperlink w:anchor="x">{run("trang tin điện tử")}</w:hyperlink>', run(".")),
        "tin điện",
    ),
    "a simple field": (paragraph(run("số "), f'<w:fldSimple w:instr="REF x">{run("Mười hai")}</w:fldSimple>'), "Mười"),
    "the result of a field": (
        paragraph(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run("tháng năm này"),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ),
        "năm",
    ),
    "an insertion": (paragraph(run("đạt "), f'<w:ins w:id="9" w:author="A">{run("sáu mươi phần")}</w:ins>'), "mươi"),
    "a deletion between": (
        paragraph(run("đạt sáu "), '<w:del w:id="8" w:author="A"><w:r><w:delText>bảy</w:delText></w:r></w:del>',
                  run("mươi người")),
        "sáu mươi",
    ),
    "a rich content control": (
        paragraph(run("do "), f"<w:sdt><w:sdtPr/><w:sdtContent>{run('Phòng Kinh tế xã')}</w:sdtContent></w:sdt>"),
        "Kinh tế",
    ),
    "a cell": (f"<w:tbl><w:tr><w:tc>{paragraph(run('Chỉ tiêu giao'))}</w:tc></w:tr></w:tbl>", "tiêu"),
    "a block content control": (
        f"<w:sdt><w:sdtContent>{paragraph(run('Kinh phí bảo đảm'))}</w:sdtContent></w:sdt>", "bảo đảm"
    ),
    "spaces that are not kept": (paragraph("<w:r><w:t>Công an xã phối hợp</w:t></w:r>"), "an xã"),
    "a line break": (paragraph("<w:r><w:t>Hội Nông dân</w:t><w:br/><w:t>Hội Phụ nữ</w:t></w:r>"), "Phụ nữ"),
}  # fmt: skip


@pytest.mark.parametrize("case", _CASES)
def test_words_inside_of(case: str, tmp_path: Path) -> None:
    body, words = _CASES[case]
    document = marked(saved(tmp_path, package(_HEAD + body)), [words])
    made = docx_with_comments(document, DAY)
    root = part(made)
    found = anchored(root)
    number = next(n for n, lines in comments(made).items() if "K901" in lines[0])
    assert found[number] == raw_words(document)[0]
    assert found[number].replace("\t", " ") == words
    assert read(saved(tmp_path, made, "sau.docx")).blocks == document.clean.source.blocks
    for element in root.iter(f"{W}commentReference"):
        holder = element.getparent()
        assert holder is not None
        assert holder.getparent() is not None
        assert holder.getparent().tag == f"{W}p"


_WHOLE = {
    "a plain content control": (
        paragraph(run("ngày "),
                  f"<w:sdt><w:sdtPr><w:date/></w:sdtPr><w:sdtContent>{run('mồng một')}</w:sdtContent></w:sdt>"),
        "một", "mồng một", {},
    ),
    "a text box": (
        paragraph(run("Thân bài "), "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
                  f"{paragraph(run('Trong khung'))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"),
        "khung", "Trong khung", {},
    ),
    "a formula": (
        paragraph(run("Tỷ lệ "), "<m:oMath><m:r><m:t>nửa số người</m:t></m:r></m:oMath>"), "nửa", "nửa số người", {},
    ),
    "a footnote": (
        paragraph(run("Theo số liệu"), '<w:r><w:footnoteReference w:id="2"/></w:r>', run(" của xã")),
        "Niên giám", "", {"footnotes": f'<w:footnote w:id="2">{paragraph(run("Niên giám năm trước"))}</w:footnote>'},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", _WHOLE)
def test_what_cannot_be_cut_is_taken_whole(case: str, tmp_path: Path) -> None:
    body, words, around, parts = _WHOLE[case]
    document = marked(saved(tmp_path, package(_HEAD + body, **parts)), [words])
    made = docx_with_comments(document, DAY)
    root = part(made)
    number = next(n for n, lines in comments(made).items() if "K901" in lines[0])
    assert anchored(root)[number] == around
    start = next(e for e in root.iter(f"{W}commentRangeStart") if e.get(f"{W}id") == number)
    assert [a.tag for a in start.iterancestors()] == [f"{W}{name}" for name in ("p", "body", "document")]
    assert read(saved(tmp_path, made, "sau.docx")).blocks == document.clean.source.blocks
    if case == "a footnote":
        behind = start.getnext()
        assert behind is not None
        assert behind.find(f"{W}footnoteReference") is not None


def test_words_of_a_header_are_commented_at_the_top(tmp_path: Path) -> None:
    body = _HEAD + paragraph(run("Nội dung")) + (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>'
    )  # fmt: skip
    data = package(body, header1=paragraph(run("Mật của huyện")))
    document = marked(saved(tmp_path, data), ["Nội dung"])
    made = docx_with_comments(document, DAY)
    assert set(anchored(part(made)).values()) == {"KẾ HOẠCH", "Nội dung"}
    assert members(made)["word/header1.xml"] == members(data)["word/header1.xml"]


def test_existing_comments_stay_and_numbers_go_on(tmp_path: Path) -> None:
    own = f'<w:comment w:id="7" w:author="Chị Hoa">{paragraph(run("Xem lại"))}</w:comment>'
    body = _HEAD + paragraph(
        '<w:commentRangeStart w:id="7"/>', run("Giao chỉ tiêu"), '<w:commentRangeEnd w:id="7"/>',
        '<w:r><w:commentReference w:id="7"/></w:r>', run(" cho thôn"),
    )  # fmt: skip
    document = marked(saved(tmp_path, package(body, comments=own)), ["chỉ tiêu cho"])
    made = docx_with_comments(document, DAY)
    found = comments(made)
    assert found["7"] == ["Xem lại"]
    assert list(found) == ["7", "8", "9", "10"]
    words = anchored(part(made))
    assert words["7"] == "Giao chỉ tiêu"
    assert sorted(words.values()) == sorted(["Giao chỉ tiêu", "chỉ tiêu cho", "KẾ HOẠCH", "KẾ HOẠCH"])
    assert members(made)["[Content_Types].xml"] == members(document.original)["[Content_Types].xml"]
    authors = [c.get(f"{W}author") for c in part(made, "word/comments.xml").iter(f"{W}comment")]
    assert authors == ["Chị Hoa", AUTHOR, AUTHOR, AUTHOR]


def test_overlapping_faults_each_keep_their_words(tmp_path: Path) -> None:
    words = ["một hai ba", "hai ba bốn", "ba", "một hai ba bốn năm"]
    body = _HEAD + paragraph(run("không một h"), run("ai ba bốn", "<w:i/>"), run(" năm sáu"))
    made = docx_with_comments(marked(saved(tmp_path, package(body)), words), DAY)
    found = anchored(part(made))
    numbers = [n for n, lines in comments(made).items() if "K901" in lines[0]]
    assert [found[n] for n in numbers] == words


def test_a_split_run_keeps_its_look_and_its_changes_get_new_numbers(tmp_path: Path) -> None:
    look = '<w:b/><w:rPrChange w:id="5" w:author="A"><w:rPr><w:i/></w:rPr></w:rPrChange>'
    body = _HEAD + paragraph(run("trước giữa sau", look))
    root = part(docx_with_comments(marked(saved(tmp_path, package(body)), ["giữa"]), DAY))
    runs = [r for r in root.iter(f"{W}r") if r.find(f"{W}t") is not None][1:]
    assert [r.findtext(f"{W}t") for r in runs] == ["trước ", "giữa", " sau"]
    assert all(r.find(f"{W}rPr/{W}b") is not None for r in runs)
    ids = [change.get(f"{W}id") for change in root.iter(f"{W}rPrChange")]
    assert len(set(ids)) == 3


def test_a_strict_document_stays_strict(tmp_path: Path) -> None:
    data = package(_HEAD + paragraph(run("Giao cho thôn")), strict=True)
    document = marked(saved(tmp_path, data), ["cho"])
    made = docx_with_comments(document, DAY)
    assert part(made).tag.startswith("{http://purl.oclc.org/")
    assert part(made, "word/comments.xml").tag.startswith("{http://purl.oclc.org/")
    assert read(saved(tmp_path, made, "sau.docx")).blocks == document.clean.source.blocks


def test_hostile_words_are_words(tmp_path: Path) -> None:
    document = marked(saved(tmp_path, package(_HEAD + paragraph(run("Giao cho thôn")))), ["cho"], message=HOSTILE)
    texts = ["\n".join(lines) for lines in comments(docx_with_comments(document, DAY)).values()]
    assert sum("<script>" in text for text in texts) == 2
    assert all(len(text) < 5_000 for text in texts)
    assert not any(char in text for text in texts for char in "\x00\x08\x1b\u202e\u200f\ufffe")


@pytest.mark.parametrize("name", ["ke-hoach-huyen-sa-loc.txt", "ke-hoach-phuong-van-ben.pdf"])
def test_other_formats_are_refused_with_a_way_out(name: str) -> None:
    with pytest.raises(RasoatError) as caught:
        docx_with_comments(checked(name), DAY)
    assert caught.value.code == "format_not_fitting"
    assert "--format html" in caught.value.message.vi
    assert "--format html" in caught.value.message.en


def test_a_file_that_changed_meanwhile_is_refused() -> None:
    document = checked("ke-hoach-xa-an-thinh.docx")
    with pytest.raises(RasoatError) as caught:
        docx_with_comments(Document(document.report, document.clean, document.original + b"\n"), DAY)
    assert caught.value.code == "changed"


def test_a_package_with_a_broken_part_is_refused(tmp_path: Path) -> None:
    data = bytearray(package(_HEAD + paragraph(run("Giao cho thôn"))))
    with zipfile.ZipFile(saved(tmp_path, bytes(data))) as archive:
        info = archive.getinfo("word/kept.bin")
    data[info.header_offset + 30 + len("word/kept.bin") + 3] ^= 0xFF
    with pytest.raises(RasoatError) as caught:
        docx_with_comments(marked(saved(tmp_path, bytes(data)), ["cho"]), DAY)
    assert caught.value.code == "corrupt"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_word_processor_reads_the_same_text(tmp_path: Path) -> None:
    for folder in ("truoc", "sau"):
        (tmp_path / folder).mkdir()
    names = all_of(".docx")[:4]
    for name in names:
        document = checked(name)
        (tmp_path / "truoc" / name).write_bytes(document.original)
        (tmp_path / "sau" / name).write_bytes(docx_with_comments(document, DAY))
    for folder in ("truoc", "sau"):
        subprocess.run(
            ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to",
             "txt:Text (encoded):UTF8", "--outdir", str(tmp_path / folder), *map(str, (tmp_path / folder).iterdir())],
            check=True, capture_output=True, timeout=240,
        )  # fmt: skip
    for name in names:
        before, after = (
            (tmp_path / folder / name).with_suffix(".txt").read_text("utf-8-sig") for folder in ("truoc", "sau")
        )
        # LibreOffice writes an empty line first where a document with comments begins with a table.
        assert after.removeprefix("\n") == before
        assert len(before) > 1000
