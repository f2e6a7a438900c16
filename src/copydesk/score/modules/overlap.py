"""What predictions take over from their documents, for `evaluate.load`."""

import copydesk.score.modules.base as base


class Overlap(base.Scores):
    """Words held by the document, novel bigrams, copies of its first sentence, and casing."""

    names = ("words_held", "novel_bigrams", "lead_copy", "miscased")
    inputs = ("documents",)
