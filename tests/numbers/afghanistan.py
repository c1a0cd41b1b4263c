"""Every number that book/afghanistan.md shows, computed anew from the tables.

Written with the csv module, not with the page's pandas code. GLUED holds what
the page glues, key by key, as shown; TYPED what stands typed in alternative
texts and questions about this page.
"""

import csv

from numbers_from import DATA, between, column, correlation, minus

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

def average(series, first, last):
    values = between(series, first, last)
    return sum(values) / len(values)


def personnel(year):
    """Return US personnel of one report day; a blank Guard and Reserve adds nothing."""
    return active[year] + reserve.get(year, 0)


def per_own_dollar(code):
    """Return US military aid for each dollar of `code`'s own outlay, {year: ratio} and overall."""
    aid, share, size = (
        column(*names)
        for names in (
            ("us_aid", code, "fiscal_year", "military_nominal"),
            ("military_expenditure", code, "year", "pct_gdp"),
            ("population_income", code, "year", "gdp_current"),
        )
    )
    own = {year: share[year] / 100 * size[year] for year in range(2014, 2021)}
    yearly = [aid[year] / own[year] for year in own]
    return yearly, sum(aid[year] for year in own) / sum(own.values())


def fall(first, last):
    """Return by how many per cent a year child mortality fell."""
    return f"{100 * (1 - (child[last] / child[first]) ** (1 / (last - first))):.1f}"


child = column("health", "AFG", "year", "under5_mortality")
effect = column("governance", "AFG", "year", "government_effectiveness")
effect_se = column("governance", "AFG", "year", "government_effectiveness_se")
military_real = sum(between(column("us_aid", "AFG", "fiscal_year", "military_constant"), 2002, 2020))
economic_real = sum(between(column("us_aid", "AFG", "fiscal_year", "economic_constant"), 2002, 2020))
ratios, _ = per_own_dollar("AFG")
income_factors = [
    series[last] / series[base]
    for series in (income, income_ppp)
    for base in (2001, 2002)
    for last in (2013, 2018)
]
iraq = column("battle_deaths", "IRQ", "year", "best")
aid_share = {year: 100 * military_aid[year] / gdp[year] for year in range(2002, 2021)}

GLUED = {
    **{f"deaths_{year}": f"{best[year]:,.0f}" for year in (2002, 2013, 2014, 2020)},
    "deaths_mean_before": mean(best, 2002, 2014),
    "deaths_mean_after": mean(best, 2015, 2021),
    "deaths_factor_best": f"{average(best, 2015, 2021) / average(best, 2002, 2014):.1f}",
    "deaths_factor_least": f"{average(low, 2015, 2021) / average(high, 2002, 2014):.1f}",
    "troops_2011": f"{personnel(2011):,.0f}",
    "troops_2015": f"{personnel(2015):,.0f}",
    "correlation_levels": correlation([(best[year], control[year]) for year in range(2002, 2021)]),
    "correlation_changes": correlation(changes(2020)),
    "correlation_without_2020": correlation(changes(2019)),
    **{f"control_{year}": f"{control[year]:.0f}" for year in (2002, 2020, 2021)},
    "per_own_dollar_least": f"{min(ratios):.0f}",
    "per_own_dollar_most": f"{max(ratios):.0f}",
    "aid_military": f"{military_real / 1000:.0f}",
    "aid_military_share": f"{100 * military_real / (military_real + economic_real):.0f}",
    "child_deaths_2002": f"{child[2002]:.0f}",
    "child_deaths_2020": f"{child[2020]:.0f}",
    "child_deaths_fall_1988": fall(1988, 2001),
    "child_deaths_fall_2002": fall(2002, 2020),
    "income_factor_least": f"{min(income_factors):.1f}",
    "income_factor_most": f"{max(income_factors):.1f}",
    "effectiveness_2002": minus(effect[2002]),
    "effectiveness_2014": minus(effect[2014]),
    "effectiveness_half_2002": f"{1.96 * effect_se[2002]:.2f}",
    "effectiveness_half_2014": f"{1.96 * effect_se[2014]:.2f}",
}

# as the page says in words
assert all(child[year] < child[year - 1] for year in range(2003, 2021))
assert max(high[year] - low[year] for year in high) == high[1989] - low[1989]

TYPED = {
    "fig-afghanistan-deaths": {
        f"{-(-max(between(best, 1989, 2001)) // 1000) * 1000:,.0f}",  # rounded up to a thousand
        *(f"{best[year]:,.0f}" for year in (2004, 2014, 2019, 2021, 2022)),
        f"{low[1989]:,.0f}",
        f"{high[1989]:,.0f}",
        f"{personnel(2011) / 1000:.0f}",
        f"{personnel(2015) / 1000:.0f}",
    },
    "fig-afghanistan-iraq-deaths": {
        f"{iraq[2003]:,.0f}",
        f"{min(iraq[year] for year in range(2003, 2018)):.0f}",
        f"{iraq[2014]:,.0f}",
        f"{round(average(iraq, 2015, 2017), -3):,.0f}",
        f"{-(-max(between(iraq, 2018, 2022)) // 100) * 100:,.0f}",  # rounded up to a hundred
    },
    "fig-afghanistan-control": {
        f"{control[2002]:.0f}",
        f"{control[2020]:.0f}",
        f"{best[2020] / 1000:.0f}",
        f"{(best[2019] - best[2020]) / 1000:.0f}",
        f"{control[2019] - control[2020]:.0f}",
    },
    "fig-afghanistan-money": {
        *(f"{aid_share[year]:.0f}" for year in (2008, 2011, 2020)),
        f"{min(expenditure.values()):.1f}",
        f"{max(expenditure.values()):.1f}",
    },
    "fig-afghanistan-dependence": {
        f"{per_own_dollar(code)[1]:.1f}" for code in ("AFG", "SOM", "IRQ")
    },
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
