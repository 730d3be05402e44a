"""A loaded machine is slow, which is not what these tests are about."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
