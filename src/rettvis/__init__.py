"""Rettvis: fair allocation of personal assistance, where every figure and every yes or no explains itself."""

__version__ = "0.1.0"
