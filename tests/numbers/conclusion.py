"""Every number that the questions on the conclusion show, computed anew from the tables.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""

from collections import Counter, defaultdict

from numbers_from import column, fisher, rows


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
both = {code for code, score in scores.items() if {2001, 2020, 2024} <= set(score)}
first_ten = {code for code, _ in total.most_common(10)} & both
others = both - first_ten - {"USA"}  # the giver


def higher(codes, year):
    return sum(scores[code][year] > scores[code][2001] for code in codes)


def rank(code):
    return column("governance", code, "year", "political_stability_rank")[2023]


p = fisher(higher(first_ten, 2020), len(first_ten), higher(others, 2020), len(others))
assert f"{rank('AFG'):.0f}" == "1"  # a number that the test passes over

TYPED = {
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
