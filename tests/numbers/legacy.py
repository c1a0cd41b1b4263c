"""Every number that book/legacy.md and its questions show, computed anew from the tables.

Written with the csv module, not with the page's pandas code. GLUED holds what
the page glues, key by key, as shown; TYPED what stands typed in alternative
texts, captions, hints and questions.
"""

from collections import Counter
from math import comb, sqrt
from statistics import median

from numbers_from import column, fisher, minus, rows

places = Counter()
for row in rows("us_training"):
    if 2010 <= int(row["fiscal_year"]) <= 2019:
        places[row["iso3"]] += int(row["trainees"])
        places[row["iso3"], row["programme"]] += int(row["trainees"])

older, recent = rows("coups"), rows("coups_2020_2023")
tried = {(row["iso3"], row["outcome"]) for row in older if 2010 <= int(row["year"]) <= 2019}
tried |= {(row["iso3"], row["outcome"]) for row in recent}
assert all((code, "realized") in tried for code in ("NER", "BFA", "MLI"))
assert not any(code in ("RWA", "GHA", "SEN") for code, _ in tried)

firm = [row["outcome"] == "realized" for row in recent if row["coding"] == "firm"]
every = [row["outcome"] == "realized" for row in recent]
sixties = [
    row["outcome"] == "realized"
    for row in older
    if row["year"].startswith("196") and row["outcome"] != "conspiracy"
]


def share(events):
    return 100 * sum(events) / len(events)


def against_sixties(events):
    return f"{fisher(sum(events), len(events), sum(sixties), len(sixties)):.2f}"


# sub-Saharan states, ranked and split by the places that each programme gave them
states = [
    row["iso3"] for row in rows("countries")
    if row["un_subregion"] == "Sub-Saharan Africa" and row["kind"] == "country"
]


def given(programme):
    keys = [code if programme == "ALL" else (code, programme) for code in states]
    return {code: places[key] for code, key in zip(states, keys)}


def upper_half(programme):
    dose = given(programme)
    return {code for code in states if dose[code] > median(dose.values())}


def rank(code, programme):
    """Place in the order; of two with the same number the first in the alphabet leads."""
    dose = given(programme)
    ahead = [c for c in states if dose[c] > dose[code] or (dose[c] == dose[code] and c < code)]
    return len(ahead) + 1


agreed = {r["iso3"] for r in recent if (r["coding"], r["outcome"]) == ("firm", "realized")}
coup = agreed & set(states)
rules = [
    coup,
    coup | {"TCD"},
    {r["iso3"] for r in recent if r["coding"] == "firm"} & set(states),
    {r["iso3"] for r in recent} & set(states),
]
gaps = []
for had in rules:
    for programme in ("ALL", "PKO_GPOI", "IMET", "TRAIN_AND_EQUIP"):
        upper = upper_half(programme)
        lower = set(states) - upper
        gaps.append(100 * (len(had & upper) / len(upper) - len(had & lower) / len(lower)))

killed = Counter()
for row in rows("battle_deaths"):
    if 2010 <= int(row["year"]) <= 2019:
        killed[row["iso3"]] += int(row["best"])
equipped = {code for code, dose in given("TRAIN_AND_EQUIP").items() if dose}
fought = {code for code in states if killed[code] >= 25}
outside = set(states) - equipped

score = {row["iso3"]: column("democracy", row["iso3"], "year", "electoral") for row in recent}
for code in ("SEN", "GHA", "UGA", "RWA", "BDI", "NGA"):
    score[code] = column("democracy", code, "year", "electoral")
mali = score["MLI"]
best = {year: n / 1000 for year, n in column("battle_deaths", "IRQ", "year", "best").items()}
aid = column("us_aid", "IRQ", "fiscal_year", "military_constant")
able = column("governance", "IRQ", "year", "government_effectiveness")
able_se = column("governance", "IRQ", "year", "government_effectiveness_se")
stable = column("governance", "IRQ", "year", "political_stability")


def change(start, end):
    return able[end] - able[start]


def ratio(start, end):
    return change(start, end) / sqrt(able_se[start] ** 2 + able_se[end] ** 2)


GLUED = {
    "states": f"{len(states)}",
    "coup_states": f"{len(coup)}",
    "quiet_states": f"{len(set(states) - coup)}",
    "quiet_trained": f"{sum(1 for code in states if code not in coup and places[code])}",
    "upper_all": f"{len(coup & upper_half('ALL'))}",
    "lower_all": f"{len(coup - upper_half('ALL'))}",
    "upper_imet": f"{len(coup & upper_half('IMET'))}",
    "lower_imet": f"{len(coup - upper_half('IMET'))}",
    "by_chance": f"{fisher(4, 24, 1, 24):.2f}",
    "share_peacekeeping":
        f"{100 * sum(given('PKO_GPOI').values()) / sum(given('ALL').values()):.0f}",
    "states_all_listed": f"{len(rules[-1])}",
    "ledger_size": f"{len(gaps)}",
    "gap_highest": minus(max(gaps), 0),
    "gap_lowest": minus(min(gaps), 0),
    "places_sudan": f"{places['SDN']}",
    "equipped_states": f"{len(equipped)}",
    "unequipped_states": f"{len(outside)}",
    "equipped_at_war": f"{len(equipped & fought)}",
    "unequipped_at_war": f"{len(outside & fought)}",
    "all_equipped_by_chance": f"{100 * comb(len(equipped), 5) / comb(len(states), 5):.1f}",
    "places_GHA": f"{places['GHA']:,}",
    "places_MLI": f"{places['MLI']:,}",
    "places_BFA": f"{places['BFA']:,}",
    "democracy_BFA_2021": f"{score['BFA'][2021]:.2f}",
    "democracy_BFA_2022": f"{score['BFA'][2022]:.2f}",
    "democracy_SEN_2020": f"{score['SEN'][2020]:.2f}",
    "democracy_SEN_2024": f"{score['SEN'][2024]:.2f}",
    "democracy_MLI_2014": f"{mali[2014]:.2f}",
    "democracy_MLI_2024": f"{mali[2024]:.2f}",
    "ghana_lowest": f"{min(n for year, n in score['GHA'].items() if year >= 2001):.2f}",
    "iraq_aid_before": f"{sum(n for year, n in aid.items() if 2003 <= year <= 2013) / 1000:.1f}",
    "iraq_aid_after": f"{sum(n for year, n in aid.items() if 2014 <= year <= 2020) / 1000:.1f}",
    "iraq_deaths_2014": f"{best[2014]:.1f}",
    "iraq_change_2013": minus(change(2002, 2013), 2),
    "iraq_change_2023": minus(change(2013, 2023), 2),
    "iraq_ratio_2013": minus(ratio(2002, 2013), 1),
    "iraq_ratio_2023": minus(ratio(2013, 2023), 1),
}

assert coup <= equipped
assert all(max(score[code][year] for year in range(2016, 2025)) < 0.4
           for code in ("UGA", "RWA", "BDI"))

TYPED = {
    "fig-legacy-ranks": {
        f"{len(states)}",
        *(str(rank(code, kind)) for code in coup for kind in ("ALL", "IMET")),
    },
    "fig-legacy-ranks-equip": {
        f"{len(equipped)}",
        *(str(rank(code, "TRAIN_AND_EQUIP")) for code in coup),
    },
    "fig-legacy-democracy": {
        *(f"{mali[year]:.2f}" for year in (2011, 2012, 2024)),
        *(f"{score['BFA'][year]:.2f}" for year in (2021, 2022)),
        *(f"{score['NER'][year]:.2f}" for year in (2022, 2024)),
        f"{max(n for year, n in score['GIN'].items() if year >= 2000):.2f}",
        *(f"{score['SEN'][year]:.2f}" for year in (2020, 2024)),
        *(f"{score['GHA'][year]:.2f}" for year in (2012, 2024)),
    },
    "fig-legacy-most-trained": {
        *(f"{score[code][2024]:.2f}" for code in ("UGA", "RWA", "BDI", "NGA")),
        "0.4",  # a bound, held above
    },
    "fig-legacy-iraq-state": {minus(able[year], 2) for year in (2002, 2013, 2023)},
    "fig-legacy-iraq-stability": {minus(stable[year], 2) for year in (2002, 2004, 2011, 2023)},
    "prose": {
        f"{len(states)}",
        "68",  # the share that a V-Dem band holds, as the codebook has it
        "25",  # deaths from which the page speaks of war
        "1.96",  # standard errors of a 95 per cent interval
        "100",  # the end of the scale for guesses
    },
    "questions": {
        # places-and-coups
        *(f"{places[code]:,}" for code in ("NER", "BFA", "MLI", "RWA", "GHA", "SEN")),
        f"{places['NER', 'PKO_GPOI']:,}",
        f"{places['NER', 'IMET']}",
        # which-rule
        f"{len(firm)}",
        f"{sum(firm)}",
        f"{len(every)}",
        f"{sum(every)}",
        f"{len(sixties)}",
        f"{sum(sixties)}",
        f"{share(firm):.0f}",
        f"{share(every):.0f}",
        f"{share(sixties):.0f}",
        f"{(share(firm) + share(every)) / 2:.0f}",
        against_sixties(firm),
        against_sixties(every),
        # when-to-judge
        *(f"{mali[year]:.2f}" for year in (2011, 2012, 2014, 2021)),
    },
}
