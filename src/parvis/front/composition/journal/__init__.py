"""The journal of a team: who did what, when, on what; read together from where each act is written."""
