"""Solving: rollouts, the driver that answers them, and the Solver."""
