"""Which settings hold for a document, and what is wrong with a settings file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from analyzer.settings import Settings, SettingsError, settings_for


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_nearest_wins_and_nothing_is_merged(tmp_path: Path) -> None:
    put(tmp_path / "rasoat.toml", 'fail-on = "advice"\nlang = "en"\n')
    near = put(tmp_path / "a" / "b" / "rasoat.toml", 'fail-on = "never"\n')
    put(tmp_path / "a" / "pyproject.toml", "[tool.other]\nx = 1\n")
    found = settings_for(tmp_path / "a" / "b" / "c" / "x.docx")
    assert (found.file, found.fail_on, found.lang) == (near, "never", "vi")
    assert settings_for(tmp_path / "a" / "x.docx").fail_on == "advice"


def test_pyproject(tmp_path: Path) -> None:
    put(tmp_path / "pyproject.toml", '[project]\nname = "x"\n[tool.rasoat]\nselect = ["s"]\n')
    assert settings_for(tmp_path / "x.docx").select == ("S",)
    put(tmp_path / "rasoat.toml", 'select = ["C"]\n')
    assert settings_for(tmp_path / "x.docx").select == ("C",)


def test_a_broken_pyproject_of_others_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path / "rasoat.toml", 'lang = "en"\n')
    broken = put(tmp_path / "a" / "pyproject.toml", "[tool.ruff\n")
    assert settings_for(tmp_path / "a" / "x.docx").lang == "en"
    put(broken, "[tool.rasoat\n")
    with pytest.raises(SettingsError):
        settings_for(tmp_path / "a" / "x.docx")


def test_a_folder_above_another_branch_is_not_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "here" / "rasoat.toml", 'lang = "en"\n')
    put(tmp_path / "there" / "x.docx", "")
    monkeypatch.chdir(tmp_path / "here")
    assert settings_for(Path("..") / "there" / "x.docx").file is None
    assert settings_for("x.docx").file == tmp_path / "here" / "rasoat.toml"


def test_a_fixed_file_and_none_at_all(tmp_path: Path) -> None:
    put(tmp_path / "rasoat.toml", 'lang = "en"\n')
    put(tmp_path / "waivers.yml", "[]\n")
    other = put(tmp_path / "cau-hinh" / "chat.toml", 'fail-on = "warning"\n')
    found = settings_for(tmp_path / "x.docx", config=other)
    assert (found.file, found.fail_on, found.lang, found.waivers) == (other, "warning", "vi", None)
    assert settings_for(tmp_path / "x.docx", isolated=True) == Settings()
    with pytest.raises(SettingsError, match=r"no settings file .*khong-co\.toml"):
        settings_for(tmp_path / "x.docx", config=tmp_path / "khong-co.toml")


def test_profiles_and_paths_in_their_order_of_strength(tmp_path: Path) -> None:
    put(
        tmp_path / "rasoat.toml",
        'kind = "plan"\nlevel = "commune"\nlang = "en"\n'
        '[profile.so]\nlevel = "district"\nlang = "vi"\n'
        '[[paths]]\npattern = "bao-cao/"\nkind = "report"\n[[paths]]\npattern = "*-tinh.docx"\nlevel = "province"\n',
    )
    plain = settings_for(tmp_path / "x.docx")
    assert (plain.kind, plain.level, plain.lang, plain.profile) == ("plan", "commune", "en", None)
    found = settings_for(tmp_path / "bao-cao" / "x-tinh.docx", profile="so")
    assert (found.kind, found.level, found.lang, found.profile) == ("report", "province", "vi", "so")
    given = found.with_given("--kind", kind="letter", level=None, select=())
    assert (given.kind, given.level, given.sources["kind"]) == ("letter", "province", "--kind")
    assert found.sources["level"].endswith("rasoat.toml:12:1")


@pytest.mark.parametrize("arguments", [{"profile": "x"}, {"profile": "x", "isolated": True}])
def test_no_such_profile(tmp_path: Path, arguments: dict[str, Any]) -> None:
    with pytest.raises(SettingsError, match="“x”"):
        settings_for(tmp_path / "x.docx", **arguments)
    put(tmp_path / "rasoat.toml", "[profile.chat]\n[profile.thoang]\n")
    with pytest.raises(SettingsError, match="“x”"):
        settings_for(tmp_path / "x.docx", **arguments)
    with pytest.raises(SettingsError) as error:
        settings_for(tmp_path / "x.docx", profile="x")
    assert "chat, thoang" in error.value.message.vi


def test_paths_are_seen_from_the_file(tmp_path: Path) -> None:
    put(tmp_path / "rasoat.toml", 'pack = "./bo"\nwaivers = "a/w.yml"\nbaseline = "truoc.json"\ndate = 2026-05-01\n')
    found = settings_for(tmp_path / "b" / "x.docx")
    assert found.pack == tmp_path / "bo"
    assert (found.waivers, found.baseline) == (tmp_path / "a" / "w.yml", tmp_path / "truoc.json")
    assert found.date == "2026-05-01"
    put(tmp_path / "rasoat.toml", 'pack = "bo"\n')
    assert settings_for(tmp_path / "b" / "x.docx").pack == "bo"
    put(tmp_path / "bo" / "pack.yml", "")
    os.utime(tmp_path / "rasoat.toml", ns=(1, 1))
    assert settings_for(tmp_path / "b" / "x.docx").pack == tmp_path / "bo"


def test_waivers_are_found_up_to_the_settings(tmp_path: Path) -> None:
    top = put(tmp_path / "waivers.yml", "[]")
    document = tmp_path / "a" / "b" / "x.docx"
    assert settings_for(document).waivers == top
    put(tmp_path / "a" / "rasoat.toml", "")
    assert settings_for(document).waivers is None
    beside = put(tmp_path / "a" / "waivers.yml", "[]")
    assert settings_for(document).waivers == beside
    near = put(tmp_path / "a" / "b" / "waivers.yml", "[]")
    assert settings_for(document).waivers == near


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    path = put(tmp_path / "rasoat.toml", 'lang = "en"\n')
    assert settings_for(tmp_path / "x.docx").lang == "en"
    put(path, 'lang = "vi"\n')
    os.utime(path, ns=(1, 1))
    assert settings_for(tmp_path / "x.docx").lang == "vi"


@pytest.mark.parametrize(
    ("text", "place", "vi", "en"),
    [
        ("\nfail_on = 3\n", "2:1", "“fail-on”", "“fail-on” in place of “fail_on”"),
        ("mau = 1\n", "1:1", "pack, select", "one of the keys: pack, select"),
        ('select = "S"\n', "1:1", "danh sách", "a list of codes"),
        ('ignore = ["S",\n  12]\n', "2:3", "mã hoặc nhóm", "a code or a family"),
        ('ignore = ["S102x"]\n', "1:11", "mã hoặc nhóm", "a code or a family"),
        ('lang = "fr"\n', "1:1", "vi, en", "one of: vi, en"),
        ("lang = true\n", "1:1", "vi, en", "one of: vi, en"),
        ('kind = "sach"\n', "1:1", "plan, report", "one of: plan, report"),
        ("scope = true\n", "1:1", "1676", "one of: 1676"),
        ('date = "2025-02-30"\n', "1:1", "YYYY-MM-DD", "a date"),
        ("date = 2025-02-03T10:00:00\n", "1:1", "YYYY-MM-DD", "a date"),
        ("pack = 3\n", "1:1", "một chuỗi", "a string"),
        ('waivers = ""\n', "1:1", "một chuỗi", "a string"),
        ('[profile.x]\n fail-on = "loud"\n', "2:2", "advice, never", "one of: error"),
        ("profile = 1\n", "1:1", "một bảng", "a table"),
        ("[profile]\nx = 1\n", "2:1", "một bảng", "a table"),
        ("paths = 1\n", "1:1", "[[paths]]", "[[paths]]"),
        ('[[paths]]\nkind = "plan"\n', "1:1", "pattern", "pattern"),
        ('[[paths]]\npattern = "x"\nlang = "vi"\n', "3:1", "pattern, select", "one of the keys: pattern"),
        ("lang = vi\n", "1:8", "dấu nháy", "not TOML: invalid value"),
        ('lang "vi"\n', "1:6", "dấu “=”", "not TOML"),
        ('lang = "vi"\nlang = "en"\n', "2:12", "đã có giá trị", "not TOML"),
        ('select = ["S"\n', "2:1", "“]”", "not TOML"),
    ],
)
def test_mistakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, place: str, vi: str, en: str) -> None:
    put(tmp_path / "rasoat.toml", text)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingsError) as error:
        settings_for("x.docx")
    message = error.value.message
    assert message.vi.startswith(f"rasoat.toml:{place}: ")
    assert vi in message.vi
    assert message.en.startswith(f"rasoat.toml:{place}: ")
    assert en in message.en
    assert error.value.exit_code == 2


def test_every_mistake_is_said_in_order(tmp_path: Path) -> None:
    put(tmp_path / "rasoat.toml", 'lang = 1\n[other]\n[profile.x]\ndate = 1\n[[paths]]\npattern = ""\n')
    with pytest.raises(SettingsError) as error:
        settings_for(tmp_path / "x.docx")
    lines = [line.rpartition("rasoat.toml:")[2] for line in error.value.message.vi.splitlines()]
    assert [line.partition(":")[0] for line in lines] == ["1", "2", "4", "6"]


def test_scope_may_be_a_number_and_a_mark_of_unicode_may_lead(tmp_path: Path) -> None:
    (tmp_path / "rasoat.toml").write_bytes("\ufeffscope = 1676\r\nlang = 'en'\r\n".encode())
    found = settings_for(tmp_path / "x.docx")
    assert (found.scope, found.lang) == ("1676", "en")


def test_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "rasoat.toml").write_bytes(b"lang = 'vi'\n# \xe9\n")
    with pytest.raises(SettingsError, match=r"rasoat\.toml:2:1: .*UTF-8"):
        settings_for(tmp_path / "x.docx")


def test_no_such_value() -> None:
    with pytest.raises(TypeError):
        Settings().with_given(colour="red")
