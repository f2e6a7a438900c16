"""Who writes the predictions that are judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from copydesk.errors import CopydeskError
from copydesk.evaluation.read import Story
from copydesk.evaluation.recipe import EvaluateRecipe
from copydesk.paths import model_folder, sha256_of
from copydesk.plugins import Checker, Drafter
from copydesk.text.sentences import sentences

# A prediction for each story, empty where there is none.
Predictor = Callable[[Sequence[Story]], list[str]]

# As many sentences as the default summary has: the baseline that news is hard to beat with.
_LEAD = 2
_OWN = ("default", "suggest", "lead", "reference")


def predictor(recipe: EvaluateRecipe, checkers: Sequence[Checker]) -> Predictor:
    """What a recipe's `predictions` or `model` name.

    - `default`: what the default model likes best, before anything is checked; of summaries the
      most salient sentences. A folder is another seq2seq model's.
    - `suggest`: what `copydesk suggest` or `summarize` shows first, which `checkers` have passed.
    - `lead`: the first sentence, compressed to the limit of length; of summaries the first two.
    - `reference`: what people wrote.

    Raises:
        CopydeskError: there is no such model, or it is damaged.
    """
    if recipe.predictions:
        return lambda stories: [story.prediction or "" for story in stories]
    if recipe.model == "reference":
        return lambda stories: [story.reference or "" for story in stories]
    if recipe.model == "lead" and recipe.kind == "summary":
        return lambda stories: [_opening(story.document) for story in stories]
    if recipe.model == "suggest":
        return _suggested(recipe, checkers)
    drafter = _drafter(recipe)

    def written(stories: Sequence[Story]) -> list[str]:
        drafts = drafter.draft([story.article for story in stories], 1)
        return [each[0].text if each else "" for each in drafts]

    return written


def model_hash(recipe: EvaluateRecipe) -> str:
    """What wrote the predictions: its name, and the SHA-256 of its weights or of the file.

    Raises:
        CopydeskError: there is no such file or folder.
    """
    if recipe.predictions:
        return f"predictions {sha256_of(recipe.predictions)}"
    if recipe.model in ("lead", "reference"):
        return recipe.model
    if recipe.model in _OWN:
        folder = model_folder("headline-small" if recipe.kind == "headline" else "minilm")
    else:
        folder = Path(recipe.model)
        if not folder.is_dir():
            raise CopydeskError(
                f"there is no model {recipe.model}",
                f"name a model's folder, or one of {', '.join(_OWN)}",
            )
    weights = [*sorted(folder.glob("*.safetensors")), *sorted(folder.glob("model.bin"))]
    return " ".join([recipe.model, *map(sha256_of, weights)])


def _drafter(recipe: EvaluateRecipe) -> Drafter:
    if recipe.model == "lead":
        from copydesk.draft.lead import LeadDrafter

        return LeadDrafter(recipe.char_limit or 100)
    if recipe.model == "default" and recipe.kind == "summary":
        from copydesk.draft.salience import SalienceDrafter

        return SalienceDrafter(_LEAD, recipe.word_limit, recipe.char_limit)
    from copydesk.draft.seq2seq import Seq2SeqDrafter

    folder = model_folder("headline-small") if recipe.model == "default" else Path(recipe.model)
    return Seq2SeqDrafter(folder, kind=recipe.kind, max_chars=recipe.char_limit)


def _suggested(recipe: EvaluateRecipe, checkers: Sequence[Checker]) -> Predictor:
    from copydesk import desk

    if recipe.kind == "summary":
        from copydesk.draft.salience import SalienceDrafter

        salience = SalienceDrafter(_LEAD, recipe.word_limit, recipe.char_limit)

        def summarized(stories: Sequence[Story]) -> list[str]:
            shown = desk.summarize([story.article for story in stories], salience, checkers)
            return [review.draft.text if review else "" for review in shown]

        return summarized

    from copydesk.draft.rank import headline_drafters

    limit = recipe.char_limit or 100
    drafters = headline_drafters(max_chars=limit)

    def suggested(stories: Sequence[Story]) -> list[str]:
        articles = [story.article for story in stories]
        shown = desk.suggest(articles, *drafters, checkers, max_chars=limit)
        return [reviews[0].draft.text if reviews else "" for reviews in shown]

    return suggested


def _opening(document: str) -> str:
    """The first sentences of a document."""
    spans = sentences(document)[:_LEAD]
    return " ".join(document[start:end] for start, end in spans)
