"""Values that are no longer what they were: revised by a publisher, or corrected by us."""
