"""后台: what every back-office screen shares — each tenant sees its own, uploads are bounded, to-dos."""
