"""`gongkai report read|check|merge|compare|convert`: files in; findings, sums, differences or files out.

A module for each command, with a function `run` that takes the parsed command line and gives the exit code: 0 no
error-level finding, 1 findings, 2 something could not be read or written. Nothing here loads Django.
"""
