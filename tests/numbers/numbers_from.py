"""Read the tables without pandas, and compute what several pages need."""

import csv
from math import comb, sqrt
from pathlib import Path

DATA = Path(__file__).parents[2] / "data"


def rows(table: str) -> list[dict[str, str]]:
    """Return the rows of a table as texts by column."""
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(table: str, iso3: str, key: str, value: str) -> dict[int, float]:
    """Return {key: value} of the rows of `iso3`; rows whose value is blank are left out."""
    return {
        int(row[key]): float(row[value])
        for row in rows(table)
        if row["iso3"] == iso3 and row[value]
    }


def between(series: dict[int, float], first: int, last: int) -> list[float]:
    """Return the values of the years from `first` to `last`, both included."""
    return [value for year, value in series.items() if first <= year <= last]


def minus(number: float, digits: int = 2) -> str:
    """Return a number with so many decimals and a true minus sign."""
    return f"{number:.{digits}f}".replace("-", "−")


def correlation(pairs: list[tuple[float, float]]) -> str:
    """Return Pearson's r of a list of pairs, two decimals with a true minus sign."""
    n = len(pairs)
    mean_x, mean_y = (sum(pair[i] for pair in pairs) / n for i in (0, 1))
    xy = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    xx = sum((x - mean_x) ** 2 for x, _ in pairs)
    yy = sum((y - mean_y) ** 2 for _, y in pairs)
    return minus(xy / sqrt(xx * yy))


def fisher(a, n, b, m):
    """Two-sided p of Fisher's exact test for `a` of `n` against `b` of `m`."""
    def chance(k):
        return comb(n, k) * comb(m, a + b - k) / comb(n + m, a + b)

    possible = range(max(0, a + b - m), min(n, a + b) + 1)
    return sum(chance(k) for k in possible if chance(k) <= chance(a) * (1 + 1e-9))
