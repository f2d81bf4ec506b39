"""The search's two indexes and how they follow the records (检索库随记录更新).

`public/` holds what anyone may read now, `desk/` the latest draft of every item for those of its organ. Both
are derived: `trail.Reindexing` rows say what changed, and are deleted only once the change is on the disk.
"""

from gongkai.portal.indexing.following import Follower, follow
from gongkai.portal.indexing.indexes import built, public_index
from gongkai.portal.indexing.rebuilding import rebuild

__all__ = ["Follower", "built", "follow", "public_index", "rebuild"]
