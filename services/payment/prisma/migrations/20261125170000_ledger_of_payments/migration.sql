-- By what the bookings of a payment are found.
CREATE INDEX ledger_transaction_of_payment ON ledger_transaction (payment_id);
