"""Every kind of public file: where it lies and what stands in it."""
