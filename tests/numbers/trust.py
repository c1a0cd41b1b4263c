"""Every number that the questions on trust show, computed anew from the survey.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""

import csv
from math import sqrt

from numbers_from import DATA, minus

with (DATA / "afghan_survey.csv").open(encoding="utf-8", newline="") as file:
    people = list(csv.DictReader(file))


def answers(group, **conditions):
    return [
        int(row["list_response"]) for row in people
        if row["list_group"] == group
        and all(row[key] == value for key, value in conditions.items())
    ]


def mean(values):
    return sum(values) / len(values)


def variance(values):
    middle = mean(values)
    return sum((value - middle) ** 2 for value in values) / (len(values) - 1)


def difference(group, **conditions):
    """Difference in means between a list and the control list, with its standard error."""
    lists = answers(group, **conditions), answers("control", **conditions)
    squares = sum(variance(values) / len(values) for values in lists)
    return mean(lists[0]) - mean(lists[1]), sqrt(squares)


def harmed(by, **conditions):
    """Share of those who answered, in per cent."""
    said = [
        row[f"violent_exp_{by}"] for row in people
        if all(row[key] == value for key, value in conditions.items()) and row[f"violent_exp_{by}"]
    ]
    return f"{100 * mean([int(value) for value in said]):.0f}"


def decimals(number):
    return minus(number, 3)


control, isaf, taliban = (answers(group) for group in ("control", "ISAF", "taliban"))
assert len(control) == len(isaf) == len(taliban)
assert min(taliban) == 1 and max(taliban) == 3 and min(control) == 0
support, error = difference("ISAF")
unharmed, unharmed_error = difference("ISAF", violent_exp_isaf="0")
hurt, hurt_error = difference("ISAF", violent_exp_isaf="1")

# "smaller than its own standard error", in words
assert unharmed - hurt < sqrt(unharmed_error**2 + hurt_error**2)


def whole(number):
    return minus(number, 0)


def estimate(group="ISAF", **conditions):
    """Estimate and standard error, in per cent."""
    return tuple(100 * value for value in difference(group, **conditions))


def span(middle, half):
    return whole(middle - 1.96 * half), whole(middle + 1.96 * half)


def chosen(keep):
    """Estimate and standard error in per cent, of the people that `keep` lets pass."""
    picked = [row for row in people if keep(row)]
    lists = [
        [int(row["list_response"]) for row in picked if row["list_group"] == group]
        for group in ("ISAF", "control")
    ]
    squares = sum(variance(values) / len(values) for values in lists)
    return 100 * (mean(lists[0]) - mean(lists[1])), 100 * sqrt(squares)


provinces = {
    name: estimate(province=name) for name in sorted({row["province"] for row in people})
}
low, high = span(*estimate())
helmand_low, helmand_high = span(*provinces["Helmand"])
assert all(m - 1.96 * e < 0 < m + 1.96 * e for m, e in provinces.values())
assert float(high) / 100 <= 0.15 and 1 / 7 < 0.15  # "one person in seven"

harms = [(row["violent_exp_isaf"], row["violent_exp_taliban"]) for row in people]
answered = [pair for pair in harms if all(pair)]
villages = sorted({row["village_id"] for row in people})
by_village = [
    mean(answers("ISAF", village_id=v)) - mean(answers("control", village_id=v)) for v in villages
]
ledger = {
    "everybody": estimate()[0],
    "without Helmand": chosen(lambda row: row["province"] != "Helmand")[0],
    "unharmed": 100 * unharmed,
    "hurt": 100 * hurt,
    "no schooling": chosen(lambda row: row["educ_years"] == "0")[0],
    "schooling": chosen(lambda row: row["educ_years"] != "0")[0],
    "village": 100 * mean(by_village),
}
assert len(ledger) == 7  # "seven groups or ways of counting"
assert max(ledger, key=ledger.get) == "no schooling"
assert min(ledger, key=ledger.get) == "schooling"

village_shares = [
    mean([int(row["violent_exp_isaf"]) for row in people
          if row["village_id"] == v and row["violent_exp_isaf"]])
    for v in villages
]
cases = {
    case: estimate(violent_exp_isaf=case[0], violent_exp_taliban=case[1])
    for case in ("00", "10", "01", "11")
}
first, last = cases["10"], cases["01"]

GLUED = {
    "villages": str(len(villages)),
    "harm_isaf": harmed("isaf"),
    "harm_taliban": harmed("taliban"),
    "harm_blank_isaf": str(sum(not pair[0] for pair in harms)),
    "harm_blank_taliban": str(sum(not pair[1] for pair in harms)),
    "harm_both": whole(100 * answered.count(("1", "1")) / len(answered)),
    "none_control": str(control.count(0)),
    "three_control": str(control.count(3)),
    "all_isaf": str(isaf.count(4)),
    "one_taliban": str(taliban.count(1)),
    "list_people": str(len(control)),
    "mean_control": f"{mean(control):.2f}",
    "mean_isaf": f"{mean(isaf):.2f}",
    "support_percent": whole(100 * support),
    "support_margin": whole(196 * error),
    "support_low": low,
    "support_high": high,
    "support_helmand": whole(provinces["Helmand"][0]),
    "support_helmand_low": helmand_low,
    "support_helmand_high": helmand_high,
    "support_logar": whole(provinces["Logar"][0]),
    "ledger_lowest": whole(min(ledger.values())),
    "ledger_highest": whole(max(ledger.values())),
    "ledger_village": whole(ledger["village"]),
    "error_people": f"{100 * error:.1f}",
    "error_village": f"{100 * sqrt(variance(by_village) / len(by_village)):.1f}",
}

widths = [2 * 1.96 * wide for _, wide in provinces.values()]

TYPED = {
    "fig-trust-harm": {
        harmed(side, province=name) for side in ("isaf", "taliban") for name in provinces
    },
    "fig-trust-villages": {
        str(len(villages)), str(village_shares.count(0)), str(village_shares.count(1)),
    },
    "fig-trust-answers": {
        str(lists.count(n)) for lists in (control, isaf, taliban) for n in range(5)
    } - {"0"},
    "fig-trust-support": {
        whole(100 * support), low, high, whole(min(widths)), whole(max(widths)),
        *(whole(middle) for middle, _ in provinces.values()),
    } - {"0"},
    "fig-trust-support-harm": {
        *(whole(middle) for middle, _ in cases.values()),
        whole(last[0] - 1.96 * last[1]),
        whole(first[0] + 1.96 * first[1]),
    },
    "prose": {
        "95", "1.96",  # the interval of the normal distribution
        "2", "3",  # codes in a hint
    },
    "questions": {
        # five-per-cent
        str(len(control)),
        decimals(mean(control)),
        decimals(mean(isaf)),
        decimals(support),
        decimals(error),
        f"{100 * support:.0f}",
        f"{100 * (support + 1.96 * error):.0f}",
        f"{100 * mean(isaf) / 4:.0f}",
        # nobody-says-none
        decimals(mean(taliban)),
        decimals(mean(taliban) - mean(control)),
        f"{100 * (mean(taliban) - mean(control)):.0f}",
        str(control.count(0)),
        # harm-and-support
        decimals(unharmed),
        decimals(unharmed_error),
        decimals(hurt),
        decimals(hurt_error),
        f"{sqrt(unharmed_error**2 + hurt_error**2):.2f}",
        # whom-it-speaks-for
        harmed("isaf"),
        harmed("taliban"),
        harmed("isaf", province="Helmand"),
        harmed("taliban", province="Helmand"),
        harmed("isaf", province="Logar"),
        harmed("taliban", province="Logar"),
    },
}
