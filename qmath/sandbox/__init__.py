"""Running the model's programs outside this process."""
