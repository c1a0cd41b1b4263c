"""Every number that the questions on trends show, computed anew from the tables.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""

import csv
from collections import Counter
from math import sqrt

from numbers_from import DATA, column


def rows(table):
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


africa = {
    row["iso3"] for row in rows("countries") if row["un_subregion"] == "Sub-Saharan Africa"
}
places, peacekeepers = Counter(), Counter()
for row in rows("us_training"):
    if row["iso3"] in africa:
        places[int(row["fiscal_year"])] += int(row["trainees"])
        if row["programme"] == "PKO_GPOI":
            peacekeepers[int(row["fiscal_year"])] += int(row["trainees"])
assert 2005 not in peacekeepers  # "no row in 2005"

deaths = Counter()
for row in rows("battle_deaths"):
    deaths[int(row["year"])] += int(row["best"])
uniformed = {
    int(row["year"]): int(row["total_personnel"])
    for row in rows("peacekeeping_world")
    if row["total_personnel"]
}
sahel = [column("battle_deaths", code, "year", "best") for code in ("MLI", "BFA", "NER")]


def correlation(pairs):
    """Pearson's r of a list of pairs, with a true minus sign."""
    n = len(pairs)
    mean_x, mean_y = (sum(pair[i] for pair in pairs) / n for i in (0, 1))
    xy = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    xx = sum((x - mean_x) ** 2 for x, _ in pairs)
    yy = sum((y - mean_y) ** 2 for _, y in pairs)
    return f"{xy / sqrt(xx * yy):.2f}".replace("-", "−")


TYPED = {
    "questions": {
        # leap-of-2006
        f"{places[2005]:,}",
        f"{places[2006]:,}",
        f"{peacekeepers[2001]:,}",
        f"{peacekeepers[2002]}",
        f"{peacekeepers[2003]}",
        f"{peacekeepers[2004]}",
        f"{peacekeepers[2006]:,}",
        # supply-and-demand
        f"{uniformed[1998]:,}",
        f"{uniformed[2010]:,}",
        f"{uniformed[2021]:,}",
        f"{deaths[1998]:,}",
        f"{deaths[2010]:,}",
        f"{deaths[2021]:,}",
        correlation([(uniformed[year], deaths[year]) for year in range(1992, 2022)]),
        correlation([
            (uniformed[year] - uniformed[year - 1], deaths[year] - deaths[year - 1])
            for year in range(1993, 2022)
        ]),
        # five-in-the-sahel
        f"{sum(series[2019] for series in sahel):,.0f}",
        f"{sum(series[2022] for series in sahel):,.0f}",
    },
}
