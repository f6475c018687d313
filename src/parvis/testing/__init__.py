"""Help for the tests of every app; nothing here is imported by the site itself."""
