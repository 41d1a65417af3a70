"""After the decision: inspections, orders, incidents, petitions, fees. Its rooms come with their issues."""
