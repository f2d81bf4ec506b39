"""What the tests that cross rooms share, beside the people and towns of gongkai/conftest.py."""


from tests.town import full_town as full_town
