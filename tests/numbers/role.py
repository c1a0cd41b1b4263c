"""Every number of the page on the role in nation-building, and of its questions, computed anew.

Written with the csv module, not with the page's pandas code.
"""

from math import atanh, log10, sqrt, tanh

from numbers_from import column, correlation, minus, rows


def score(iso3, measure, year):
    return column("governance", iso3, "year", measure)[year]


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

# the recipients of military aid in fiscal years 2003–19 with scores of 2002 and 2019
people = {
    row["iso3"]: int(row["population"]) for row in rows("population_income") if row["year"] == "2002"
}
given = {}
for row in rows("us_aid"):
    if 2003 <= int(row["fiscal_year"]) <= 2019:
        for kind in ("military", "economic"):
            amount = float(row[f"{kind}_constant"] or 0)
            given[kind, row["iso3"]] = given.get((kind, row["iso3"]), 0) + amount


def per_head(kind, iso3):
    return 1e6 * given[kind, iso3] / people[iso3]


def scored(measure):
    """Return {iso3: (score of 2002, change to 2019, its error)}."""
    found = {"2002": {}, "2019": {}}
    for row in rows("governance"):
        if row["year"] in found and row[measure]:
            found[row["year"]][row["iso3"]] = float(row[measure]), float(row[f"{measure}_se"])
    return {
        iso3: (first[0], last[0] - first[0], sqrt(first[1] ** 2 + last[1] ** 2))
        for iso3, first in found["2002"].items()
        if (last := found["2019"].get(iso3))
    }


effective, stable = scored(EFFECTIVE), scored(STABLE)
known = [iso3 for iso3 in effective if iso3 in people and iso3 != "USA"]
recipients = sorted(
    (iso3 for iso3 in known if given.get(("military", iso3), 0) > 0),
    key=lambda iso3: per_head("military", iso3),
)
assert len(known) - len(recipients) == 2  # "all but two"


def risers(states, measure=effective):
    return {iso3 for iso3 in states if measure[iso3][1] > 1.96 * measure[iso3][2]}


def fallers(states, measure=effective):
    return {iso3 for iso3 in states if measure[iso3][1] < -1.96 * measure[iso3][2]}


up, down = risers(recipients), fallers(recipients)
assert {"CHN", "SAU"} < up and max(per_head("military", iso3) for iso3 in ("CHN", "SAU")) < 0.05
weak = [iso3 for iso3 in recipients if effective[iso3][0] < -1]
assert risers(weak) == {"IRQ", "RWA"}
# the second largest rise of all, after Georgia
by_change = sorted(effective, key=lambda iso3: -effective[iso3][1])
assert by_change[:2] == ["GEO", "RWA"] and recipients[-1] == "AFG"
n = len(recipients)
cut = [1 + (n - 1) * part / 3 for part in (1, 2)]  # positions of pandas' quantiles, from 1
least = recipients[: int(cut[0])]
most = recipients[int(cut[1]) :]
logs = {iso3: log10(per_head("military", iso3)) for iso3 in recipients}


def exact_r(pairs):
    mean = [sum(pair[i] for pair in pairs) / len(pairs) for i in (0, 1)]
    moved = [(x - mean[0], y - mean[1]) for x, y in pairs]
    return sum(x * y for x, y in moved) / sqrt(sum(x * x for x, _ in moved) * sum(y * y for _, y in moved))


r = exact_r([(logs[iso3], effective[iso3][1]) for iso3 in recipients])
reach = 1.96 / sqrt(n - 3)

RANK = f"{EFFECTIVE}_rank"
windows = [(first, last) for first in (2000, 2002, 2004) for last in (2019, 2020, 2023)]
moves = {span: score("AFG", EFFECTIVE, span[1]) - score("AFG", EFFECTIVE, span[0]) for span in windows}
ranks = [score("AFG", RANK, last) - score("AFG", RANK, first) for first, last in windows]
beyond = [span for span in windows if abs(steps("AFG", EFFECTIVE, *span)) > 1.96]
assert len(beyond) == 1  # "gives", in the singular
# the text names the windows of the extremes
assert max(moves, key=moves.get) == (2000, 2019) and min(moves, key=moves.get) == (2004, 2023)

democracy = {
    key: column("democracy", "RWA", "year", key) for key in ("electoral", "electoral_high")
}
greek = column("us_aid", "GRC", "fiscal_year", "military_constant")
maddison = column("income", "AFG", "year", "gdp_per_capita")
bank = column("population_income", "AFG", "year", "gdp_per_capita_ppp")
listed = {name: set() for name in ("UNMIL", "UNOMIL")}
for row in rows("peacekeeping_missions"):
    if row["mission"] in listed:
        listed[row["mission"]].add(int(row["year"]))
# as the alternative text and the verdict say
assert listed == {"UNMIL": set(range(2003, 2019)), "UNOMIL": set(range(1994, 1998))}

NAMES = {"AFG": "afghanistan", "LBR": "liberia", "RWA": "rwanda", "GEO": "georgia", "LBN": "lebanon"}
aid_of = {name: f"{per_head('military', iso3):,.0f}" for iso3, name in NAMES.items()}
change_of = {name: minus(effective[iso3][1]) for iso3, name in NAMES.items()}

GLUED = {
    **{f"aid_{name}": aid_of[name] for name in ("afghanistan", "liberia", "rwanda", "georgia")},
    **{f"change_{name}": text for name, text in change_of.items() if name != "lebanon"},
    "fall_lebanon": minus(-effective["LBN"][1]),
    "economic_afghanistan": f"{per_head('economic', 'AFG'):,.0f}",
    "economic_liberia": f"{per_head('economic', 'LBR'):,.0f}",
    "error_afghanistan": minus(effective["AFG"][2]),
    "ledger_highest": f"+{max(moves.values()):.2f}",
    "ledger_lowest": minus(min(moves.values())),
    "ledger_rank_highest": f"+{max(ranks):.1f}",
    "ledger_rank_lowest": minus(min(ranks), 1),
    "ledger_answers": str(len(windows)),
    "ledger_beyond": str(len(beyond)),
    "recipients": str(n),
    "up": str(len(up)),
    "down": str(len(down)),
    "within": str(n - len(up) - len(down)),
    "by_luck": f"{0.05 * n:.0f}",
    "up_least": str(len(risers(least))),
    "down_least": str(len(fallers(least))),
    "up_most": str(len(risers(most))),
    "down_most": str(len(fallers(most))),
    "weak": str(len(weak)),
    "weak_up": str(len(risers(weak))),
    "weak_down": str(len(fallers(weak))),
    "r_start": correlation([(logs[iso3], effective[iso3][0]) for iso3 in recipients]),
    "r_change": minus(r),
    "r_low": minus(tanh(atanh(r) - reach)),
    "r_high": minus(tanh(atanh(r) + reach)),
    "rwanda_democracy_2002": f"{democracy['electoral'][2002]:.2f}",
    "rwanda_democracy_2019": f"{democracy['electoral'][2019]:.2f}",
    "rwanda_democracy_high": f"{democracy['electoral_high'][2019]:.2f}",
    "greek_aid": f"{sum(v for year, v in greek.items() if 1947 <= year <= 1967) / 1000:.1f}",
    "afghan_income_maddison": f"{maddison[2013] / maddison[2002]:.1f}",
    "afghan_income_bank": f"{100 * (bank[2013] / bank[2002] - 1):.0f}",
    **{f"afghan_income_{year}": f"{bank[year]:,.0f}" for year in (2013, 2019, 2022)},
    "deaths_low": f"{column('battle_deaths', 'LBR', 'year', 'low')[2003]:,.0f}",
    "deaths_high": f"{column('battle_deaths', 'LBR', 'year', 'high')[2003]:,.0f}",
    "liberia_stability": f"{steps('LBR', STABLE, 2002, 2023):.1f}",
    "liberia_offices": f"{steps('LBR', EFFECTIVE, 2002, 2023):.1f}",
}


def signed(value):
    return f"{value:.2f}" if value > 0 else minus(value)


arms = [1.96 * score(code, f"{EFFECTIVE}_se", year) for code in ("LBR", "AFG") for year in range(2002, 2024)]
two = {"LBR": (1996, 2002, 2012, 2023), "AFG": (2000, 2004, 2019, 2023)}
stability_r = correlation([(logs[iso3], stable[iso3][1]) for iso3 in recipients])
assert stability_r in ("0.00", "−0.00") and "LBR" in risers(recipients, stable)

TYPED = {
    "fig-role-two": {
        *(minus(score(code, EFFECTIVE, year)) for code, years in two.items() for year in years),
        f"{min(arms):.1f}",
        f"{max(arms):.1f}",
    },
    "fig-role-rwanda-lebanon": {
        minus(score(code, EFFECTIVE, year)) for code in ("RWA", "LBN") for year in (2002, 2019, 2023)
    },
    "fig-role-all": {
        str(n),
        *(f"{per_head('military', code):,.0f}" for code in ("GEO", "RWA", "IRQ", "LBN", "SOM", "AFG")),
        *(signed(effective[code][1]) for code in ("GEO", "RWA", "IRQ", "LBN", "SOM", "AFG")),
    },
    "fig-role-stability": {
        str(n),
        str(len(risers(recipients, stable))),
        str(len(fallers(recipients, stable))),
        "0.00",  # asserted above
    },
    "fig-role-liberia": {
        minus(score("LBR", measure, year)) for measure in (STABLE, EFFECTIVE) for year in (2002, 2023)
    },
    "prose": {
        "1.96",  # the bounds of 95 per cent
        "95",
        "115",  # asserted below
        "−1",  # the mark for a weak start
    },
    "questions": {
        # beyond-the-error
        *(
            minus(score(iso3, measure, year))
            for iso3 in ("LBR", "AFG")
            for measure in (STABLE, f"{STABLE}_se")
            for year in (2002, 2023)
        ),
        f"{-steps('AFG', STABLE, 2002, 2023):.1f}",
        # peace-without-offices
        minus(score("LBR", STABLE, 2002)),
        minus(score("LBR", STABLE, 2022)),
        *(
            minus(score("LBR", measure, year))
            for measure in (EFFECTIVE, f"{EFFECTIVE}_se")
            for year in (2002, 2022)
        ),
        # tenfold
        f"{germany / belgium / 3:.0f}",
    },
}
assert len({row["iso3"] for row in rows("governance")}) == 115
