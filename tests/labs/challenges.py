"""Right routes and wrong answers of the lab challenges, from the CSV files, without its code."""

from fractions import Fraction

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from labs.reading import table, whole

MONEY = ["military_constant", "economic_constant"]
AID = whole("us_aid").query("2002 <= fiscal_year <= 2020")
SUMS = AID.groupby("iso3")[[*MONEY, "military_nominal", "economic_nominal"]].sum()
ALL_SUMS = whole("us_aid").groupby("iso3")["military_constant"].sum()
TO_2019 = AID[AID["fiscal_year"] < 2020].groupby("iso3")["military_constant"].sum()
AFGHANISTAN = table("us_aid", "AFG", "fiscal_year")
LIBERIA = table("us_aid", "LBR", "fiscal_year")["military_constant"]
MILITARY = SUMS["military_constant"]
TOGETHER = SUMS[MONEY].sum(axis=1)

PEOPLE = whole("population_income").pivot(index="year", columns="iso3", values="population")
HEADS = PEOPLE.loc[2002:2020].mean()
TIMES = MILITARY["AFG"] / HEADS["AFG"] / (MILITARY["LBR"] / HEADS["LBR"])


def by_year(code: str) -> pd.Series:
    """Aid per inhabitant, year by year."""
    return (table("us_aid", code, "fiscal_year")["military_constant"] / PEOPLE[code]).loc[2002:2020]


def ratio(money: pd.Series, heads: pd.Series = HEADS, other: str = "LBR") -> float:
    per_head = money[["AFG", other]] / heads[["AFG", other]]
    return per_head["AFG"] / per_head[other]


# --- scores -----------------------------------------------------------------------------------

SCORES = whole("governance").set_index(["iso3", "year"]).sort_index()
STABILITY, EFFECT = "political_stability", "government_effectiveness"
TEN = ["AFG", "IRQ", "JOR", "LBN", "EGY", "GEO", "DJI", "POL", "SOM", "LBR"]
BY_SUM = list(MILITARY[MILITARY.index.isin(SCORES.index.levels[0])].nlargest(10).index)


def between(first: int = 2002, last: int = 2020, score: str = STABILITY) -> pd.DataFrame:
    """Change, the two errors and the change in errors, a row for each country."""
    one, two = SCORES.xs(first, level="year"), SCORES.xs(last, level="year")
    found = pd.DataFrame({"change": two[score] - one[score], "first": one[f"{score}_se"],
                          "last": two[f"{score}_se"]})
    found["errors"] = found["change"] / np.hypot(found["first"], found["last"])
    return found


NOW = between()
HERE = NOW.loc[TEN]
SIZE = HERE["change"].abs()
L = NOW.loc["LBR"]


def moved(rows: pd.DataFrame, codes=TEN) -> list:
    rows = rows[rows.index.isin(codes)]
    return list(rows.index[rows["errors"].abs() > 2])


def by_hand() -> set:
    """The three countries, without pandas."""
    found = set()
    for code in TEN:
        one, two = (SCORES.loc[(code, year)].to_dict() for year in (2002, 2020))
        squared = one[f"{STABILITY}_se"] ** 2 + two[f"{STABILITY}_se"] ** 2
        if (two[STABILITY] - one[STABILITY]) ** 2 > 4 * squared:
            found.add(code)
    return found


# --- war --------------------------------------------------------------------------------------

BATTLE = whole("battle_deaths")


def killed(first: int = 2003, last: int = 2020, column: str = "best", how: str = "sum"):
    span = BATTLE.query(f"{first} <= year <= {last}")
    return span.pivot_table(index="iso3", values=column, aggfunc=how)[column]


def apart(number=None, last: int = 2020, how: str = "mean", first: int = 2002,
          least: int = 1000) -> list:
    in_war = (killed() if number is None else number) >= least
    found = []
    for score in (STABILITY, EFFECT):
        rows = between(first, last, score)[["change"]].join(in_war.rename("war"), how="inner")
        means = rows.dropna().groupby("war")["change"].agg(how)
        found.append(means[True] - means[False])
    return found


def alone(in_war: bool) -> list:
    codes = killed().index[(killed() >= 1000) == in_war]
    return [between(score=score)["change"].reindex(codes).mean() for score in (STABILITY, EFFECT)]


def one_by_one() -> list:
    """The two differences by walking through the rows, with exact sums."""
    dead: dict = {}
    for code, year, _, best, _ in BATTLE.itertuples(index=False):
        if 2003 <= year <= 2020:
            dead[code] = dead.get(code, 0) + best
    found = []
    for score in (STABILITY, EFFECT):
        cells = SCORES[score].dropna().to_dict()
        groups: dict = {True: [], False: []}
        for code in dead:
            if (code, 2002) in cells and (code, 2020) in cells:
                change = Fraction(str(cells[code, 2020])) - Fraction(str(cells[code, 2002]))
                groups[dead[code] >= 1000].append(change)
        found.append(sum(groups[True]) / len(groups[True])
                     - sum(groups[False]) / len(groups[False]))
    return found


def against_all() -> list:
    everywhere = [between(score=score)["change"].mean() for score in (STABILITY, EFFECT)]
    return [one - other for one, other in zip(alone(True), everywhere, strict=True)]


def levels(year: int = 2020) -> list:
    rows = SCORES.xs(year, level="year").join((killed() >= 1000).rename("war"), how="inner")
    means = rows.groupby("war")[[STABILITY, EFFECT]].mean()
    return list(means.loc[True] - means.loc[False])


ZEROS = killed().reindex(SCORES.index.levels[0]).fillna(0)


# --- figures ----------------------------------------------------------------------------------


def points(values, half=None, ylabel="Change of stability (points)", twin=False):
    """Return a function that draws a point a country, with intervals if `half` is given."""
    def draw():
        fig, ax = plt.subplots()
        if half is None:
            ax.plot(range(len(values)), list(values), "o")
        else:
            ax.errorbar(range(len(values)), list(values), yerr=list(half), fmt="o", capsize=3)
        ax.set_xlabel("Country")
        ax.set_ylabel(ylabel)
        if twin:
            ax.twinx().plot([0, 1], [3, 4])
        return ax
    return draw


HALF = list(1.96 * np.hypot(HERE["first"], HERE["last"]))


LEVELS_2002 = SCORES[STABILITY].unstack().loc[TEN, 2002]


def across():
    fig, ax = plt.subplots()
    ax.errorbar(HERE["change"], HERE.index, xerr=HALF, fmt="o")
    ax.set_xlabel("Change (points)")
    return ax


def bars():
    fig, ax = plt.subplots()
    in_order = HERE.sort_values("change")
    ax.bar(in_order.index, in_order["change"], yerr=1.96 * in_order["change"] / in_order["errors"])
    ax.set(xlabel="", ylabel="Change (points)")
    return ax


def scatter():
    fig, ax = plt.subplots()
    ax.scatter(MILITARY[TEN] / HEADS[TEN], HERE["change"])
    ax.vlines(MILITARY[TEN] / HEADS[TEN], HERE["change"] - HALF, HERE["change"] + HALF)
    ax.set_xscale("log")
    ax.set_ylabel("Change of stability, points")
    return ax


def ranks() -> pd.Series:
    rank = SCORES[f"{STABILITY}_rank"].unstack()
    return (rank[2020] - rank[2002])[TEN]


TEXT = ("For money the claim is contested by these tables and for insecurity partly supported. "
        + "From 2002 to 2020 one of the ten states rose by far. " * 8)

ROUTES = {
    "q1": [
        MILITARY["AFG"] / 1000,
        round(AFGHANISTAN.loc[2002:2020, "military_constant"].sum() / 1000, 2),
        float(np.nansum(AID.query("iso3 == 'AFG'")["military_constant"])) / 1e3,
    ],
    "q2": [
        MILITARY["LBR"] / 19,
        round(LIBERIA.reindex(range(2002, 2021), fill_value=0).fillna(0).mean(), 2),
        np.float64(sum(v for v in LIBERIA.loc[2002:2020] if v == v) / len(range(2002, 2021))),
    ],
    "q3": [
        TIMES,
        round(ratio(MILITARY), 1),
        MILITARY["AFG"] / MILITARY["LBR"] / (HEADS["AFG"] / HEADS["LBR"]),
    ],
    "q4": [
        L["errors"],
        round(L["change"] / (L["first"] ** 2 + L["last"] ** 2) ** 0.5, 2),
        np.sqrt(L["change"] ** 2 / (L["first"] ** 2 + L["last"] ** 2)),
    ],
    "q5": [moved(NOW), by_hand(), HERE.index[HERE["errors"] ** 2 > 4], "LBR IRQ LBN"],
    "q6": [apart(), one_by_one(), tuple(round(one, 3) for one in apart()),
           np.array(alone(True)) - np.array(alone(False))],
    "q7": ["b", "B", "b)"],
    "q8": [points(HERE["change"], HALF), bars, scatter],
    "q9": [TEXT, TEXT.replace("contested", "contradicted"), "\n" + TEXT],
}

MISTAKES = {
    "q1": [
        (SUMS["military_nominal"]["AFG"] / 1000, "deflated?"),
        (SUMS["economic_constant"]["AFG"] / 1000, "other kind of aid"),
        (TOGETHER["AFG"] / 1000, "military aid alone"),
        (TO_2019["AFG"] / 1000, "2020 belongs"),
        (AFGHANISTAN.loc[2003:2020, "military_constant"].sum() / 1000, "starts with 2002"),
        (ALL_SUMS["AFG"] / 1000, "before you sum"),
        (SUMS["economic_nominal"]["AFG"] / 1000, "in prices of the year"),
        (MILITARY["AFG"] / 19 / 1000, "That is one year"),
        (AFGHANISTAN["military_constant"].max() / 1000, "sum of all years"),
        (MILITARY["IRQ"] / 1000, "code is AFG"),
    ],
    "q2": [
        (LIBERIA.loc[2002:2020].mean(), "a year of nothing"),
        (LIBERIA.loc[2002:2020].bfill().mean(), "first aid after the war"),
        (SUMS["military_nominal"]["LBR"] / 19, "deflated?"),
        (SUMS["economic_constant"]["LBR"] / 19, "other kind of aid"),
        (TOGETHER["LBR"] / 19, "military aid alone"),
        (MILITARY["LBR"], "mean of one"),
        (LIBERIA.loc[2002:2020].fillna(0).median(), "middle year"),
        (MILITARY["LBR"] / 18, "Count the years"),
        (MILITARY["LBR"] / 20, "fewer years"),
        (LIBERIA.loc[2002:2019].fillna(0).mean(), "2020 belongs"),
        (LIBERIA.mean(), "fiscal years first"),
        (MILITARY["LBY"] / 19, "code is LBR"),
    ],
    "q3": [
        (MILITARY["AFG"] / MILITARY["LBR"], "more people"),
        (ratio(SUMS["military_nominal"]), "deflated?"),
        (ratio(SUMS["economic_constant"]), "asks for military aid."),
        (ratio(TOGETHER), "military aid alone"),
        (ratio(MILITARY, PEOPLE.loc[2020]), "mean population"),
        (ratio(MILITARY, PEOPLE.loc[2002]), "mean population"),
        (ratio(MILITARY, PEOPLE.loc[2002:2020].median()), "not the median"),
        (by_year("AFG").sum() / by_year("LBR").sum(), "each year's aid"),
        (by_year("AFG").mean() / by_year("LBR").mean(), "years of nothing"),
        (by_year("AFG").div(by_year("LBR")).mean(), "took the mean"),
        (1 / TIMES, "Divide Afghanistan by Liberia"),
        (TIMES - 1, "one time more"),
        (ratio(MILITARY, other="LBY"), "code is LBR"),
        (MILITARY["AFG"] * 1e6 / HEADS["AFG"], "one of two"),
        (MILITARY["AFG"] * 1e6 / HEADS["AFG"] - MILITARY["LBR"] * 1e6 / HEADS["LBR"],
         "dollars more"),
        (MILITARY["AFG"] * HEADS["AFG"] / (MILITARY["LBR"] * HEADS["LBR"]), "part smaller"),
        (ratio(TO_2019), "2020 belongs"),
    ],
    "q4": [
        (L["change"], "change in points"),
        (L["change"] / (L["first"] + L["last"]), "Square the errors"),
        (L["change"] / (L["first"] ** 2 + L["last"] ** 2), "Take the root of"),
        (L["change"] / L["last"], "error of 2020 alone"),
        (L["change"] / L["first"], "error of 2002 alone"),
        (L["change"] / np.mean([L["first"], L["last"]]), "larger than each"),
        (L["change"] / L["errors"], "what you divide by"),
        (L["change"] / np.sqrt(L["first"] + L["last"]), "before you add"),
        (between(last=2019).loc["LBR", "errors"], "later year is 2020"),
        (L["errors"] / 1.96, "compare the answer with"),
        (-L["errors"], "earlier score from the later"),
        (between(score=EFFECT).loc["LBR", "errors"], "government effectiveness"),
        (between(last=2023).loc["LBR", "errors"], "later year is 2020"),
        (between(first=2000).loc["LBR", "errors"], "From 2000. The earlier"),
        (between(first=2003).loc["LBR", "errors"], "From 2003. The earlier"),
        (NOW.loc["LBY", "errors"], "code is LBR"),
    ],
    "q5": [
        (set(TEN) - by_hand(), "moved by less"),
        (TEN, "moves a little"),
        (HERE.index[HERE["errors"] > 2], "also lose stability"),
        (HERE.index[HERE["errors"] < -2], "also gain stability"),
        (HERE.index[HERE["change"] > 0], "Every rise"),
        (HERE.index[HERE["errors"].abs() > 1], "common by chance"),
        (HERE.index[SIZE > 2 * HERE["last"]], "made from both years"),
        (HERE.index[SIZE > 2 * HERE["first"]], "error of 2002 alone"),
        (HERE.index[SIZE > 2 * (HERE["first"] + HERE["last"])], "just touch"),
        (HERE.index[SIZE > HERE["first"] + HERE["last"]], "larger than their mean"),
        (moved(between(score=EFFECT)), "government effectiveness"),
        (moved(between(first=2003)), "From 2003"),
        (moved(between(first=2000)), "From 2000"),
        (moved(NOW, BY_SUM), "largest sums"),
        (moved(NOW, NOW.index), "ten columns first"),
    ],
    "q6": [
        (apart(ZEROS), "both groups"),
        ([-one for one in apart()], "in war first"),
        (alone(True), "How did the others change"),
        (alone(False), "comparison group"),
        (apart(how="median"), "asks for means"),
        (apart(killed(last=2022)), "deaths to 2020"),
        (apart(killed(1989, 2022)), "deaths of 2003 to 2020"),
        (apart(killed(column="high")), "column `best`"),
        (apart(killed(column="low")), "column `best`"),
        (apart(killed(how="max")), "deaths of all the years"),
        (apart(last=2023), "later score is of 2020"),
        (levels(), "stood lower in 2002"),
        (levels(2002), "lower at the start"),
        (apart(killed(last=2019)), "one year moves"),
        (apart(killed(how="mean")), "deaths of all the years"),
        (apart(least=1), "The line is 1,000"),
        (against_all(), "Compare with those not in war"),
        (apart(first=2003), "earlier score is of 2002"),
    ],
    "q7": [("a", "lifts the mean"), ("c", "nearer to anybody"), ("d", "sources agree")],
    "q8": [
        (points(between(score=EFFECT).loc[TEN, "change"], HALF), "government effectiveness"),
        (points(-HERE["change"], HALF), "earlier score from the later"),
        (points(SCORES[STABILITY].unstack().loc[TEN, 2020], HALF), "scores of 2020"),
        (points(SCORES[STABILITY].unstack().loc[TEN, 2002], HALF), "scores of 2002"),
        (points(HERE["errors"], [1.96] * 10), "belongs into the interval"),
        (points(ranks(), HALF), "changes of rank"),
        (points(between(last=2023).loc[TEN, "change"], HALF), "later year is 2020"),
        (points(HERE.loc[["LBR", "GEO", "JOR"], "change"], HALF[:3]), "all ten countries"),
        (points(NOW.loc[BY_SUM, "change"], HALF), "largest sums"),
        (points(HERE["change"].abs(), HALF), "points down"),
        (points(100 * HERE["change"] / LEVELS_2002, HALF), "Draw points"),
        (points(100 * HERE["change"] / LEVELS_2002.abs(), HALF), "Draw points"),
        (points(between(first=2003).loc[TEN, "change"], HALF), "earlier year is 2002"),
        (across, "vertical axis"),
        (points(NOW["change"].dropna(), 1.96 * (NOW["change"] / NOW["errors"]).dropna()),
         "ten countries of `ten`"),
        (points(HERE["change"]), "interval is missing"),
        (points(HERE["change"], HALF, ylabel=""), "Label the axis"),
        (points(HERE["change"], HALF, twin=True), "Two y axes"),
    ],
    "q9": [
        ("It is contested, by 2 numbers.", "6 words"),
        (TEXT * 3, "words; 100 to 150"),
        (TEXT.replace("From 2002 to 2020", "In that time"), "no number among them"),
    ],
}

UNITS = {
    "q1": [(MILITARY["AFG"], "looks like millions"), (MILITARY["AFG"] * 1e6, "looks like dollars"),
           ("95.31", "This is text")],
    "q2": [(MILITARY["LBR"] * 1e6 / 19, "looks like dollars"),
           (MILITARY["LBR"] / 19 / 1000, "looks like billions"),
           (float("nan"), "are there any?")],
    "q4": [(100 * L["errors"], "looks like a percentage")],
    "q5": [(HERE["errors"].abs() > 2, "codes of three letters"), ([], "empty")],
    "q6": [(apart()[0], "This is one number"), (set(apart()), "no order")],
    "q7": [(2, "one letter"), ("e", "The letters are")],
    "q8": [("Liberia", "Give the panel")],
}

UNKNOWN = {"q1": 50.5, "q2": 55.5, "q3": 77.7, "q4": 13.3}
