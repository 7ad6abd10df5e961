"""How the embedded model is made: problems, tokenizer, model, training, export, evaluation."""
