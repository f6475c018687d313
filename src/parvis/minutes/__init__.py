"""Minutes of events: from notes to published minutes whose passages lead to what they speak of."""
