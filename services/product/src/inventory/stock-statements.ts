/**
 * The hot statements of the stock, one round trip each. All of them lock in the same order, whatever the cart's: the
 * reservation, stock rows by SKU, listings by product id (and after them the outbox's sequences by product id), so they can
 * wait for each other but never in a circle. `FOR NO KEY UPDATE` reads the newest version of a row. The update that follows in
 * the same statement writes what comes of the values that were read there: computed from the row's own, they would first be
 * those of the statement's snapshot, and a constraint refuses such a row (sold out then, some given back since) before
 * PostgreSQL looks for the newest one.
 */

/**
 * A sold-out variant or one that came back changes its listing by difference, after all stock rows are locked. Appended
 * to a statement that has `moved (variant_id, product_id, sku, before, available)`.
 */
const listingFollows = `
  crossed AS (
    SELECT product_id, sum(CASE WHEN available > 0 THEN 1 ELSE -1 END)::int AS difference
    FROM moved WHERE (before > 0) <> (available > 0) GROUP BY product_id
  ),
  shelf AS (
    SELECT l.product_id, l.in_stock_variants FROM listing l JOIN crossed USING (product_id) ORDER BY l.product_id FOR NO KEY UPDATE OF l
  ),
  shown AS (
    UPDATE listing l SET in_stock_variants = shelf.in_stock_variants + crossed.difference
    FROM shelf JOIN crossed USING (product_id) WHERE l.product_id = shelf.product_id
  )`;

/**
 * $1 order, $2 variant ids, $3 quantities, $4 expiry. A row per line: `claimed` is false when the order has a reservation
 * already (and then nothing is done), `available` is null for an unknown variant, 0 for a withdrawn one; when any `available`
 * is below `requested` no stock was taken and the caller rolls back.
 */
export const reserveStatement = `
  WITH wanted AS (SELECT * FROM unnest($2::text[], $3::int[]) AS w (variant_id, requested)),
  claim AS (
    INSERT INTO reservation (order_id, status, expires_at) VALUES ($1, 'reserved', $4)
    ON CONFLICT (order_id) DO NOTHING RETURNING order_id
  ),
  locked AS (
    SELECT s.variant_id, s.product_id, s.sku, s.on_hand, s.reserved, s.available, w.requested
    FROM stock s JOIN wanted w USING (variant_id)
    WHERE EXISTS (SELECT FROM claim)
    ORDER BY s.sku FOR NO KEY UPDATE OF s
  ),
  found AS (
    SELECT locked.*, p.slug, CASE p.status WHEN 'active' THEN locked.available ELSE 0 END AS sellable
    FROM locked JOIN product p ON p.id = locked.product_id
  ),
  enough AS (SELECT count(*) = cardinality($2::text[]) AND bool_and(sellable >= requested) AS yes FROM found),
  moved AS (
    UPDATE stock s SET on_hand = found.on_hand, reserved = found.reserved + found.requested FROM found
    WHERE s.variant_id = found.variant_id AND (SELECT yes FROM enough)
    RETURNING s.variant_id, s.product_id, s.sku, OLD.available AS before, NEW.available
  ),
  line AS (
    INSERT INTO reservation_line (order_id, variant_id, quantity)
    SELECT claim.order_id, found.variant_id, found.requested FROM claim, found WHERE (SELECT yes FROM enough)
  ),
  ${listingFollows}
  SELECT w.variant_id, w.requested, EXISTS (SELECT FROM claim) AS claimed, found.product_id, found.sku, found.slug,
    found.sellable AS before, coalesce(moved.available, found.sellable) AS available, moved.variant_id IS NOT NULL AS taken
  FROM wanted w LEFT JOIN found USING (variant_id) LEFT JOIN moved USING (variant_id)`;

/**
 * $1 order, $2 from, $3 to, $4 and $5 the change of on hand and of reserved per piece, $6 only when it expired by then (or
 * null). No row at all: the reservation is not in that state. A row with `moved` false: some line is short, and nothing was
 * done. A reservation without lines answers one row without a variant.
 */
export const settleStatement = `
  WITH target AS (
    SELECT order_id FROM reservation
    WHERE order_id = $1 AND status = $2 AND ($6::timestamptz IS NULL OR expires_at <= $6) FOR NO KEY UPDATE
  ),
  locked AS (
    SELECT s.variant_id, s.on_hand, s.reserved, s.available, l.quantity
    FROM target JOIN reservation_line l USING (order_id) JOIN stock s USING (variant_id)
    ORDER BY s.sku FOR NO KEY UPDATE OF s
  ),
  enough AS (SELECT coalesce(bool_and(available + ($4::int - $5::int) * quantity >= 0), true) AS yes FROM locked),
  turned AS (
    UPDATE reservation r SET status = $3, updated_at = now() FROM target
    WHERE r.order_id = target.order_id AND (SELECT yes FROM enough) RETURNING r.order_id
  ),
  moved AS (
    UPDATE stock s SET on_hand = locked.on_hand + $4::int * locked.quantity, reserved = locked.reserved + $5::int * locked.quantity
    FROM locked WHERE s.variant_id = locked.variant_id AND (SELECT yes FROM enough)
    RETURNING s.variant_id, s.product_id, s.sku, OLD.available AS before, NEW.available
  ),
  ${listingFollows}
  SELECT (SELECT yes FROM enough) AS moved, moved.variant_id, moved.product_id, moved.sku, p.slug, moved.before, moved.available
  FROM target LEFT JOIN moved ON true LEFT JOIN product p ON p.id = moved.product_id`;

/** $1 SKU, $2 difference, $3 reason, $4 who. No row: no such SKU. A row with `moved` false: it would fall below what is reserved. */
export const adjustStatement = `
  WITH locked AS (SELECT * FROM stock WHERE sku = $1 FOR NO KEY UPDATE),
  moved AS (
    UPDATE stock s SET on_hand = locked.on_hand + $2::int, reserved = locked.reserved FROM locked
    WHERE s.variant_id = locked.variant_id AND locked.on_hand + $2::int BETWEEN locked.reserved AND 100000000
    RETURNING s.variant_id, s.product_id, s.sku, OLD.available AS before, NEW.available, NEW.on_hand, NEW.reserved
  ),
  noted AS (
    INSERT INTO stock_adjustment (variant_id, delta, reason, actor) SELECT variant_id, $2, $3, $4 FROM moved
  ),
  ${listingFollows}
  SELECT moved.variant_id IS NOT NULL AS moved, locked.variant_id, locked.product_id, locked.sku, p.slug, moved.before,
    moved.available, moved.on_hand, moved.reserved
  FROM locked JOIN product p ON p.id = locked.product_id LEFT JOIN moved USING (variant_id)`;

/** $1 variant ids, each once, $2 pieces, $3 reason, $4 who. A row per variant. */
export const restockStatement = `
  WITH back AS (SELECT * FROM unnest($1::text[], $2::int[]) AS b (variant_id, quantity)),
  locked AS (
    SELECT s.variant_id, s.on_hand, s.reserved, back.quantity FROM stock s JOIN back USING (variant_id) ORDER BY s.sku FOR NO KEY UPDATE OF s
  ),
  moved AS (
    UPDATE stock s SET on_hand = locked.on_hand + locked.quantity, reserved = locked.reserved FROM locked WHERE s.variant_id = locked.variant_id
    RETURNING s.variant_id, s.product_id, s.sku, OLD.available AS before, NEW.available
  ),
  noted AS (
    INSERT INTO stock_adjustment (variant_id, delta, reason, actor) SELECT variant_id, quantity, $3, $4 FROM locked
  ),
  ${listingFollows}
  SELECT moved.*, p.slug FROM moved JOIN product p ON p.id = moved.product_id`;

/**
 * $1 order, $2 edit, $3 variant ids, each once, $4 pieces that are put on, negative when they are taken off. No row at all: the order's
 * stock is not sold, and nothing was done. A row with `moved` false: what is put on was not set aside any more and is not there.
 */
export const editStatement = `
  WITH target AS (SELECT order_id FROM reservation WHERE order_id = $1 AND status = 'committed' FOR NO KEY UPDATE),
  held AS (SELECT order_id, status FROM reservation WHERE order_id = $2 AND EXISTS (SELECT FROM target) FOR NO KEY UPDATE),
  wanted AS (SELECT * FROM unnest($3::text[], $4::int[]) AS w (variant_id, delta)),
  locked AS (
    SELECT s.variant_id, s.on_hand, s.reserved, s.available, w.delta,
      CASE WHEN w.delta > 0 AND EXISTS (SELECT FROM held WHERE status = 'reserved') THEN w.delta ELSE 0 END AS unreserved
    FROM target, wanted w JOIN stock s USING (variant_id) ORDER BY s.sku FOR NO KEY UPDATE OF s
  ),
  enough AS (SELECT coalesce(bool_and(available + unreserved - delta >= 0), true) AS yes FROM locked),
  moved AS (
    UPDATE stock s SET on_hand = locked.on_hand - locked.delta, reserved = locked.reserved - locked.unreserved
    FROM locked WHERE s.variant_id = locked.variant_id AND (SELECT yes FROM enough)
    RETURNING s.variant_id, s.product_id, s.sku, OLD.available AS before, NEW.available
  ),
  handed AS (
    UPDATE reservation r SET status = 'released', updated_at = now() FROM held
    WHERE r.order_id = held.order_id AND r.status IN ('reserved', 'expired') AND (SELECT yes FROM enough)
  ),
  gone AS (
    DELETE FROM reservation_line l USING locked
    WHERE l.order_id = $1 AND l.variant_id = locked.variant_id AND l.quantity + locked.delta <= 0 AND (SELECT yes FROM enough)
  ),
  kept AS (
    INSERT INTO reservation_line AS l (order_id, variant_id, quantity)
    SELECT $1, w.variant_id, coalesce(was.quantity, 0) + w.delta
    FROM target, wanted w LEFT JOIN reservation_line was ON was.order_id = $1 AND was.variant_id = w.variant_id
    WHERE coalesce(was.quantity, 0) + w.delta > 0 AND (SELECT yes FROM enough)
    ON CONFLICT (order_id, variant_id) DO UPDATE SET quantity = excluded.quantity
  ),
  ${listingFollows}
  SELECT (SELECT yes FROM enough) AS moved, moved.variant_id, moved.product_id, moved.sku, p.slug, moved.before, moved.available
  FROM target LEFT JOIN moved ON true LEFT JOIN product p ON p.id = moved.product_id`;
