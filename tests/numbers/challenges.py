"""Every number that the questions on challenges show, computed anew from the tables.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""

from numbers_from import column

deaths = column("battle_deaths", "MLI", "year", "best")
expenditure = column("military_expenditure", "MLI", "year", "pct_gdp")


def aid_per_head(code, first, last, census):
    """Military aid of the fiscal years in dollars of 2020, per inhabitant of `census`."""
    aid = column("us_aid", code, "fiscal_year", "military_constant")
    people = column("population_income", code, "year", "population")[census]
    return 1e6 * sum(sum_ for year, sum_ in aid.items() if first <= year <= last) / people


TYPED = {
    "questions": {
        # money-per-head
        f"{aid_per_head('AFG', 2002, 2020, 2010):,.0f}",
        f"{aid_per_head('KOR', 1946, 1980, 1960):,.0f}",
        # spending-and-war
        f"{expenditure[2014]:.1f}",
        f"{expenditure[2022]:.1f}",
        f"{deaths[2014]:.0f}",
        f"{deaths[2022]:,.0f}",
    },
}
