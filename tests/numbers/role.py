"""Every number that the questions on the role in nation-building show, computed anew.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""

from math import log10, sqrt

from numbers_from import column


def score(iso3, measure, year):
    return column("governance", iso3, "year", measure)[year]


def shown(value):
    """Two decimals, with a true minus sign."""
    return f"{value:.2f}".replace("-", "−")


def steps(iso3, measure, first, last):
    """Return the change between two years in units of its own standard error."""
    change = score(iso3, measure, last) - score(iso3, measure, first)
    errors = (score(iso3, f"{measure}_se", year) for year in (first, last))
    return change / sqrt(sum(error**2 for error in errors))


STABLE, EFFECTIVE = "political_stability", "government_effectiveness"

# as beyond-the-error says in words
gap = abs(score("LBR", STABLE, 2002) - score("AFG", STABLE, 2002))
assert gap < min(score(iso3, f"{STABLE}_se", 2002) for iso3 in ("LBR", "AFG"))

# as peace-without-offices says in words: no deaths in 2004–22, a third of its error
deaths = column("battle_deaths", "LBR", "year", "best")
assert all(deaths[year] == 0 for year in range(2004, 2023))
assert 0.28 < steps("LBR", EFFECTIVE, 2002, 2022) < 0.38

# as tenfold says beside its citation, and in words
belgium, germany = (column("us_troops", code, "year", "active_duty")[1970] for code in ("BEL", "DEU"))
assert (f"{belgium:,.0f}", f"{germany:,.0f}") == ("1,923", "202,935")
assert round(log10(germany / belgium), 1) == 2
assert round(germany / belgium / 10 / 3, 1) == 3.5

assert steps("LBR", STABLE, 2002, 2023) > 4  # "more than four times", in words

TYPED = {
    "questions": {
        # beyond-the-error
        *(
            shown(score(iso3, measure, year))
            for iso3 in ("LBR", "AFG")
            for measure in (STABLE, f"{STABLE}_se")
            for year in (2002, 2023)
        ),
        f"{-steps('AFG', STABLE, 2002, 2023):.1f}",
        # peace-without-offices
        shown(score("LBR", STABLE, 2002)),
        shown(score("LBR", STABLE, 2022)),
        *(
            shown(score("LBR", measure, year))
            for measure in (EFFECTIVE, f"{EFFECTIVE}_se")
            for year in (2002, 2022)
        ),
        # tenfold
        f"{germany / belgium / 3:.0f}",
    },
}
