"""What the grades of a calibration say, in words."""

GRADES = {
    "A": "good for decisions",
    "B": "good for decisions, with the interval in view",
    "C": "good for comparing programs; the level may be off",
    "D": "good for learning what matters; no figure to plan with",
}
