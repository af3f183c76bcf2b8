"""One seed, one history: bridges, database and exchange in one thread and one virtual time."""
