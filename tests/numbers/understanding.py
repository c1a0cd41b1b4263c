"""Every number of the page on understanding military diplomacy, and of its questions, computed anew.

Written with the csv module, not with the page's pandas code.
"""

from math import comb

from numbers_from import rows

KINDS = ("all", "warfighting", "humanitarian", "peacekeeping")
region = {row["iso3"]: row["un_region"] for row in rows("countries") if row["kind"] == "country"}
STATES = set(region) - {"USA", "SSD"}
AFRICA = {code for code in STATES if region[code] == "Africa"}
# the UN's 192 members of 2010 without the United States, and four others
assert len(STATES) == 192 - 1 + len({"VAT", "PSE", "TWN", "XKX"})

troops = rows("us_troops")
pairs = rows("exercise_pairs")
kinds = rows("exercise_kinds")


def hosts(least, year, reserve=False):
    """Return the hosts with at least so many US soldiers on the report day."""
    return {
        row["iso3"]
        for row in troops
        if row["year"] == str(year)
        and row["active_duty"]
        and float(row["active_duty"]) + (float(row["guard_reserve"] or 0) if reserve else 0) >= least
    }


def partners(code, year):
    """Return {partner: exercises} of a country in one year."""
    return {
        row["iso3_a"] if row["iso3_b"] == code else row["iso3_b"]: int(row["exercises"])
        for row in pairs
        if code in (row["iso3_a"], row["iso3_b"]) and row["year"] == str(year)
    }


def exercises(kind, first, last, column="exercises"):
    """Return how many exercises of a kind the list holds for these years."""
    return sum(
        int(row[column]) for row in kinds if row["kind"] == kind and first <= int(row["year"]) <= last
    )


def share(kind, first, last):
    return f"{100 * exercises(kind, first, last) / exercises('all', first, last):.0f}"


def us_share(kind, first, last):
    return f"{100 * exercises(kind, first, last, 'with_us') / exercises(kind, first, last):.0f}"


have = {least: hosts(least, 2010) & STATES for least in (1, 100, 1000)}
have["training"] = STATES & {
    row["iso3"] for row in rows("us_training") if row["fiscal_year"] == "2010" and int(row["trainees"]) > 0
}
have["aid"] = STATES & {
    row["iso3"]
    for row in rows("us_aid")
    if row["fiscal_year"] == "2010" and float(row["military_nominal"] or 0) > 0
}
have["exercise"] = STATES & set(partners("USA", 2010))
FOUR = (1, "training", "aid", "exercise")
any_tie = set().union(*(have[tie] for tie in FOUR))
all_ties = set.intersection(*(have[tie] for tie in FOUR))
pact = next(row["defence"] for row in rows("us_defence_partners") if row["year"] == "2010")
coups = STATES & {
    row["iso3"]
    for row in rows("coups")
    if row["outcome"] in ("attempted", "realized") and 2011 <= int(row["year"]) <= 2020
}
calm = STATES - coups
# the chance that so many or more of the states drawn by lot are among those with all four ties
luck = sum(
    comb(len(all_ties), k) * comb(len(STATES - all_ties), len(coups) - k)
    for k in range(len(coups & all_ties), len(coups) + 1)
) / comb(len(STATES), len(coups))
ledger = [
    len(hosts(least, year, reserve))
    for least in (1, 100, 1000)
    for year in (2000, 2010, 2024)
    for reserve in (False, True)
]
# the opening names two of the cases
assert {"CHE", "SOM"} <= any_tie
# two NATO members among those with nothing
assert {"ISL", "LUX"} <= STATES - any_tie
# "four exercises in five", in words
assert round(5 * exercises("warfighting", 2000, 2010) / exercises("all", 2000, 2010)) == 4
# "no row before 1992"
assert not any(partners("IND", year) for year in range(1980, 1992))
china = {year: partners("CHN", year) for year in range(1980, 2011)}


def with_china(code):
    return str(sum(china[year].get(code, 0) for year in range(2002, 2011)))


GLUED = {
    "states_all": str(len(STATES)),
    "states_1": str(len(have[1])),
    "states_100": str(len(have[100])),
    "states_few": str(len(have[1] - hosts(10, 2010))),
    "states_1000": str(len(have[1000])),
    "states_training": str(len(have["training"])),
    "states_aid": str(len(have["aid"])),
    "states_exercise": str(len(have["exercise"])),
    "states_none": str(len(STATES - any_tie)),
    "coup_states": str(len(coups)),
    "calm_states": str(len(calm)),
    "coup_any": str(len(coups & any_tie)),
    "calm_any": str(len(calm & any_tie)),
    "coup_four": str(len(coups & all_ties)),
    "calm_four": str(len(calm & all_ties)),
    "luck": f"{100 * luck:.0f}",
    "hosts_lowest": str(min(ledger)),
    "hosts_highest": str(max(ledger)),
    "hosts_1000_2000": str(len(hosts(1000, 2000))),
    "hosts_1000_2024": str(len(hosts(1000, 2024))),
    "warfighting_1980s": share("warfighting", 1980, 1989),
    "humanitarian_1980s": share("humanitarian", 1980, 1989),
    "warfighting_2000s": share("warfighting", 2000, 2010),
    "humanitarian_2000s": share("humanitarian", 2000, 2010),
    "us_share_1980s": us_share("all", 1980, 1989),
    "us_share_2000s": us_share("all", 2000, 2010),
    "china_partners_2008": str(len(china[2008])),
    "china_partners_2010": str(len(china[2010])),
    "china_us": with_china("USA"),
    "china_russia": with_china("RUS"),
    "china_india": with_china("IND"),
    "china_pakistan": with_china("PAK"),
}
assert GLUED["china_us"] == GLUED["china_russia"]  # "as many", in words

YEARS = range(1980, 2011)


def highest(kind):
    return max(float(share(kind, year, year)) for year in YEARS)


assert share("humanitarian", 2007, 2007) == f"{highest('humanitarian'):.0f}"
assert share("peacekeeping", 1997, 1997) == f"{highest('peacekeeping'):.0f}"
assert not any(exercises("peacekeeping", year, year) for year in range(1980, 1993))
most = {kind: max(exercises(kind, year, year) for year in YEARS) for kind in KINDS}
assert all(exercises("humanitarian", year, year) == most["humanitarian"] for year in (2002, 2007))
assert exercises("peacekeeping", 1998, 1998) == most["peacekeeping"]
assert (exercises("humanitarian", 1980, 1980), exercises("peacekeeping", 1980, 1980)) == (0, 0)

eighties = {kind: exercises(kind, 1980, 1989) for kind in KINDS[:3]}
noughties = {kind: exercises(kind, 2000, 2010) for kind in KINDS[:3]}
all_states, all_africa = str(len(STATES)), str(len(AFRICA))

TYPED = {
    "fig-understanding-toolbox": {
        all_states,
        pact,
        *(str(len(hit)) for hit in have.values()),
        "100",  # the thresholds
        "1,000",
    },
    "fig-understanding-africa": {
        all_africa,
        *(str(len(hit & AFRICA)) for hit in have.values() if hit & AFRICA),
        "100",
        "1,000",
    },
    "fig-understanding-kinds": {
        share("warfighting", 1980, 1980),
        share("warfighting", 2010, 2010),
        f"{highest('humanitarian'):.0f}",
        share("humanitarian", 2010, 2010),
        f"{highest('peacekeeping'):.0f}",
        share("peacekeeping", 2010, 2010),
    },
    "fig-understanding-kinds-counts": {
        str(exercises("warfighting", 1980, 1980)),
        str(most["warfighting"]),
        str(exercises("warfighting", 2010, 2010)),
        str(most["humanitarian"]),
        str(most["peacekeeping"]),
    },
    "prose": {"102"},  # the limit of an axis, in a hint
    "questions": {
        *(f"{number:,}" for span in (eighties, noughties) for number in span.values()),
        # same-exercise
        *(str(sum(partners("CHN", y).get(code, 0) for y in YEARS)) for code in ("USA", "RUS")),
    },
}
assert len(china[1986]) == len(china[2002]) == 1
