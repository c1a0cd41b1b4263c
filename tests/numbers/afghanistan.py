"""Every number that the questions on Afghanistan show, computed anew from the tables.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""

import csv

from numbers_from import DATA, column, correlation

low = column("battle_deaths", "AFG", "year", "low")
best = column("battle_deaths", "AFG", "year", "best")
high = column("battle_deaths", "AFG", "year", "high")
control = column("military_executive", "AFG", "year", "state_territory_control_pct")
active = column("us_troops", "AFG", "year", "active_duty")
reserve = column("us_troops", "AFG", "year", "guard_reserve")
military_aid = column("us_aid", "AFG", "fiscal_year", "military_nominal")
expenditure = column("military_expenditure", "AFG", "year", "pct_gdp")
gdp = column("population_income", "AFG", "year", "gdp_current")
income_ppp = column("population_income", "AFG", "year", "gdp_per_capita_ppp")
income = column("income", "AFG", "year", "gdp_per_capita")
score = column("democracy", "AFG", "year", "electoral")


def programme(name):
    """Return {fiscal year: million dollars of the day} of one programme for Afghanistan."""
    with (DATA / "us_aid_programmes.csv").open(encoding="utf-8", newline="") as file:
        return {
            int(row["fiscal_year"]): float(row["nominal"])
            for row in csv.DictReader(file)
            if row["iso3"] == "AFG" and row["programme"] == name and row["nominal"]
        }


def between(series, first, last):
    return [value for year, value in series.items() if first <= year <= last]


def mean(series, first, last):
    values = between(series, first, last)
    return f"{sum(values) / len(values):,.0f}"


def changes(last):
    return [
        (best[year] - best[year - 1], control[year] - control[year - 1])
        for year in range(2003, last + 1)
    ]


aid = sum(between(military_aid, 2002, 2020))
fund = programme("ASFF")
forces_fund = sum(between(fund, 2002, 2020))
courses = sum(between(programme("IMET"), 2002, 2020))
own_outlay = expenditure[2014] / 100 * gdp[2014]

TYPED = {
    "questions": {
        # after-the-mission
        mean(best, 2002, 2014),
        mean(best, 2015, 2021),
        mean(high, 2002, 2014),
        mean(low, 2015, 2021),
        f"{best[2013]:,.0f}",
        f"{best[2014]:,.0f}",
        f"{best[2019]:,.0f}",
        f"{best[2020]:,.0f}",
        # two-trends
        correlation([(best[year], control[year]) for year in range(2002, 2021)]),
        correlation(changes(2020)),
        correlation(changes(2019)),
        # what-the-money-bought
        f"{aid:,.0f}",
        f"{forces_fund:,.0f}",
        f"{courses:.1f}",
        f"{aid - forces_fund:,.0f}",
        f"{100 * courses / aid:.2f}",
        f"{aid / (aid - forces_fund):.0f}",
        f"{1 / round(100 * courses / aid, 2):.0f}",
        f"{round(aid / courses, -3):,.0f}",
        f"{round((aid - forces_fund) / courses, -1):.0f}",
        # blank-column
        f"{active[2007]:,.0f}",
        f"{active[2008]:,.0f}",
        f"{reserve[2008]:,.0f}",
        f"{active[2008] + reserve[2008]:,.0f}",
        f"{100 * (1 - active[2008] / active[2007]):.0f}",
        # whose-budget
        f"{expenditure[2014]:.3f}",
        f"{gdp[2014]:,.0f}",
        f"{fund[2014]:,.0f}",
        f"{own_outlay:.0f}",
        f"{100 * fund[2014] / gdp[2014]:.0f}",
        # better-and-worse
        f"{income[2002]:.0f}",
        f"{income[2013]:,.0f}",
        f"{100 * (income_ppp[2013] / income_ppp[2002] - 1):.0f}",
        f"{score[2002]:.2f}",
        f"{score[2013]:.2f}",
        f"{best[2002]:.0f}",
    },
}
