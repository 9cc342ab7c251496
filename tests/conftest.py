"""What every test runs under."""

from hypothesis import HealthCheck, settings

# How long one example takes says how busy the machine is, and nothing about the code.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
