"""A model that predicts every reply and every amount, and a machine that compares."""
