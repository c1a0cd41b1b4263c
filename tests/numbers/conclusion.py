"""Every number that book/conclusion.md and its questions show, computed anew from the tables.

Written with the csv module, not with pandas. GLUED holds what the page glues, key by key,
as shown; TYPED what stands typed in alternative texts, in the text and in questions.
"""

from collections import Counter, defaultdict

from numbers_from import column, fisher, minus, rows

# -- the verdicts

verdicts = {"causal": Counter(), "other": Counter()}
for row in rows("claims"):
    verdicts["causal" if row["type"] == "causal" else "other"][row["verdict"]] += 1
unanswered = {kind: n["untested"] + n["not testable"] for kind, n in verdicts.items()}
assert unanswered["other"] == 1  # a number that the test passes over
# the page says which two these are
assert {
    row["id"] for row in rows("claims") if (row["type"], row["verdict"]) == ("causal", "supported")
} == {"C02-5", "C06-1"}
assert verdicts["other"]["partly"] == verdicts["other"]["contested"]

# -- aid a head and government

promised = Counter()
for row in rows("us_aid"):
    promised[row["iso3"]] += float(row["military_constant"] or 0)
heads = {r["iso3"]: float(r["population"]) for r in rows("population_income") if r["year"] == "2020"}
heads["TWN"] = column("income", "TWN", "year", "population")[2018]
states = {r["iso3"]: r for r in rows("governance") if r["year"] == "2023" and r["iso3"] != "USA"}
aid_per_head = {code: 1e6 * promised[code] / heads[code] for code in states}
assert max(aid_per_head, key=aid_per_head.get) == "AFG"
assert max(promised["IRL"], promised["SWE"]) < promised["CHE"] and "CHE" not in states


def score(code, what="government_effectiveness"):
    return float(states[code][what])


def rating(code):
    margin = 1.96 * float(states[code]["government_effectiveness_se"])
    if score(code) - margin > 0:
        return "effective"
    return "ineffective" if score(code) + margin < 0 else "unclear"


assert max(states, key=score) == "SGP"
much = {code for code in states if aid_per_head[code] >= 50}
little = set(states) - much
effective = {code for code in states if rating(code) == "effective"}
assert effective & little == {"CHN", "HRV", "IDN", "MYS", "SGP"}
assert len({c for c in much if rating(c) == "ineffective"}) == len(much & effective)
assert aid_per_head["CHN"] < 0.01 and aid_per_head["PRK"] < 0.01  # less than a cent
democracy = {r["iso3"]: float(r["electoral"]) for r in rows("democracy") if r["year"] == "2024"}
good_by = {
    "effective": {code for code in states if score(code) > 0},
    "stable": {code for code in states if score(code, "political_stability") > 0},
    "democratic": {code for code in states if democracy[code] > 0.5},
}
gaps, needs = [], []
for good in good_by.values():
    for limit in (10, 50, 250):
        helped = {code for code in states if aid_per_head[code] >= limit}
        others = set(states) - helped
        gaps.append(100 * (len(good & helped) / len(helped) - len(good & others) / len(others)))
        needs.append(100 * len(good & others) / len(good))


def percent(part, whole):
    return f"{100 * len(part) / len(whole):.0f}"


p_cells = fisher(len(much & effective), len(much), len(little & effective), len(little))

GLUED = {
    "aid_afghanistan": f"{aid_per_head['AFG']:,.0f}",
    "aid_singapore": f"{aid_per_head['SGP']:.0f}",
    "swiss_aid": f"{1000 * promised['CHE']:.0f}",
    "states_all": str(len(states)),
    "much_all": str(len(much)),
    "much_effective": str(len(much & effective)),
    "much_ineffective": str(sum(rating(code) == "ineffective" for code in much)),
    "much_share": percent(much & effective, much),
    "little_all": str(len(little)),
    "little_effective": str(len(little & effective)),
    "little_share": percent(little & effective, little),
    "effective_all": str(len(effective)),
    "base_share": percent(effective, states),
    "fisher_p": f"{p_cells:.3f}",
    "gap_lowest": minus(min(gaps), 0),
    "gap_highest": f"{max(gaps):.0f}",
    "need_lowest": f"{min(needs):.0f}",
    "need_highest": f"{max(needs):.0f}",
    "claims_all": str(sum(n.total() for n in verdicts.values())),
    "claims_causal": str(verdicts["causal"].total()),
    "claims_other": str(verdicts["other"].total()),
    "supported_causal": str(verdicts["causal"]["supported"]),
    "supported_other": str(verdicts["other"]["supported"]),
    "claims_unanswered": str(sum(unanswered.values())),
}

# -- the questions


def aid(code, first, last):
    promised = column("us_aid", code, "fiscal_year", "military_constant")
    return sum(sum_ for year, sum_ in promised.items() if first <= year <= last)


total = Counter()
for row in rows("us_aid"):
    if 2002 <= int(row["fiscal_year"]) <= 2020 and row["military_constant"]:
        total[row["iso3"]] += float(row["military_constant"])
scores = defaultdict(dict)
for row in rows("democracy"):
    if row["electoral"]:
        scores[row["iso3"]][int(row["year"])] = float(row["electoral"])
both = {code for code, score_ in scores.items() if {2001, 2020, 2024} <= set(score_)}
first_ten = {code for code, _ in total.most_common(10)} & both
others = both - first_ten - {"USA"}  # the giver


def higher(codes, year):
    return sum(scores[code][year] > scores[code][2001] for code in codes)


def rank(code):
    return column("governance", code, "year", "political_stability_rank")[2023]


p = fisher(higher(first_ten, 2020), len(first_ten), higher(others, 2020), len(others))
assert f"{rank('AFG'):.0f}" == "1"  # a number that the test passes over

vietnam = column("us_aid", "VNM", "fiscal_year", "military_constant")
assert max(vietnam, key=vietnam.get) == 1973
assert not [year for year in vietnam if 1975 < year < 2005]

TYPED = {
    "fig-conclusion-types": {
        f"{verdicts['causal'].total()}",
        f"{verdicts['causal']['supported']}",
        f"{verdicts['causal']['partly']}",
        f"{verdicts['causal']['contested']}",
        f"{unanswered['causal']}",
        f"{verdicts['other'].total()}",
        f"{verdicts['other']['supported']}",
        f"{verdicts['other']['partly']}",
    },
    "fig-conclusion-aid": {
        f"{len(states)}",
        f"{aid_per_head['SGP']:.0f}",
        f"{aid_per_head['KOR']:.0f}",
        f"{aid_per_head['AFG']:,.0f}",
        *(minus(score(code), 1) for code in ("SGP", "KOR", "CHN", "AFG", "PRK")),
    },
    "fig-conclusion-vietnam": {f"{vietnam[1973] / 1000:.0f}"},
    "prose": {
        "1.96", "95",  # standard errors of a 95 per cent interval
        "10", "50", "250",  # the limits of the ledger of choices
        "500",  # words of the memo
        "60", "90", "120", "30",  # minutes of the capstone
        "4", "3", "2",  # points of its rubric
    },
    "questions": {
        # two-ends-of-a-scale
        f"{aid('CRI', 1946, 2020):,.0f}",
        f"{aid('AFG', 2002, 2020):,.0f}",
        f"{rank('CRI'):.0f}",
        # six-of-nine
        f"{len(first_ten)}",
        f"{len(others)}",
        f"{higher(first_ten, 2020)}",
        f"{higher(others, 2020)}",
        f"{higher(first_ten, 2024)}",
        f"{higher(others, 2024)}",
        f"{100 * higher(first_ten, 2020) / len(first_ten):.0f}",
        f"{100 * higher(others, 2020) / len(others):.0f}",
        f"{p:.2f}",
    },
}
