"""One module per kind of thing that must not go public unseen; each turns a Reading into hits."""
