import json
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent / "bench"))  # last: a bench has the name of what it measures

from aims import Aim, report

from services import commands


@pytest.mark.parametrize(
    ("aim", "line"),
    [
        (Aim("receipts", 0.5, 0.3813), "aim receipts: wanted ≤ 0.5, measured 0.381, met"),
        (Aim("receipts", 0.5, 0.51), "aim receipts: wanted ≤ 0.5, measured 0.51, missed"),
        (Aim("faster", 10, 12.04, most=False), "aim faster: wanted ≥ 10, measured 12, met"),
        (Aim("faster", 10, 9.99, most=False), "aim faster: wanted ≥ 10, measured 9.99, missed"),
    ],
)
def test_an_aim_is_one_line(aim: Aim, line: str):
    assert aim.line() == line


def test_the_json_object_is_the_last_thing_on_stdout(capsys: pytest.CaptureFixture[str]):
    assert not report([Aim("a", 1, 2), Aim("b", 1, 1)], as_json=True)
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"aims": [
        {"name": "a", "wanted": 1, "measured": 2, "met": False}, {"name": "b", "wanted": 1, "measured": 1, "met": True}]}


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A project whose only bench is `sample_bench`, with that measured figure."""
    def made(measured: float) -> None:
        (tmp_path / "tests/bench").mkdir(parents=True)
        text = f"from aims import Aim\ndef run():\n    return [Aim('a', 1, {measured})]\n"
        (tmp_path / "tests/bench/sample_bench.py").write_text(text)
        monkeypatch.setattr(commands, "ROOT", tmp_path)
        monkeypatch.delitem(sys.modules, "sample_bench", raising=False)
        monkeypatch.syspath_prepend(tmp_path)

    return made


@pytest.mark.parametrize(("measured", "code", "word"), [(0.5, 0, "met"), (2, 1, "missed")])
def test_a_missed_aim_is_exit_1(bench, capsys: pytest.CaptureFixture[str], measured: float, code: int, word: str):
    bench(measured)
    assert commands.main(["bench", "sample_bench"], {}) == code
    assert capsys.readouterr().out == f"aim a: wanted ≤ 1, measured {measured:.3g}, {word}\n"


def test_an_unknown_bench_is_a_sentence_that_names_the_others(bench, capsys: pytest.CaptureFixture[str]):
    bench(1)
    assert commands.main(["bench", "surat"], {}) == 2
    assert capsys.readouterr().err == "Bench 'surat' tidak ada. Yang ada: sample_bench.\n"


def test_an_option_that_a_bench_does_not_know_is_a_sentence(bench, capsys: pytest.CaptureFixture[str]):
    bench(1)
    assert commands.main(["bench", "sample-bench", "--seeds", "3"], {}) == 2
    assert capsys.readouterr().err == "Bench 'sample-bench' tidak memakai --seeds.\n"
