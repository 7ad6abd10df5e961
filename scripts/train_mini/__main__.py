"""Train the embedded model from nothing: ``python -m scripts.train_mini train --minutes 120``.

Here: the command line. Not here: the work.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime, timedelta
from pathlib import Path


def _minutes(options: argparse.Namespace) -> float:
    if options.until is None:
        return float(options.minutes)
    now = datetime.now(UTC)
    hour, _, minute = str(options.until).partition(":")
    end = now.replace(hour=int(hour), minute=int(minute), second=0, microsecond=0)
    return ((end if end > now else end + timedelta(days=1)) - now).total_seconds() / 60


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="train_mini", description=__doc__)
    parser.add_argument("--run-dir", type=Path, default=Path("mini_run"), help="checkpoints, tokenizer, logs")
    parser.add_argument("--seed", type=int, default=0)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("tokenizer", help="train the tokenizer alone")
    train = commands.add_parser("train", help="train, or go on from the checkpoint")
    train.add_argument("--minutes", type=float, default=120.0, help="time to train from now")
    train.add_argument("--until", metavar="HH:MM", help="train until this time (UTC) instead")
    train.add_argument("--cooldown-minutes", type=float, help="how long the rate falls at the end; default: 40%% of the time")
    train.add_argument("--start-from", type=Path, metavar="GGUF", help="begin with the weights and tokenizer of an earlier mini")
    export = commands.add_parser("export", help="write the checkpoint as GGUF")
    export.add_argument("output", type=Path)
    evaluate = commands.add_parser("evaluate", help="measure a finished model through qmath")
    evaluate.add_argument("model", help="a GGUF file, or a name qmath knows")
    evaluate.add_argument("--count", type=int, default=400, help="problems per set")
    evaluate.add_argument("--evaluation-seed", default="evaluation")
    return parser


def main() -> None:
    """Run one command."""
    options = _parser().parse_args()
    if options.command == "tokenizer":
        from scripts.train_mini.train import make_tokenizer

        make_tokenizer(options.run_dir / "tokenizer.json", options.seed, 4096)
    elif options.command == "train":
        from scripts.train_mini.train import Recipe, train

        minutes = _minutes(options)
        cooldown = 0.4 if options.cooldown_minutes is None else options.cooldown_minutes / minutes
        train(Recipe(options.run_dir, minutes, options.seed, cooldown, start_from=options.start_from))
    elif options.command == "export":
        from scripts.train_mini.export import export

        export(options.run_dir, options.output)
    elif options.command == "evaluate":
        from scripts.train_mini.evaluate import evaluate

        evaluate(options.model, options.run_dir, options.count, options.evaluation_seed)


if __name__ == "__main__":
    main()
