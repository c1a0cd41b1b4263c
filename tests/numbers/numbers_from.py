"""Read one column of a table for one country, without pandas."""

import csv
from pathlib import Path

DATA = Path(__file__).parents[2] / "data"


def column(table: str, iso3: str, key: str, value: str) -> dict[int, float]:
    """Return {key: value} of the rows of `iso3`; rows whose value is blank are left out."""
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return {
            int(row[key]): float(row[value])
            for row in csv.DictReader(file)
            if row["iso3"] == iso3 and row[value]
        }
