"""What every test may use."""

pytest_plugins = ["parvis.testing.browser"]
