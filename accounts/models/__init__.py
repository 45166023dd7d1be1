from accounts.models.post import Post
from accounts.models.security import PasswordHistory, PasswordLink, RecoveryCode
from accounts.models.session import Session
from accounts.models.unit import Unit, UnitChange
from accounts.models.user import User

__all__ = [
    "PasswordHistory",
    "PasswordLink",
    "Post",
    "RecoveryCode",
    "Session",
    "Unit",
    "UnitChange",
    "User",
]
