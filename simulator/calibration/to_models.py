"""From the parts of a scenario to the models whose parameters they hold.

Apart from the parts, because a scenario is read more often than a model is asked, and the models
load SciPy.
"""

from simulator.calibration.bg_nbd import BgNbd
from simulator.calibration.customer_parts import BehaviourPart, RenewalsPart
from simulator.calibration.pareto_nbd import ParetoNbd
from simulator.calibration.shifted_beta_geometric import ShiftedBetaGeometric


def behaviour_model(part: BehaviourPart) -> BgNbd | ParetoNbd:
    """How often customers come back, by the model that is simulated with."""
    if part.model == "bg_nbd" and (found := part.bg_nbd):
        return BgNbd(found.r, found.alpha, found.a, found.b)
    pareto = part.pareto_nbd
    return ParetoNbd(pareto.r, pareto.alpha, pareto.s, pareto.beta)


def renewal_model(part: RenewalsPart) -> ShiftedBetaGeometric:
    """How members renew."""
    return ShiftedBetaGeometric(part.alpha, part.beta)
