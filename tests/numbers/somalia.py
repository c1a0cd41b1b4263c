"""Every number that book/somalia.md shows, computed anew from the tables.

Written with the csv module, not with the page's pandas code. GLUED holds what
the page glues, key by key, as shown; TYPED what stands typed in alternative
texts and questions about this page.
"""

from math import sqrt

from numbers_from import column, minus, rows

low = column("battle_deaths", "SOM", "year", "low")
high = column("battle_deaths", "SOM", "year", "high")
best = column("battle_deaths", "SOM", "year", "best")
control = column("military_executive", "SOM", "year", "state_territory_control_pct")
score = column("democracy", "SOM", "year", "electoral")

mission = rows("somalia_mission")


def personnel(date, measure):
    """Return the figure for the whole mission of one day."""
    (row,) = [
        row for row in mission
        if row["date"] == date and row["measure"] == measure and not row["contributor_iso3"]
    ]
    return int(row["personnel"])


def mean(first, last):
    values = [deaths for year, deaths in best.items() if first <= year <= last]
    return f"{sum(values) / len(values):,.0f}"


contingents = sum(int(row["personnel"]) for row in mission if row["contributor_iso3"])
assert contingents == personnel("2020-09-21", "actual_troops")  # as a feedback says

soldiers = {
    row["contributor_iso3"]: int(row["personnel"]) for row in mission if row["contributor_iso3"]
}
neighbours = sum(soldiers[code] for code in ("ETH", "KEN", "DJI"))


def average(first, last):
    values = [best[year] for year in range(first, last + 1)]
    return sum(values) / len(values)


ledger = [
    average(*after) / average(*before)
    for before in ((1989, 2006), (1991, 1992), (1997, 2005), (2006, 2006))
    for after in ((2007, 2011), (2012, 2021), (2007, 2021))
]
effect = column("governance", "SOM", "year", "government_effectiveness")
effect_se = column("governance", "SOM", "year", "government_effectiveness_se")
programmes = [
    (row["programme"], float(row["constant"]))
    for row in rows("us_aid_programmes")
    if row["iso3"] == "SOM" and int(row["fiscal_year"]) >= 2007
]
military_aid = sum(dollars for _, dollars in programmes)
peacekeeping = sum(dollars for programme, dollars in programmes if programme == "PKO")
kenya = column("battle_deaths", "KEN", "year", "best")
kenya_high = column("battle_deaths", "KEN", "year", "high")


# as the page says in words
assert best[2022] > max(best[year] for year in range(1992, 2022))
assert set(range(1996, 2024)) - set(effect) == {1997, 1999, 2001}
assert neighbours < contingents / 2

GLUED = {
    **{f"deaths_{year}": f"{best[year]:,.0f}" for year in (2005, 2007, 2022)},
    **{f"control_{year}": f"{control[year]:.1f}" for year in (2007, 2011, 2021)},
    "ledger_least": f"{min(ledger):.1f}",
    "ledger_most": f"{max(ledger):.0f}",
    "soldiers": f"{contingents:,}",
    "neighbours_share": f"{100 * neighbours / contingents:.0f}",
    "effectiveness_gain": f"{effect[2023] - effect[2006]:.2f}",
    "effectiveness_doubt": f"{1.96 * sqrt(effect_se[2006] ** 2 + effect_se[2023] ** 2):.2f}",
    "peacekeeping_money": f"{peacekeeping / 1000:.1f}",
    "peacekeeping_share": f"{100 * peacekeeping / military_aid:.0f}",
}

in_mission = [best[year] for year in range(2007, 2022)]

TYPED = {
    "fig-somalia-deaths": {
        *(f"{best[year]:,.0f}" for year in (1991, 2007, 2022)),
        f"{min(in_mission) // 100 * 100:,.0f}",  # rounded down to a hundred
        f"{-(-max(in_mission) // 100) * 100:,.0f}",  # rounded up to a hundred
        f"{low[1992]:,.0f}",
        f"{high[1992]:,.0f}",
    },
    "fig-somalia-kenya-deaths": {
        *(f"{kenya[year]:.0f}" for year in (2012, 2020, 2022)),
        f"{kenya_high[2021]:.0f}",
    },
    "fig-somalia-contributors": {f"{number:,}" for number in soldiers.values()},
    "fig-somalia-contributors-per-head": {
        f"{1e6 * number / column('population_income', code, 'year', 'population')[2019]:.0f}"
        for code, number in soldiers.items()
    },
    "fig-somalia-institutions": {
        *(f"{control[year]:.0f}" for year in (1990, 1992)),
        f"{control[2021]:.1f}",
        f"{sum(control[year] for year in range(2005, 2012)) / 7:.0f}",
        minus(max(effect.values()), 1),
        minus(min(effect.values()), 1),
        minus(effect[2006]),
        minus(effect[2023]),
    },
    "prose": {"1.96"},  # standard errors on either side, by convention
    "questions": {
        # ceiling-and-count, the-label
        f"{personnel('2020-02-28', 'authorised_ceiling'):,}",
        f"{contingents:,}",
        # quiet-years
        mean(1997, 2005),
        mean(2007, 2021),
        # two-standards
        f"{control[2007]:.1f}",
        f"{control[2021]:.1f}",
        f"{100 - control[2021]:.1f}",
        f"{best[2007]:,.0f}",
        f"{best[2021]:,.0f}",
        f"{score[2007]:.2f}",
        f"{score[2021]:.2f}",
    },
}
