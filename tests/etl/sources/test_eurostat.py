import json
from collections.abc import Callable

import pytest

from etl.sources.eurostat import parse
from tests.etl.sources.refusals import PAGE, facts, refused, value
from tests.fixtures import answer

RAW = answer("eurostat")["defence"]


def changed(change: Callable[[dict], object]) -> bytes:
    data = json.loads(RAW)
    change(data)
    return json.dumps(data).encode()


def category(data: dict, dimension: str) -> dict[str, int]:
    return data["dimension"][dimension]["category"]["index"]


def test_fixture_rows():
    frame = parse({"defence": RAW})
    assert facts(frame) == [
        ("eu_defence_investment", "EU27", "2024-12-31", 57.3861, "estimate"),
        ("eu_defence_investment", "SWE", "2024-12-31", 2.8198, "final"),
        ("eu_defence_spending", "DEU", "2023-12-31", 52.69, "final"),
        ("eu_defence_spending", "DEU", "2024-12-31", 58.583, "provisional"),
        ("eu_defence_spending", "EU27", "2023-12-31", 231.9212, "final"),
    ]
    assert list(frame["note"]) == ["", "", "", "break in the series", ""]


def test_letters_that_leave_a_value_what_it_is_are_noted():
    raw = changed(lambda d: d["status"].update({"38": "r", "39": "nu", "36": "s"}))
    spending = {row.entity + str(row.period_end.year): row for row in parse({"defence": raw}).itertuples()}
    assert {name: (row.value, row.status, row.note) for name, row in spending.items() if "DEU" in name} == {
        "DEU2023": (52.69, "final", "revised"),
        "DEU2024": (58.583, "final", "not significant; low reliability"),
    }
    assert (spending["EU272023"].status, spending["EU272023"].note) == ("estimate", "an estimate by Eurostat")


def test_order_of_dimensions_is_read_not_assumed():
    """With time before geo the places differ; the same figures must come out."""

    def turned(data: dict) -> None:
        years, areas = data["size"][5], data["size"][4]
        data["id"][4:], data["size"][4:] = ["time", "geo"], [years, areas]
        for name in ("value", "status"):
            data[name] = {
                str(
                    int(place) // (areas * years) * areas * years
                    + int(place) % years * areas
                    + int(place) // years % areas
                ): cell
                for place, cell in data[name].items()
            }

    assert facts(parse({"defence": changed(turned)})) == facts(parse({"defence": RAW}))


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", "empty"),
        (PAGE, "an HTML page"),
        (b'{"error":[{"status":400,"label":"bad request"}]}', "not a JSON-stat 2.0 data set"),
        (b"{", "not JSON"),
        (changed(lambda d: d["id"].__setitem__(1, "cofog99")), "expected the dimensions"),
        (changed(lambda d: d["id"].append("sector")), "expected the dimensions"),
        (changed(lambda d: d["size"].__setitem__(4, 8)), "dimension geo: its categories are not numbered 0 to 7"),
        (
            changed(lambda d: category(d, "geo").__setitem__("SWE", category(d, "geo").pop("SE"))),
            "category 'SE' is missing",
        ),
        (changed(lambda d: category(d, "unit").__setitem__("EUR", category(d, "unit").pop("MIO_EUR"))), "'MIO_EUR' is"),
        (
            changed(lambda d: category(d, "expend").__setitem__("ALL", category(d, "expend").pop("DEF"))),
            "'DEF' is missing",
        ),
        (changed(lambda d: category(d, "time").__setitem__("2024-Q1", category(d, "time").pop("2024"))), "2024-Q1"),
        (changed(lambda d: d["dimension"].pop("unit")), "dimension unit: its categories are not numbered"),
        (changed(lambda d: d["value"].__setitem__("72", 1.0)), "place '72' is outside the 72 cells"),
        (changed(lambda d: d.__setitem__("value", {})), "expected cells by their place"),
        (changed(lambda d: d.__setitem__("value", [1.0])), "expected cells by their place"),
        (changed(lambda d: d["value"].update(dict.fromkeys(d["value"], "n/a"))), "'n/a' is not a number"),
        (changed(lambda d: d["status"].update(dict.fromkeys(d["status"], "z"))), "unknown flag 'z'"),
        (changed(lambda d: d["status"].update(dict.fromkeys(d["status"], "f"))), "unknown flag 'f'"),
        (RAW.replace(b'"39": 58583.0,', b'"39": 58583.0, "39": 58.0,'), "key '39' stands twice"),
        (RAW.replace(b"58583.0", b"NaN"), "NaN is no number of JSON"),
        (
            changed(lambda d: category(d, "time").__setitem__("0001", category(d, "time").pop("2024"))),
            "'0001' is not bet",
        ),
    ],
)
def test_refused(raw, found):
    refused("eurostat", {"defence": raw}, "defence", found)


def test_recorded(recorded):
    frame = parse({"defence": (recorded / "samples/eurostat/gov_ev_defence.json").read_bytes()})
    assert value(frame, "eu_defence_spending", "2024-12-31", "EU27") == pytest.approx(265.894, abs=0.001)
    assert value(frame, "eu_defence_spending", "2021-12-31", "EU27") == pytest.approx(185.374, abs=0.001)
    assert value(frame, "eu_defence_investment", "2025-12-31", "EU27") == pytest.approx(78.262, abs=0.001)
    total = frame[(frame["series_id"] == "eu_defence_spending") & (frame["entity"] == "EU27")]
    assert [day.year for day in total["period_end"]] == [2021, 2022, 2023, 2024]
