"""What runs the tests: servers, templates, pgTAP, isolation specs, coverage, the house rules."""
