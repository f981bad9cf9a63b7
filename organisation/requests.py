"""What a view is given."""

from django.http import HttpRequest

from organisation.models import User


class StaffRequest(HttpRequest):
    """A request behind the sign-in: LoginRequiredMiddleware has seen to it that a user is there."""

    user: User
