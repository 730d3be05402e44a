import pytest

from etl.parsing.answer import SourceError
from etl.recorded.bank_of_russia import key_rate_tables, usd_rub_tables
from tests.etl.sources.refusals import PAGE, facts, swapped, value

RATES = {
    "cbr_2013_2023": "Дата\tСтавка\n12.01.2021\t4.25\n11.01.2021\t4.25\n03.03.2014\t7.0\n17.09.2013\t5.5\n".encode(),
    "cbr_2021_2026": b"date,key_rate_pct\n2021-01-12,4.25\n2024-10-28,21.0\n",
}
DOLLARS = {
    "cbr_1992_2025": b"currency rate,date\n32.6587,2013-12-31\n73.8757,2021-01-01\n74.5157,2021-01-12\n",
    "fx_rates": b"date,currency,rub_per_unit\n2021-01-12,CNY,11.5082\n2021-01-12,USD,74.5157\n2026-08-20,USD,85.1293\n",
}


def test_key_rate_rows():
    assert [row[2:4] for row in facts(key_rate_tables(RATES))] == [
        ("2014-03-03", 7.0),
        ("2021-01-11", 4.25),
        ("2021-01-12", 4.25),
        ("2024-10-28", 21.0),
    ]


def test_usd_rub_rows():
    assert [row[2:4] for row in facts(usd_rub_tables(DOLLARS))] == [
        ("2021-01-01", 73.8757),
        ("2021-01-12", 74.5157),
        ("2026-08-20", 85.1293),
    ]


def test_each_row_says_where_it_was_recorded():
    rows = key_rate_tables(RATES)
    assert list(rows["url"]) == [
        *3 * ["https://github.com/geramond/2.Key_rate_predict_Time_series"],
        "https://github.com/lorenzo-pasteris/Analisi-Russia-Ucraina",
    ]
    assert (rows["note"] == "").all()  # said once, in the series' caveats: thousands of rows would repeat it
    assert usd_rub_tables(DOLLARS)["url"].str.startswith("https://github.com/").all()


@pytest.mark.parametrize(
    ("reader", "files", "file", "old", "new", "found"),
    [
        (key_rate_tables, RATES, "cbr_2021_2026", "2021-01-12,4.25", "2021-01-12,4.5", "but another table has 4.25"),
        (key_rate_tables, RATES, "cbr_2013_2023", "Ставка", "Курс", "column 'Ставка' is missing"),
        (key_rate_tables, RATES, "cbr_2013_2023", "12.01.2021", "11.01.2021", "2021-01-11 stands twice"),
        (key_rate_tables, RATES, "cbr_2013_2023", "7.0", "7,0", "row 4, Ставка"),
        (key_rate_tables, RATES, "cbr_2021_2026", "key_rate_pct", "rate", "column 'key_rate_pct' is missing"),
        (usd_rub_tables, DOLLARS, "fx_rates", "USD,74.5157", "USD,74.5158", "but another table has 74.5157"),
        (usd_rub_tables, DOLLARS, "fx_rates", "CNY", "JPY", "unknown currency 'JPY'"),
        (usd_rub_tables, DOLLARS, "fx_rates", "rub_per_unit", "rate", "column 'rub_per_unit' is missing"),
        (usd_rub_tables, DOLLARS, "cbr_1992_2025", "currency rate", "rate", "column 'currency rate' is missing"),
    ],
)
def test_refused(reader, files, file, old, new, found):
    with pytest.raises(SourceError) as caught:
        reader({**files, file: swapped(files[file], old, new)})
    assert (caught.value.source, caught.value.file) == ("bank_of_russia", file)
    assert found in str(caught.value)


@pytest.mark.parametrize(("reader", "files"), [(key_rate_tables, RATES), (usd_rub_tables, DOLLARS)])
@pytest.mark.parametrize(("raw", "found"), [(b"", "empty"), (PAGE, "an HTML page")])
def test_empty_file_and_error_page_are_refused(reader, files, raw, found):
    for file in files:
        with pytest.raises(SourceError, match=f"{file}, .*{found}"):
            reader({**files, file: raw})


def test_recorded_key_rate_has_66_steps(recorded):
    folder = recorded / "economy/key-rate"
    rates = key_rate_tables(
        {
            "cbr_2013_2023": (folder / "cbr-2013-2023/key_rate.csv").read_bytes(),
            "cbr_2021_2026": (folder / "cbr-2021-2026/key_rate.csv").read_bytes(),
        }
    )
    assert (rates["value"] != rates["value"].shift()).sum() == 66
    assert value(rates, "key_rate", "2024-10-25") == 19
    assert value(rates, "key_rate", "2024-10-28") == 21
    assert value(rates, "key_rate", "2025-06-09") == 20


def test_recorded_dollar(recorded):
    folder = recorded / "economy/rub-exchange-rate"
    names = {"cbr_1992_2025": "RC_F01_07_1992_T04_02_2025.csv", "fx_rates": "fx_rates.csv"}
    dollars = usd_rub_tables({file: (folder / name).read_bytes() for file, name in names.items()})
    assert dollars["value"].max() == value(dollars, "usd_rub", "2022-03-11") == 120.3785
    assert str(dollars["period_end"].max()) == "2026-08-20"
