"""Three people go through the site in a real browser, as the demonstration shows it."""
