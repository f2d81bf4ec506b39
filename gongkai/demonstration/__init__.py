"""A demonstration district (演示区县): invented content on which everything can be tried."""
