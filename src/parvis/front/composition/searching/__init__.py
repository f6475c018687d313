"""The search over everything public: what is asked, what is found, and by what it can be narrowed."""
