"""主动公开: items, the catalogue they belong to, and the registers (台账) behind table 2."""
