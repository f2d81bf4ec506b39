"""Settings: `base` for every run, `test` for the suite. All state lies under one folder, `GONGKAI_DATA`."""
