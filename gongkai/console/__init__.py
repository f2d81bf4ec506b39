"""The console command `gongkai`: one file a command."""
