"""Every number that book/trends.md and its questions show, computed anew from the tables.

Written with the csv module, not with the page's pandas code. GLUED holds what
the page glues, key by key, as shown; TYPED what stands typed in alternative
texts, captions, hints and questions.
"""

from collections import Counter, defaultdict

from numbers_from import column, correlation, minus, rows

places, schooling = Counter(), Counter()
reach = defaultdict(set)
for row in rows("us_training"):
    year = int(row["fiscal_year"])
    places[year] += int(row["trainees"])
    if row["programme"] == "IMET":
        schooling[year] += int(row["trainees"])
    if int(row["trainees"]):
        reach[row["programme"], year].add(row["iso3"])
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
uniformed, troops, missions = (
    {int(row["year"]): int(row[name]) for row in rows("peacekeeping_world") if row[name]}
    for name in ("total_personnel", "troops", "missions")
)
sahel = [column("battle_deaths", code, "year", "best") for code in ("MLI", "BFA", "NER")]

# forecasts: the pace of the past drawn on, against no change
ruler_2021 = uniformed[2015] + 6 * (uniformed[2015] - uniformed[2005]) / 10


def drawn_on(year, years):
    """What was forecast for `year`, `years` earlier, by the pace of as many years."""
    return uniformed[year - years] + uniformed[year - years] - uniformed[year - 2 * years]


def miss_now(years):
    misses = [abs(uniformed[y] - uniformed[y - years]) for y in range(1992, 2022)]
    return f"{sum(misses) / len(misses):,.0f}"


def miss_on(years):
    misses = [abs(uniformed[y] - drawn_on(y, years)) for y in range(1992, 2022)]
    return f"{sum(misses) / len(misses):,.0f}"


humankind = column("population_income", "WLD", "year", "population")
per_head = {year: n / humankind[year] for year, n in uniformed.items() if year in humankind}
growth = [
    100 * (measure[2021] / measure[start] - 1)
    for measure in (missions, uniformed, troops, per_head)
    for start in (1993, 1998, 2005, 2010, 2015)
]

partners = Counter()
for row in rows("exercise_pairs"):
    for code in (row["iso3_a"], row["iso3_b"]):
        partners[code, int(row["year"])] += 1


def mean_partners(code, first):
    return sum(partners[code, year] for year in range(first, first + 10)) / 10


def more(code):
    return mean_partners(code, 2001) - mean_partners(code, 1991)


def times(code):
    return f"{mean_partners(code, 2001) / mean_partners(code, 1991):.1f}"


def without_us(first, last):
    every = [
        (int(row["exercises"]), int(row["with_us"])) for row in rows("exercise_kinds")
        if row["kind"] == "all" and first <= int(row["year"]) <= last
    ]
    return f"{100 * (1 - sum(us for _, us in every) / sum(n for n, _ in every)):.0f}"


def five(year, estimate="best"):
    members = ("BFA", "MLI", "MRT", "NER", "TCD")
    return f"{sum(column('battle_deaths', c, 'year', estimate)[year] for c in members):,.0f}"


def countries(programme, year):
    return f"{len(reach[programme, year])}"


def thousands(number):
    return f"{number / 1000:.0f}"


CENTRES = "REGIONAL_CENTERS"
GLUED = {
    "uniformed_2015": f"{uniformed[2015]:,}",
    "uniformed_2021": f"{uniformed[2021]:,}",
    "forecast_2021": f"{ruler_2021:,.0f}",
    "deaths_2010": f"{deaths[2010]:,}",
    "deaths_2021": f"{deaths[2021]:,}",
    "miss_now_3": miss_now(3),
    "miss_now_6": miss_now(6),
    "miss_on_3": miss_on(3),
    "miss_on_6": miss_on(6),
    "ledger_lowest": minus(min(growth), 0),
    "ledger_highest": f"{max(growth):.0f}",
    "ledger_growing": f"{sum(change > 0 for change in growth)}",
    "ledger_size": f"{len(growth)}",
    "missions_1993": f"{missions[1993]}",
    "missions_2021": f"{missions[2021]}",
    "partners_CHN_before": f"{mean_partners('CHN', 1991):.1f}",
    "partners_CHN_after": f"{mean_partners('CHN', 2001):.1f}",
    "partners_CHN_more": f"{more('CHN'):.1f}",
    "partners_FRA_more": f"{more('FRA'):.1f}",
    "partners_USA_more": f"{more('USA'):.1f}",
    "times_RUS": times("RUS"),
    "times_FRA": times("FRA"),
    "times_USA": times("USA"),
    "without_us_1980s": without_us(1980, 1989),
    "without_us_2000s": without_us(2000, 2009),
    "sahel_2014": five(2014),
    "sahel_2022": five(2022),
    "reach_centres_1999": countries(CENTRES, 1999),
    "reach_centres_2000": countries(CENTRES, 2000),
    "reach_centres_2019": countries(CENTRES, 2019),
    "reach_imet_1999": countries("IMET", 1999),
    "reach_imet_2019": countries("IMET", 2019),
}

TYPED = {
    "fig-trends-ruler": {
        *(thousands(uniformed[year]) for year in (1993, 1998, 2015, 2021)),
        thousands(ruler_2021),
    },
    "fig-trends-rulers": {
        *(thousands(drawn_on(year, 5)) for year in (1998, 2008)),
        *(thousands(uniformed[year]) for year in (1998, 2008)),
    },
    "fig-trends-partners": {
        *(f"{partners[code, 2010]}" for code in ("CHN", "IND", "RUS", "TUR")),
        f"{max(partners['RUS', year] for year in range(1980, 1993))}",
        f"{partners['TUR', 1980]}",
    },
    "fig-trends-partners-old": {
        *(f"{partners[code, year]}" for code in ("FRA", "GBR", "JPN", "KOR")
          for year in (1980, 2010)),
    } - {"1"},
    "fig-trends-sahel": {
        *(five(year) for year in (2009, 2010, 2013, 2014, 2017, 2022)),
        five(2022, "low"),
        five(2022, "high"),
    },
    "fig-trends-schools": {
        *(countries("IMET", year) for year in (1999, 2008, 2020)),
        *(countries(CENTRES, year) for year in (1999, 2000, 2020)),
        f"{min(len(reach[CENTRES, year]) for year in range(2001, 2021))}",
        f"{max(len(reach[CENTRES, year]) for year in range(2001, 2021))}",
    },
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
