"""The same costs drawn person by person: the independent way to what the convolution computes."""

from collections.abc import Sequence

import numpy as np

from rettvis.journey.simulation import Group, Uncertain
from rettvis.journey.simulation.uncertain import Numbers


def drawn(value: Uncertain, generator: np.random.Generator, count: int) -> Numbers:
    """Draws of an uncertain number."""
    points = [float(point) for point in value.points]
    if value.chances:
        return generator.choice(points, count, p=[float(chance) for chance in value.chances])
    if value.known:
        return np.full(count, points[0])
    low, likely, high = points
    if value.spread is not None:
        both = likely * (1 - likely) / float(value.spread) ** 2 - 1
        return generator.beta(likely * both, (1 - likely) * both, count)
    first = 1 + 4 * (likely - low) / (high - low)
    return low + (high - low) * generator.beta(first, 6 - first, count)


def costs(groups: Sequence[Group], minutes: Sequence[int], weeks: int, count: int, seed: int) -> Numbers:
    """Yearly costs in øre, a row for each step, when nobody comes or leaves."""
    generator = np.random.default_rng(seed)
    total = np.zeros((len(minutes), count))
    for group in groups:
        level = drawn(group.shared_take_up, generator, count)
        for _ in range(group.persons):
            use = drawn(group.take_up if group.wanted is None else group.wanted, generator, count)
            for row, step in enumerate(minutes):
                used = use * step if group.wanted is None else np.minimum(use, step)
                total[row] += level * used * (group.price * weeks / 60)
    return total


def costs_with_movers(group: Group, minutes: int, weeks: int, count: int, seed: int) -> Numbers:
    """Yearly costs in øre of one group with take-up, where some come and some leave."""
    generator = np.random.default_rng(seed)
    unit = group.price * minutes * weeks / 60
    total = np.zeros(count)
    for _ in range(group.persons):
        leaves = generator.random(count) < float(group.leavers)
        there = np.where(leaves, generator.random(count), 1.0)
        total += unit * there * drawn(group.take_up, generator, count)
    arrived = generator.poisson(float(group.newcomers), count)
    for number in range(int(arrived.max(initial=0))):
        there = generator.random(count) * drawn(group.take_up, generator, count)
        total += np.where(arrived > number, unit * there, 0.0)
    return total
