"""总量指标: what a bureau may still let projects emit, pollutant by pollutant, area by area, year by year."""
