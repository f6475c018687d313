"""Events of a consultation: where one meets, who comes, and calendar files."""
