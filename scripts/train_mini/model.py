"""The Qwen2 architecture in its smallest useful form, for training.

Here: shape, weights and the forward pass over rows that share one prefix. Not here: the optimiser, and any loading or saving.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True)
class Shape:
    """The sizes that make a model; llama.cpp asks that ``num_heads * head_width`` be ``width``."""

    num_vocab: int
    width: int = 256
    num_layers: int = 6
    num_heads: int = 4
    num_kv_heads: int = 2
    hidden: int = 704
    rope_theta: float = 10000.0
    norm_epsilon: float = 1e-6

    @property
    def head_width(self) -> int:
        """The width of one head."""
        return self.width // self.num_heads


def rope_tables(shape: Shape, length: int, device: torch.device) -> tuple[Tensor, Tensor]:
    """Return cosine and signed sine [length, 1, head_width], both halves written out (NeoX order)."""
    half = shape.head_width // 2
    speed = shape.rope_theta ** (-torch.arange(half, dtype=torch.float32) / half)
    angle = torch.arange(length, dtype=torch.float32)[:, None] * speed
    cos, sin = angle.cos(), angle.sin()
    both = torch.cat((cos, cos), -1), torch.cat((-sin, sin), -1)
    return both[0][:, None].to(device), both[1][:, None].to(device)


def _rotate(x: Tensor, cos: Tensor, sin: Tensor) -> Tensor:
    half = x.shape[-1] // 2
    return x * cos + torch.cat((x[..., half:], x[..., :half]), -1) * sin


def _norm(x: Tensor, scale: Tensor, epsilon: float) -> Tensor:
    """Return the normed ``x``, in the type that the matrices after it work in: cast once, not for each of them."""
    normed = functional.rms_norm(x, (x.shape[-1],), scale, epsilon)
    return normed.to(torch.get_autocast_dtype(x.device.type)) if torch.is_autocast_enabled(x.device.type) else normed


class Layer(nn.Module):  # type: ignore[misc]
    """One transformer block. Its input is [prefix + rows * length, width]: the shared prefix first, then every row."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        kv_width = shape.num_kv_heads * shape.head_width
        self.attn_norm = nn.Parameter(torch.ones(shape.width))
        self.ffn_norm = nn.Parameter(torch.ones(shape.width))
        self.q = nn.Linear(shape.width, shape.width)
        self.k = nn.Linear(shape.width, kv_width)
        self.v = nn.Linear(shape.width, kv_width)
        self.o = nn.Linear(shape.width, shape.width, bias=False)
        self.gate = nn.Linear(shape.width, shape.hidden, bias=False)
        self.up = nn.Linear(shape.width, shape.hidden, bias=False)
        self.down = nn.Linear(shape.hidden, shape.width, bias=False)

    def forward(self, x: Tensor, cos: Tensor, sin: Tensor, num_prefix: int, num_rows: int, chosen: Tensor | None = None) -> Tensor:
        """Return the block's output; rows see the prefix and themselves. ``cos``/``sin`` are per position of ``x``.

        With ``chosen`` (the last block) only these positions of ``x`` are computed after attention.
        """
        mixed = self._attend(_norm(x, self.attn_norm, self.shape.norm_epsilon), cos, sin, num_prefix, num_rows)
        if chosen is not None:
            x, mixed = x.index_select(0, chosen), mixed.index_select(0, chosen)
        x = x + self.o(mixed)
        normed = _norm(x, self.ffn_norm, self.shape.norm_epsilon)
        result: Tensor = x + self.down(functional.silu(self.gate(normed)) * self.up(normed))
        return result

    def _attend(self, x: Tensor, cos: Tensor, sin: Tensor, num_prefix: int, num_rows: int) -> Tensor:
        # Written out: on CPU the backward pass of scaled_dot_product_attention takes half the step at these lengths.
        shape = self.shape
        groups, kv, wide = shape.num_heads // shape.num_kv_heads, shape.num_kv_heads, shape.head_width
        q = _rotate(self.q(x).view(-1, shape.num_heads, wide), cos, sin) * wide**-0.5
        k = _rotate(self.k(x).view(-1, kv, wide), cos, sin)
        v = self.v(x).view(-1, kv, wide)
        length = (x.shape[0] - num_prefix) // num_rows

        k_prefix, v_prefix = k[:num_prefix].transpose(0, 1), v[:num_prefix].transpose(0, 1)  # [kv, prefix, wide]
        q_prefix = q[:num_prefix].view(num_prefix, kv, groups, wide).permute(1, 2, 0, 3).reshape(kv, -1, wide)
        scores = (q_prefix @ k_prefix.mT).view(kv, groups, num_prefix, num_prefix) + _causal(num_prefix, x)
        mixed = scores.softmax(-1).view(kv, -1, num_prefix) @ v_prefix
        out_prefix = mixed.view(kv, groups, num_prefix, wide).permute(2, 0, 1, 3).reshape(num_prefix, -1)

        q_rows = q[num_prefix:].view(num_rows, length, kv, groups, wide).permute(2, 0, 3, 1, 4)  # [kv, rows, groups, length, wide]
        q_rows = q_rows.reshape(kv * num_rows, groups * length, wide)
        k_rows = k[num_prefix:].view(num_rows, length, kv, wide).permute(2, 0, 1, 3).reshape(kv * num_rows, length, wide)
        v_rows = v[num_prefix:].view(num_rows, length, kv, wide).permute(2, 0, 1, 3).reshape(kv * num_rows, length, wide)
        own = (q_rows @ k_rows.mT).view(-1, groups, length, length) + _causal(length, x)
        before = (q_rows.view(kv, -1, wide) @ k_prefix.mT).view(-1, groups, length, num_prefix)
        weights = torch.cat((before, own), -1).softmax(-1)
        mixed = weights[..., num_prefix:].reshape(-1, groups * length, length) @ v_rows
        past = weights[..., :num_prefix].reshape(kv, -1, num_prefix) @ v_prefix
        mixed = mixed.view(kv, num_rows, groups, length, wide) + past.view(kv, num_rows, groups, length, wide)
        out_rows = mixed.permute(1, 3, 0, 2, 4).reshape(num_rows * length, -1)
        return torch.cat((out_prefix, out_rows), 0)


def _causal(length: int, like: Tensor) -> Tensor:
    return torch.full((length, length), float("-inf"), dtype=like.dtype, device=like.device).triu(1)


class Mini(nn.Module):  # type: ignore[misc]
    """Embedding, blocks and final norm; the output matrix is the embedding (tied)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embed = nn.Embedding(shape.num_vocab, shape.width)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.num_layers))
        self.norm = nn.Parameter(torch.ones(shape.width))
        for name, parameter in self.named_parameters():
            if name.endswith("bias"):
                nn.init.zeros_(parameter)
            elif parameter.dim() == 2:
                last = name.endswith(("o.weight", "down.weight"))
                nn.init.normal_(parameter, std=0.02 / (2 * shape.num_layers) ** 0.5 if last else 0.02)

    def forward(self, prefix: Tensor, rows: Tensor, chosen: Tensor) -> Tensor:
        """Return the logits [chosen, num_vocab] of rows [rows, length] that follow one prefix [prefix].

        ``chosen`` are positions in the flattened rows.
        """
        num_prefix, (num_rows, length) = prefix.shape[0], rows.shape
        cos, sin = rope_tables(self.shape, num_prefix + length, rows.device)
        cos, sin = (torch.cat((t[:num_prefix], t[num_prefix:].repeat(num_rows, 1, 1))) for t in (cos, sin))
        x = self.embed(torch.cat((prefix, rows.flatten())))
        for layer in self.layers[:-1]:
            x = layer(x, cos, sin, num_prefix, num_rows)
        x = self.layers[-1](x, cos, sin, num_prefix, num_rows, chosen + num_prefix)
        x = _norm(x, self.norm, self.shape.norm_epsilon)
        return functional.linear(x, self.embed.weight)


class _TokenLosses(torch.autograd.Function):  # type: ignore[misc]
    """Cross-entropy per token; on CPU far faster than the library's, whose backward pass takes one exponential at a time."""

    @staticmethod
    def forward(ctx: Any, logits: Tensor, targets: Tensor) -> Tensor:  # noqa: ANN401 - torch's own context
        values = logits.float()
        highest = values.amax(-1, keepdim=True)
        values -= highest
        own = values.gather(-1, targets[:, None])
        values.exp_()
        total = values.sum(-1, keepdim=True)
        values /= total
        ctx.save_for_backward(values, targets)
        ctx.dtype = logits.dtype
        return (total.log() - own).squeeze(-1)

    @staticmethod
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor, None]:  # noqa: ANN401 - as above
        probabilities, targets = ctx.saved_tensors
        probabilities.scatter_add_(-1, targets[:, None], torch.full_like(targets, -1, dtype=torch.float32)[:, None])
        return probabilities.mul_(gradient[:, None]).to(ctx.dtype), None


def token_losses(logits: Tensor, targets: Tensor) -> Tensor:
    """Return the cross-entropy [num_chosen] of logits [num_chosen, num_vocab] in nats; differentiable once."""
    result: Tensor = _TokenLosses.apply(logits, targets)
    return result
