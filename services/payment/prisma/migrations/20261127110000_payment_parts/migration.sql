-- An order has a payment of its own, and one more for each edit that costs more: `part` is empty, or the edit's id. The index that replaces
-- the constraint is built before that is dropped, so an order never has two payments of a part.
ALTER TABLE payment ADD COLUMN part text NOT NULL DEFAULT '';
CREATE UNIQUE INDEX one_payment_per_part ON payment (order_id, part);
ALTER TABLE payment DROP CONSTRAINT payment_order_id_key;

-- What decides between a payment that is made and a part that is given up. An order that is given up has its own part closed, and with it all.
ALTER TABLE order_gate ADD COLUMN part text NOT NULL DEFAULT '';
CREATE UNIQUE INDEX order_gate_by_part ON order_gate (order_id, part);
ALTER TABLE order_gate DROP CONSTRAINT order_gate_pkey;
ALTER TABLE order_gate ADD CONSTRAINT order_gate_pkey PRIMARY KEY USING INDEX order_gate_by_part;
