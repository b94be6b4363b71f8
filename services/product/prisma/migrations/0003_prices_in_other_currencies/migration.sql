-- What a variant costs in other currencies than its product's own; in one that is not here it is not sold.
CREATE TABLE variant_price (
  variant_id text NOT NULL REFERENCES variant (id) ON DELETE CASCADE,
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  price_minor bigint NOT NULL CHECK (price_minor >= 0),
  PRIMARY KEY (variant_id, currency)
);
