"""Text of models: prompts, blocks and boxes. Pure functions."""
