"""What learns, and how fast: AdamW, the schedule, and an encoder that rests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from copydesk.errors import CopydeskError
from copydesk.train.recipe import Fit

if TYPE_CHECKING:
    import torch
    from transformers import PreTrainedModel, Seq2SeqTrainer


def optimiser(
    model: PreTrainedModel, fit: Fit, steps: int
) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LambdaLR]:
    """AdamW, and a linear schedule with warm-up over `steps` updates.

    Encoder and embeddings may have a smaller rate, as what is pre-trained beside a decoder that is
    new (Liu & Lapata 2019, "Text Summarization with Pretrained Encoders", section 3).
    """
    import torch

    decoder: list[torch.nn.Parameter] = []
    encoder: list[torch.nn.Parameter] = []
    for name, parameter in model.named_parameters():
        if parameter.requires_grad:
            (decoder if "decoder" in name else encoder).append(parameter)
    encoder_lr = fit.lr if fit.encoder_lr is None else min(fit.encoder_lr, fit.lr)
    groups = [{"params": encoder, "lr": encoder_lr}, {"params": decoder, "lr": fit.lr}]
    optimizer = torch.optim.AdamW(groups, weight_decay=fit.weight_decay, fused=True)
    warmup = max(1, int(fit.warmup * steps))
    rest = max(1, steps - warmup)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(step / warmup, max(0.0, (steps - step) / rest))
    )
    return optimizer, schedule


def rest_encoder(model: PreTrainedModel, trainer: Seq2SeqTrainer, fit: Fit, steps: int) -> None:
    """Cut the gradient below a layer of the encoder: all of it at first, some of it later.

    Detaching the hidden states, rather than freezing parameters, leaves the embeddings that
    encoder and decoder share free to learn from the decoder's side, and depends on nothing but
    the step, so that a resumed run does what an undisturbed one does.

    Raises:
        CopydeskError: the encoder has no such layer.
    """
    encoder: Any = model.get_encoder()

    def resting() -> bool:
        return bool(trainer.state.global_step < fit.encoder_rests * steps)

    def detach_output(_module: Any, _inputs: Any, output: Any) -> Any:
        if model.training and resting():
            output.last_hidden_state = output.last_hidden_state.detach()
        return output

    def detach_input(_module: Any, inputs: tuple[Any, ...]) -> tuple[Any, ...]:
        return (inputs[0].detach(), *inputs[1:]) if model.training else inputs

    if fit.encoder_rests:
        encoder.register_forward_hook(detach_output)
    if fit.encoder_learns_from_layer:
        layers: Any = getattr(encoder, "layers", None) or getattr(encoder, "block", ())  # T5's name
        if fit.encoder_learns_from_layer >= len(layers):
            raise CopydeskError(
                f"train.encoder_learns_from_layer is {fit.encoder_learns_from_layer}, where the"
                f" encoder has {len(layers)} layers",
                "count from 0",
            )
        layers[fit.encoder_learns_from_layer].register_forward_pre_hook(detach_input)
