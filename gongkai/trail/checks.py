"""What the trail has checked by `gongkai verify`."""

from gongkai.trail.chaincheck import check_chain, check_waiting
from gongkai.trail.checking import Check
from gongkai.trail.guardcheck import check_guards
from gongkai.trail.logcheck import check_log, check_roots

CHECKS = (
    Check("数据库的防护", check_guards),
    Check("办理记录", check_chain),
    Check("没有封存的办理记录", check_waiting),
    Check("公开存证", check_log),
    Check("每日存证", check_roots),
)
