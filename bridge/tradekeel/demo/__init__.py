"""`tradekeel demo`: everything real on one machine, with three faults in between."""
