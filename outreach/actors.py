"""Who acts without an account: the enterprise that holds the link."""

from django.utils.translation import gettext as _

from core.actors import PublicActor


class EnterpriseActor(PublicActor):
    """The enterprise by its confirmation link; who sits there is neither asked nor kept."""

    def __init__(self) -> None:
        super().__init__()
        self.username = "enterprise"

    @property
    def name(self) -> str:
        return _("The enterprise")


ENTERPRISE = EnterpriseActor()
