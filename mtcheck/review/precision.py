"""How often a rule is right, from few decisions: the beta-binomial model.

The share of right findings has a beta distribution before anything is decided; each
decision moves it (Gelman et al., "Bayesian Data Analysis", 3rd edition, section 2.4).
"""

from __future__ import annotations

from dataclasses import dataclass

STRENGTH = 2.0
"""How many decisions of a desk what was measured elsewhere weighs as much as."""

GRID = 20_000


@dataclass(frozen=True, slots=True)
class Precision:
    """A beta distribution of the share of right findings."""

    alpha: float
    beta: float

    @property
    def mean(self) -> float:
        return self.alpha / (self.alpha + self.beta)

    def quantile(self, share: float) -> float:
        """The precision that with probability ``share`` is not exceeded, to 4 digits.

        >>> round(Precision(1, 11).quantile(0.95), 3)  # 1 - 0.05 ** (1 / 11)
        0.238
        """
        import numpy as np

        at = (np.arange(GRID) + 0.5) / GRID
        log = (self.alpha - 1) * np.log(at) + (self.beta - 1) * np.log1p(-at)
        weight = np.cumsum(np.exp(log - log.max()))
        return float(at[int(np.searchsorted(weight, share * weight[-1]))])


def posterior(accepted: int, rejected: int, measured: float | None = None) -> Precision:
    """The precision after so many decisions.

    ``measured`` is the rule's measured precision, if it has one; it weighs as much as
    ``STRENGTH`` decisions. Without, every precision is held equally likely beforehand.

    >>> posterior(0, 0).mean, posterior(3, 1).mean
    (0.5, 0.6666666666666666)
    """
    weight = STRENGTH if measured is not None else 0.0
    share = measured or 0.0
    return Precision(1 + weight * share + accepted, 1 + weight * (1 - share) + rejected)
