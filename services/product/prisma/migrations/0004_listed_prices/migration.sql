-- The lowest price of a product's variants in each other currency, {"EUR": 1850}: for lists.
ALTER TABLE listing ADD COLUMN prices jsonb NOT NULL DEFAULT '{}';
UPDATE listing SET prices = lowest.prices FROM (
  SELECT product_id, jsonb_object_agg(currency, price_minor) AS prices FROM (
    SELECT v.product_id, o.currency, min(o.price_minor) AS price_minor FROM variant_price o JOIN variant v ON v.id = o.variant_id
    GROUP BY v.product_id, o.currency
  ) each GROUP BY product_id
) lowest WHERE lowest.product_id = listing.product_id;
