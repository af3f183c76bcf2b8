-- Each is replaced by one that returns something else.
drop function if exists reconciliation.account_holdings(reconciliation.runs);
drop function if exists reconciliation.find_missing_orders(reconciliation.runs);
