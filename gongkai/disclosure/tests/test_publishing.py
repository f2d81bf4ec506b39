"""From draft to public."""

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.acts import Refused

pytestmark = pytest.mark.django_db


def test_an_item_becomes_public_with_number_address_and_time(published, town, moment):
    item = published()
    assert (item.live, item.index_number, item.address_serial) == (True, "baiyang-zhen/2021-00001", 1)
    assert item.first_published_at == moment


def test_the_author_may_not_publish_their_own_item(draft, editor, moment):
    item = draft()
    acts.submit(item=item, by=editor, at=moment)
    with pytest.raises(Refused, match="审核人"):
        acts.publish(item=item, by=editor, at=moment)
