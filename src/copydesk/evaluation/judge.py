"""A batch of stories is given its predictions, which are reviewed and measured."""

from __future__ import annotations

from collections.abc import Sequence

from copydesk import desk
from copydesk.evaluation.predict import predictor
from copydesk.evaluation.read import Story
from copydesk.evaluation.recipe import EvaluateRecipe
from copydesk.plugins import checker
from copydesk.records import Draft, Review
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
        drafts = [
            Draft(story.id, self._recipe.kind, text, 1.0, self._recipe.name)
            for story, text in zip(stories, self._predict(stories), strict=True)
        ]
        return [
            self._line(story, review)
            for story, review in zip(stories, self._reviews(stories, drafts), strict=True)
        ]

    def _reviews(self, stories: Sequence[Story], drafts: Sequence[Draft]) -> list[Review]:
        """What the desk says of each draft; an empty one says nothing that could be supported."""
        written = [
            (story.article, [draft] if draft.text.strip() else [])
            for story, draft in zip(stories, drafts, strict=True)
        ]
        reviewed = desk.review_all(written, self._checkers)
        return [
            found[0] if found else Review(draft, (), 0.0, "unsupported")
            for draft, found in zip(drafts, reviewed, strict=True)
        ]

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
