"""The recorded exchanges with the real service, played against the stand-in."""

import json
from pathlib import Path

import pytest
from sheets_server.recordings import Replay, difference, replay
from sheets_server.shapes import mistakes_in_exchange


def test_every_recording_matches(shared: Path):
    folder = shared / "sheets_recordings"
    if not folder.is_dir():
        pytest.skip("the recordings are not beside the project")
    differences = replay(folder)
    assert {name: found for name, found in differences.items() if found} == {}
    assert differences


def test_every_answer_on_the_way_is_as_the_discovery_document_says(shared: Path):
    found = []
    for path in sorted((shared / "sheets_recordings").glob("*.json")):
        player = Replay(json.loads(path.read_text("utf-8")))
        player.observer = lambda *exchange: found.extend(mistakes_in_exchange(*exchange))
        player.first_difference()
    assert found == []


def test_a_difference_is_named_by_its_place():
    assert difference({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}) == ".a[1].b recorded 2, answered 3"
    assert difference({"a": 1}, {}) == ".a is missing"
    assert difference({}, {"a": 1}) == ".a is not in the recording"
    assert difference({"a": 1}, {"a": 1.0}) is None


def test_a_recording_that_does_not_match_is_found():
    exchanges = [
        {"method": "POST", "uri": "https://www.googleapis.com/drive/v3/files", "body": {"name": "x"}, "status": 200,
         "answer": {"id": "1" * 44}},
        {"method": "GET", "uri": f"https://sheets.googleapis.com/v4/spreadsheets/{'1' * 44}/values/A1", "body": None,
         "status": 200, "answer": {"range": "Sheet1!A1", "majorDimension": "ROWS", "values": [["lain"]]}},
    ]  # fmt: skip
    assert "exchange 2" in str(Replay(exchanges).first_difference())
