"""The dynamic doors (动态入口) of the public side: what cannot be a file. Each is small, asks nobody's name, and is
limited in how often one reader may knock.
"""
