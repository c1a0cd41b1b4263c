"""Every number that book/civil-military.md and its questions show, computed anew.

Written with the csv module, not with the page's pandas code.
"""

from numbers_from import column, fisher, rows

index = column("military_executive", "AFG", "year", "military_executive_index")
coups = rows("coups")
for row in coups:
    if row["iso3"] == "TUN" and (row["year"], row["month"], row["day"]) == ("2019", "1", "14"):
        row["year"] = "2011"  # Ben Ali's fall, misdated in the list
events = [(int(row["year"]), row["outcome"]) for row in coups]
by_soldiers = [
    (int(row["year"]), row["outcome"]) for row in coups if row["military"] == "1"
]
TRIED = ("realized", "attempted")


def number(decade, *outcomes, among=events):
    return sum(year // 10 * 10 == decade and what in outcomes for year, what in among)


def count(decade, *outcomes, among=events):
    return str(number(decade, *outcomes, among=among))


def per_cent(part, whole):
    return f"{100 * part / whole:.0f}"


assert len({index[year] for year in range(2005, 2013)}) == 1  # "in every year from 2005 to 2012"

everything = (*TRIED, "conspiracy")
ledger = [
    (number(1960, *outcomes, among=among), number(2010, *outcomes, among=among))
    for outcomes, among in (
        (("realized",), events),
        (("realized",), by_soldiers),
        (TRIED, events),
        (everything, events),
    )
]
falls = [100 * (1 - last / first) for first, last in ledger]
korea = [row for row in coups if row["iso3"] == "KOR"]
assert [row["outcome"] for row in korea if row["year"] == "1979"] == ["realized"]
turkey = [row for row in coups if row["iso3"] == "TUR" and row["outcome"] == "realized"]
assert all(int(row["year"]) > 1952 for row in turkey)

states = {row["iso3"] for row in rows("democracy") if row["year"] == "2004"}
imet = {
    row["iso3"] for row in rows("us_training")
    if row["programme"] == "IMET" and 2000 <= int(row["fiscal_year"]) <= 2004
}
later = {
    row["iso3"] for row in coups
    if row["outcome"] == "realized" and 2005 <= int(row["year"]) <= 2014
}
trained, untrained = states & imet, states - imet
hit, missed = trained & later, untrained & later
armed = later & {
    row["iso3"] for row in coups
    if row["outcome"] == "realized" and row["military"] == "1" and 2005 <= int(row["year"]) <= 2014
}
assert later - states == {"KGZ", "MDV"} and {"KGZ", "MDV"} <= imet
assert {"CUB", "PRK", "USA"} <= untrained

hold = {
    row["iso3"]: float(row["military_executive_index"])
    for row in rows("military_executive") if row["year"] == "2021"
}
score = {
    row["iso3"]: float(row["electoral"]) for row in rows("democracy") if row["year"] == "2021"
}
scored = hold.keys() & score.keys()
low_hold = {code for code in scored if hold[code] < 0.2}
high_hold = {code for code in scored if hold[code] >= 0.5}
free = {code for code in scored if score[code] >= 0.5}
assert score["SAU"] == min(score[code] for code in low_hold)
assert all(score[code] < 0.5 for code in high_hold)


def rule(year):
    """Share of countries whose military hold is at least one half in a year, in per cent."""
    values = [
        float(row["military_executive_index"]) for row in rows("military_executive")
        if row["year"] == str(year) and row["military_executive_index"]
    ]
    return per_cent(sum(value >= 0.5 for value in values), len(values))


GLUED = {
    "trained_armed": str(len(trained & armed)),
    "untrained_armed": str(len(untrained & armed)),
    "realized_1960": count(1960, "realized"),
    "realized_2010": count(2010, "realized"),
    "fewest_1960": str(min(first for first, _ in ledger)),
    "most_1960": str(max(first for first, _ in ledger)),
    "fall_lowest": f"{min(falls):.0f}",
    "fall_highest": f"{max(falls):.0f}",
    "turkey_realized": str(len(turkey)),
    "states": str(len(states)),
    "trained": str(len(trained)),
    "trained_coup": str(len(hit)),
    "untrained": str(len(untrained)),
    "untrained_coup": str(len(missed)),
    "rate_trained": per_cent(len(hit), len(trained)),
    "rate_untrained": per_cent(len(missed), len(untrained)),
    "coup_share_trained": per_cent(len(hit), len(hit | missed)),
    "peaceful_share_trained": per_cent(len(trained - hit), len(states - later)),
    "p_value": f"{fisher(len(hit), len(trained), len(missed), len(untrained)):.2f}",
    "coup_countries": str(len(later)),
    "coup_countries_trained": str(len(later & imet)),
    "scored": str(len(scored)),
    "low_hold": str(len(low_hold)),
    "low_hold_undemocratic": str(len(low_hold - free)),
    "high_hold": str(len(high_hold)),
    "china_hold": f"{hold['CHN']:.2f}",
    "china_score": f"{score['CHN']:.2f}",
}

DECADES = range(1950, 2020, 10)
TYPED = {
    "fig-civil-military-coups": {count(d, what) for d in DECADES for what in TRIED},
    "fig-civil-military-soldiers": {
        count(d, what, among=by_soldiers) for d in DECADES for what in TRIED
    },
    "fig-civil-military-base-rates": {
        str(len(group)) for group in (trained, hit, untrained, missed)
    },
    "fig-civil-military-control": {
        str(len(scored)), str(len(high_hold)), "0.5", "0.2",  # the two thresholds
        *(f"{score[code]:.2f}" for code in ("CHN", "KOR")),
    },
    "fig-civil-military-rule": {
        f"{round(float(rule(1975)), -1):.0f}", rule(1990), rule(2021),
    },
    "prose": {
        "0.32",  # computed below
        "0.2", "0.5",  # thresholds
        str(len(states)), str(len(scored)),
    },
    "questions": {
        # fewer-coups
        count(1960, "realized"),
        count(2010, "realized"),
        count(1960, *TRIED),
        count(2010, *TRIED),
        # a-low-index
        f"{index[2005]:.2f}",
        f"{index[2021]:.2f}",
    },
}
assert f"{fisher(13, 19, 67, 123):.2f}" == "0.32"
assert rule(2016) == "1"  # "to 1 per cent", a number that the rule passes over
