"""The commands of `parvis`, one file each. Django is imported only by the command that runs."""
