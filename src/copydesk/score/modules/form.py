"""Length, over-length, duplicates and empty predictions for `evaluate.load`."""

import copydesk.score.modules.base as base


class Form(base.Scores):
    """What can be told of predictions alone; `compute(max_chars=80)` sets the limit of length."""

    names = ("words", "characters", "too_long", "duplicates", "empty")
    inputs = ()
