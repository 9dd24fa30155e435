"""The model: granted hours by assessed need and group, by least squares on logarithms.

log(granted) = a + b · log(assessed) + one term for each group but the largest of its factor + rest

So a group's term tells by how many percent more or fewer hours its users are granted than users of the
largest group with the same assessed need and the same other groups. Standard errors are robust against
unequal spread (HC3: J. G. MacKinnon and H. White, Journal of Econometrics 29, 1985), intervals are of
95 percent by Student's t. Computed with statsmodels.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from statistics import median
from typing import Any

import numpy as np
import statsmodels.api as sm
from statsmodels.stats.diagnostic import het_breuschpagan, linear_reset

from rettvis.journey.statistics.fairness.needs_met import COMPARED_BY, Sample
from rettvis.rulekit.wording import Sentence, sentence

FEWEST_USERS = 30
"""With fewer users nothing is estimated."""

FEWEST_FOR_EACH = 10
"""So many users for each number that is estimated; with fewer nothing is."""

CONFIDENCE = 0.95
MARGIN = 0.05
"""The part of the largest group at either end whose needs are not usual."""

SAME = 1e-9
"""Where the rest is this small against the whole, granted hours follow the model exactly."""


@dataclass(frozen=True)
class GroupEffect:
    """One group against the largest of its factor: percent more hours at the same need, with its interval.

    ``minutes`` is the same for a user with the middle assessed need; ``effect_size`` the difference in
    standard deviations of the rest. ``overlap`` is the share of the group's users whose assessed need lies
    among the middle nine tenths of the largest group's: with little of it, nothing comparable is compared.
    """

    factor: str
    level: str
    against: str
    users: int
    percent: float
    low: float
    high: float
    minutes: float
    effect_size: float
    overlap: float


@dataclass(frozen=True)
class Diagnostics:
    """How well the model fits: its explained share, and tests of what it takes for granted.

    ``spread`` is the p-value of Breusch and Pagan's test of equal spread (robust errors allow for unequal),
    ``form`` that of Ramsey's RESET test of the form, ``need`` how granted hours grow with assessed ones:
    1 is in proportion. ``leverage`` is the most that one user weighs in her own fitted value.
    """

    explained: float
    spread: float
    form: float
    need: float
    need_low: float
    need_high: float
    leverage: float


@dataclass(frozen=True)
class Fitted:
    """What was found. ``effects`` is empty where nothing could be estimated; ``remarks`` say why."""

    users: int
    effects: tuple[GroupEffect, ...]
    tests: Mapping[str, float]
    diagnostics: Diagnostics | None
    remarks: tuple[Sentence, ...]
    middle_need: int | None = None


def fit(sample: Sample) -> Fitted:
    """Fit the model; with too few users, no difference in need, or an exact fit, remarks say so."""
    remarks: list[Sentence] = []
    factors = _usable(sample, remarks)
    count, numbers = len(sample.users), 2 + sum(len(sample.levels[one]) - 1 for one in factors)
    if count < FEWEST_USERS or count < FEWEST_FOR_EACH * numbers:
        few = sentence(
            "{users:number} users are too few to compare: {needed:number} are needed.",
            users=count,
            needed=max(FEWEST_USERS, FEWEST_FOR_EACH * numbers),
        )
        return Fitted(count, (), {}, None, (*remarks, few))
    design, columns = _design(sample, factors)
    granted = np.log([user.granted for user in sample.users])
    if np.ptp(design[:, 1]) < SAME:
        same = sentence("Every user has the same assessed need, so that need explains nothing.")
        return Fitted(count, (), {}, None, (*remarks, same))
    plain = sm.OLS(granted, design).fit()
    if plain.ssr <= SAME * max(plain.centered_tss, SAME):
        exact = sentence(
            "Granted hours follow assessed need and group exactly. No uncertainty can be computed, and the "
            "hours may have been copied from the assessment."
        )
        return Fitted(count, (), {}, None, (*remarks, exact))
    return _estimated(sample, factors, plain, columns, remarks)


def _usable(sample: Sample, remarks: list[Sentence]) -> list[str]:
    """The factors with several levels that can be told apart from those before them."""
    kept: list[str] = []
    for factor in COMPARED_BY:
        if len(sample.levels[factor]) < 2:
            remarks.append(
                sentence(
                    "{factor}: all are in one group, so that nothing is compared.", factor=COMPARED_BY[factor]
                )
            )
            continue
        design, _ = _design(sample, [*kept, factor])
        if np.linalg.matrix_rank(design) < design.shape[1]:
            remarks.append(
                sentence(
                    "{factor} cannot be told apart from the groups before it, and is left out.",
                    factor=COMPARED_BY[factor],
                )
            )
            continue
        kept.append(factor)
    return kept


def _design(sample: Sample, factors: Sequence[str]) -> tuple[Any, list[tuple[str, str]]]:
    """The columns of the model: one, the logarithm of the need, and a mark for each level but the first."""
    columns = [(factor, level) for factor in factors for level in sample.levels[factor][1:]]
    marks = [[float(getattr(user, factor) == level) for factor, level in columns] for user in sample.users]
    need = [log(user.assessed) for user in sample.users]
    return np.column_stack([np.ones(len(need)), need, np.array(marks).reshape(len(need), -1)]), columns


def _estimated(
    sample: Sample,
    factors: Sequence[str],
    plain: Any,
    columns: list[tuple[str, str]],
    remarks: list[Sentence],
) -> Fitted:
    robust = plain.get_robustcov_results(cov_type="HC3", use_t=True)
    low, high = np.asarray(robust.conf_int(alpha=1 - CONFIDENCE)).T
    rest = float(np.sqrt(plain.mse_resid))
    middle = round(median(user.assessed for user in sample.users))
    design = plain.model.exog
    typical = (
        plain.params[0] + plain.params[1] * log(middle) + float((design[:, 2:] @ plain.params[2:]).mean())
    )
    effects = tuple(
        GroupEffect(
            factor=factor,
            level=level,
            against=sample.levels[factor][0],
            users=sample.count(factor, level),
            percent=_percent(robust.params[place]),
            low=_percent(low[place]),
            high=_percent(high[place]),
            minutes=exp(typical) * (exp(robust.params[place]) - 1),
            effect_size=float(robust.params[place]) / rest,
            overlap=_overlap(sample, factor, level),
        )
        for place, (factor, level) in enumerate(columns, start=2)
    )
    tests = {factor: _joint(robust, columns, factor) for factor in factors}
    found = Diagnostics(
        explained=float(plain.rsquared),
        spread=float(het_breuschpagan(plain.resid, design)[1]),
        form=float(linear_reset(plain, power=3, use_f=True).pvalue),
        need=float(robust.params[1]),
        need_low=float(low[1]),
        need_high=float(high[1]),
        leverage=float(plain.get_influence().hat_matrix_diag.max()),
    )
    return Fitted(len(sample.users), effects, tests, found, tuple(remarks), middle)


def _overlap(sample: Sample, factor: str, level: str) -> float:
    """The share of a level's users whose need is as large as is usual in the largest level."""
    largest = [user.assessed for user in sample.users if getattr(user, factor) == sample.levels[factor][0]]
    low, high = np.quantile(largest, [MARGIN, 1 - MARGIN])
    own = [user.assessed for user in sample.users if getattr(user, factor) == level]
    return float(sum(low <= need <= high for need in own)) / len(own)


def _joint(robust: Any, columns: list[tuple[str, str]], factor: str) -> float:
    """The p-value of all the groups of a factor together (Wald's test)."""
    places = [place for place, (name, _) in enumerate(columns, start=2) if name == factor]
    return float(robust.f_test(np.eye(len(robust.params))[places]).pvalue)


def _percent(coefficient: float) -> float:
    return 100 * (exp(float(coefficient)) - 1)
