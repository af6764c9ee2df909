"""Who looks at a space, as the front door says."""

from jupyter_server.auth.identity import IdentityProvider, User
from tornado.web import RequestHandler
from traitlets import Unicode

# The front door passes no such header on, and writes its own where a space is shared.
HEADER = "atelier-person"
# The workspace itself, which asks what goes on in a space.
NOBODY = "workspace"


class VisitorProvider(IdentityProvider):
    """The name of each visitor, for the others to see; it lets nobody in and keeps nobody out."""

    owner = Unicode("", config=True, help="Whose own space it is; nobody else gets there.")

    def get_user(self, handler: RequestHandler) -> User:
        return User(username=handler.request.headers.get(HEADER) or self.owner or NOBODY)
