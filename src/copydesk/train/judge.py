"""What the model in training writes, read as the desk would read it."""

from __future__ import annotations

from heapq import nsmallest
from typing import Any

from copydesk.prepare.splits import drawn
from copydesk.records import Article, Draft, Pair, Review
from copydesk.report.training import Example
from copydesk.score.rouge import rouges
from copydesk.text.restore import Printer
from copydesk.text.surface import plain
from copydesk.train.data import articles, control
from copydesk.train.model import beginning
from copydesk.train.pairs import pairs_of
from copydesk.train.recipe import Data


class Judge:
    """Has the model write texts of the validation set, and measures them.

    Args:
        count: of how many pairs: those whose hash comes first, so that they are always the same.
    """

    def __init__(self, data: Data, tokenizer: Any, count: int) -> None:
        self._data, self._tokenizer = data, tokenizer
        self._uncased = tokenizer.tokenize("A") == tokenizer.tokenize("a")
        # Sentence gaps are nothing that an editor asks for.
        asked = data.model_copy(update={"gap_sentences": 0.0})
        found = (
            (article, pair)
            for source in data.validation
            for article in articles(source, "validation")
            for pair in pairs_of(article, asked)
        )
        self._chosen: list[tuple[Article, Pair]] = nsmallest(
            count, found, key=lambda each: drawn("judged", each[0].id + each[1].kind)
        )

    def __len__(self) -> int:
        return len(self._chosen)

    def write(self, trainer: Any, count: int | None = None) -> list[str]:
        """What the model writes for the first `count`, greedily; each process does its share."""
        from accelerate.utils import gather_object

        chosen = [pair for _, pair in self._chosen[:count]]
        with trainer.accelerator.split_between_processes(chosen) as share:
            texts = self._generate(trainer, share)
        return list(gather_object(texts))

    def _generate(self, trainer: Any, pairs: list[Pair]) -> list[str]:
        import torch

        size = trainer.args.per_device_eval_batch_size
        limits = {"truncation": True, "max_length": self._data.source_tokens}
        model = trainer.model
        before = model.training
        model.eval()
        begin = beginning(model)
        texts: list[str] = []
        for start in range(0, len(pairs), size):
            some = pairs[start : start + size]
            encoded = self._tokenizer([pair.source for pair in some], **limits)["input_ids"]
            batch = trainer.data_collator([{"input_ids": ids} for ids in encoded])
            device = trainer.args.device
            # Without targets the collator leaves None for them.
            batch = {name: part.to(device) for name, part in batch.items() if part is not None}
            told = [control(pair, self._data.told_lengths) for pair in some]
            begun = [begin + self._tokenizer.convert_tokens_to_ids(list(each)) for each in told]
            with torch.no_grad():
                written = model.generate(
                    **batch,
                    decoder_input_ids=torch.tensor(begun, device=device),
                    do_sample=False,
                    num_beams=1,
                    max_new_tokens=self._data.target_tokens,
                    use_cache=True,
                )
            texts += map(self._text, written[:, len(begun[0]) :].tolist())
        model.train(before)
        return texts

    def _text(self, ids: list[int]) -> str:
        """Uncased: word pieces put together, for `Printer` to give case and spacing back."""
        if not self._uncased:
            return str(self._tokenizer.decode(ids, skip_special_tokens=True)).strip()
        pieces = self._tokenizer.convert_ids_to_tokens(ids, skip_special_tokens=True)
        return " ".join(pieces).replace(" ##", "")

    def reviews(self, texts: list[str]) -> list[Review]:
        """The desk's findings on `texts`, printed as the article prints their words."""
        from copydesk.desk import review, rule_checkers

        checkers = rule_checkers()
        read = []
        for (article, pair), text in zip(self._chosen, texts, strict=False):
            printed = Printer(article.body).print(text) if self._uncased else text
            draft = Draft(article.id, pair.kind, printed, 0.0, "training")
            read += review(article, [draft], checkers)
        return read

    def metrics(self, texts: list[str]) -> dict[str, float]:
        """ROUGE F1 and the share of unsupported texts, both 0 to 100.

        An empty text says nothing that could be supported.
        """
        if not texts:
            return {}
        scores = rouges(texts, [pair.target for _, pair in self._chosen[: len(texts)]])
        bad = [r.verdict == "unsupported" or not r.draft.text for r in self.reviews(texts)]
        means = {
            name: sum(getattr(score, name) for score in scores) / len(scores)
            for name in ("rouge1", "rouge2", "rougeL")
        }
        return means | {"unsupported": 100 * sum(bad) / len(bad)}

    def examples(self, texts: list[str]) -> list[Example]:
        """`texts` beside the opening that they were written from and the editor's own."""
        return [
            Example(
                kind=pair.kind,
                opening=plain(pair.source),
                editor=article.headline if pair.kind == "headline" else article.summary,
                model=review.draft.text,
                verdict=review.verdict,
                problems=tuple(f.message for f in review.findings if f.severity != "info"),
            )
            for (article, pair), review in zip(self._chosen, self.reviews(texts), strict=False)
        ]
