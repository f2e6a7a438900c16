"""ROUGE for `evaluate.load`."""

import copydesk.score.modules.base as base


class Rouge(base.Scores):
    """ROUGE-1, ROUGE-2, ROUGE-L and ROUGE-Lsum, F1 with Porter stemming, 0 to 100."""

    names = ("rouge1", "rouge2", "rougeL", "rougeLsum")
    inputs = ("references",)
