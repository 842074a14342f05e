import json
from pathlib import Path

import pytest

from export.interchange import to_json, write_json
from export.progress import Cancelled
from storage.report import Unit
from tests.builders import full_report, report


def test_the_file_holds_the_typed_values_in_their_own_kinds() -> None:
    made = json.loads(to_json(full_report()))
    assert list(made) == ["format", "year", "unit", "figures", "texts", "entries", "unparsed"]
    assert (made["format"], made["year"]) == ("2018", 2018)
    assert made["figures"] == {
        "published.gazette": 0,
        "fees.charged": "1.50",
        "fees.waived": "不适用",
    }
    first, second = made["entries"]["publications"]
    assert first == {
        "title": "关于公布办事指南的通知",
        "published_on": "2018-03-05",
        "channels": ["政府网站", "政务微信"],
        "normative": True,
        "quantity": 12,
    }
    assert second == {"title": "无渠道的一条", "normative": False}
    assert made["entries"]["requests"][0]["fee"] == "12.50"
    assert made["texts"]["other.body"] == ""
    assert made["unparsed"] == {"staff.budget": "约三万", "publications/2/quantity": "十来条"}


def test_unreadable_cells_are_named_by_position_not_by_id() -> None:
    held = full_report()
    kept = held.ledger("publications")[1:]
    changed = held.with_values(entries={**held.entries, "publications": kept})
    assert json.loads(to_json(changed))["unparsed"]["publications/1/quantity"] == "十来条"


def test_blank_profile_fields_and_unparsed_are_left_out() -> None:
    made = json.loads(to_json(report(unit=Unit(name="示例区"))))
    assert made["unit"] == {"name": "示例区"}
    assert "unparsed" not in made


def test_the_file_is_plain_utf8_with_unix_line_ends(tmp_path: Path) -> None:
    target = tmp_path / "年报.json"
    write_json(full_report(), target)
    assert target.read_bytes() == to_json(full_report()).encode()
    assert "工农区人民政府" in target.read_text(encoding="utf-8")
    assert b"\r" not in target.read_bytes()


def test_cancelling_writes_nothing(tmp_path: Path) -> None:
    def cancel(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        write_json(report(), tmp_path / "年报.json", cancel)
    assert list(tmp_path.iterdir()) == []
