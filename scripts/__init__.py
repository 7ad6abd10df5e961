"""Programs of the developers: the recipe of mini, benchmarks, the README's generated blocks."""
