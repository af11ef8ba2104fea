"""The staff door: who may come in, with what, for how long, and how it is written down."""
