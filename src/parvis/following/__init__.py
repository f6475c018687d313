"""What people follow, the one mail that tells what is new, and the feeds."""
