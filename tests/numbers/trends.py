"""Every number that the questions on trends show, computed anew from the tables.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""

from collections import Counter

from numbers_from import column, correlation, rows

places, schooling = Counter(), Counter()
for row in rows("us_training"):
    year = int(row["fiscal_year"])
    places[year] += int(row["trainees"])
    if row["programme"] == "IMET":
        schooling[year] += int(row["trainees"])
# states that joined NATO from 1999 on
JOINED = "CZE HUN POL BGR EST LVA LTU ROU SVK SVN ALB HRV MNE MKD".split()


def without_joiners(year):
    return schooling[year] - sum(
        int(row["trainees"]) for row in rows("us_training")
        if row["programme"] == "IMET" and int(row["fiscal_year"]) == year and row["iso3"] in JOINED
    )


deaths = Counter()
for row in rows("battle_deaths"):
    deaths[int(row["year"])] += int(row["best"])
uniformed = {
    int(row["year"]): int(row["total_personnel"])
    for row in rows("peacekeeping_world")
    if row["total_personnel"]
}
sahel = [column("battle_deaths", code, "year", "best") for code in ("MLI", "BFA", "NER")]


TYPED = {
    "questions": {
        # which-education
        f"{places[1999]:,}",
        f"{places[2019]:,}",
        f"{schooling[1999]:,}",
        f"{schooling[2019]:,}",
        f"{without_joiners(1999):,}",
        f"{without_joiners(2019):,}",
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
