"""A batch of stories is given its predictions, which are reviewed and measured."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk import desk
from copydesk.evaluation.predict import predictor
from copydesk.evaluation.read import Story
from copydesk.evaluation.recipe import EvaluateRecipe
from copydesk.plugins import Checker, checker
from copydesk.records import Article, Draft, Review
from copydesk.report import evaluation_json
from copydesk.report.json import line
from copydesk.score.figures import length
from copydesk.score.metrics import Case, measured

# Stories that go through together, whatever runs them: enough for the models to fill their batches,
# few enough that little is lost at a stop.
BATCH = 64


class Judge:
    """Writes, reviews and measures as a recipe says. It loads the models that this needs.

    Raises:
        CopydeskError: the model that the recipe names is missing or damaged.
    """

    def __init__(self, recipe: EvaluateRecipe) -> None:
        self._recipe = recipe
        self._checkers = [checker(name) for name in recipe.checkers]
        self._predict = predictor(recipe, self._checkers)

    def __call__(self, stories: Sequence[Story]) -> list[str]:
        """A line of JSON for each story, as `articles.jsonl` has it but for `duplicates`."""
        stated = [
            (story.article, Draft(story.id, self._recipe.kind, text, 1.0, self._recipe.name))
            for story, text in zip(stories, self._predict(stories), strict=True)
        ]
        reviews = reviewed(stated, self._checkers)
        return [self._line(*pair) for pair in zip(stories, reviews, strict=True)]

    def _line(self, story: Story, review: Review) -> str:
        recipe = self._recipe
        case = Case(
            review.draft.text,
            story.document,
            story.reference,
            recipe.kind,
            review,
            recipe.char_limit,
            recipe.word_limit,
        )
        record = evaluation_json.article(
            story.article,
            review,
            topic=story.topic,
            length=length(story.document),
            reference=story.reference,
            values=measured(case),
        )
        return line(record)


def reviewed(stated: Sequence[tuple[Article, Draft]], checkers: Sequence[Checker]) -> list[Review]:
    """What the desk says of a draft for each article.

    An empty one says nothing that could be supported: it is unsupported, with a score of 0.
    """
    written = [(article, [draft] if draft.text.strip() else []) for article, draft in stated]
    return [
        found[0] if found else Review(draft, (), 0.0, "unsupported")
        for (_, draft), found in zip(stated, desk.review_all(written, checkers), strict=True)
    ]
