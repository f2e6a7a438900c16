"""Headlines and summaries that an editor can trust."""
