"""Every number that the questions on trust show, computed anew from the survey.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""

import csv
from math import sqrt

from numbers_from import DATA

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


def difference(group, **conditions):
    """Difference in means between a list and the control list, with its standard error."""
    lists = answers(group, **conditions), answers("control", **conditions)
    squares = 0
    for values in lists:
        middle = mean(values)
        variance = sum((value - middle) ** 2 for value in values) / (len(values) - 1)
        squares += variance / len(values)
    return mean(lists[0]) - mean(lists[1]), sqrt(squares)


def harmed(by, **conditions):
    """Share of those who answered, in per cent."""
    said = [
        row[f"violent_exp_{by}"] for row in people
        if all(row[key] == value for key, value in conditions.items()) and row[f"violent_exp_{by}"]
    ]
    return f"{100 * mean([int(value) for value in said]):.0f}"


def decimals(number):
    return f"{number:.3f}".replace("-", "−")


control, isaf, taliban = (answers(group) for group in ("control", "ISAF", "taliban"))
assert len(control) == len(isaf) == len(taliban)
assert min(taliban) == 1 and max(taliban) == 3 and min(control) == 0
support, error = difference("ISAF")
unharmed, unharmed_error = difference("ISAF", violent_exp_isaf="0")
hurt, hurt_error = difference("ISAF", violent_exp_isaf="1")

# "smaller than its own standard error", in words
assert unharmed - hurt < sqrt(unharmed_error**2 + hurt_error**2)

TYPED = {
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
