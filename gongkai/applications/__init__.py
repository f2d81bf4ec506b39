"""依申请公开: the register of applications with its clock, from registration to the archive, and of remedies."""
