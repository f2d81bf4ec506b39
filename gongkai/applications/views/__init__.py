"""The screens of the register: bench, case, acts on it, remedies."""
