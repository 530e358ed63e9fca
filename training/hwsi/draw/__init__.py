"""Drawn H&E slides: seeded, seam-free, with exact truth (slide.py is the door)."""
