/** What is read of each service's database, each row as books.ts says. */
export const statements = {
  orders: `
    SELECT o.id, o.number, o.cart_id AS "cartId", o.email, o.status, o.payment_status AS "paymentStatus", (o.total + o.reduced - s.amount)::float8 AS total, o.currency,
      (o.paid - s.amount)::float8 AS paid, (o.refunded - s.refunded)::float8 AS refunded,
      (o.refund_pending - s.pending)::float8 AS "refundPending", s.supplements,
      (SELECT coalesce(json_agg(json_build_object('variantId', i.variant_id, 'quantity', i.quantity) ORDER BY i.position), '[]')
       FROM order_item i WHERE i.order_id = o.id AND i.quantity > 0) AS lines,
      o.replaces_return_id IS NOT NULL AS "isReplacement",
      (SELECT coalesce(json_agg(f.type ORDER BY f.id), '[]') FROM order_fact f WHERE f.order_id = o.id) AS facts,
      (SELECT coalesce(json_agg(r), '[]') FROM (
        SELECT coalesce(with_id, id) AS id, sum(amount)::float8 AS amount, min(status) AS status FROM refund
        WHERE order_id = o.id GROUP BY 1) r) AS refunds
    FROM orders o, LATERAL (
      SELECT coalesce(sum(amount) FILTER (WHERE status = 'paid'), 0) AS amount, coalesce(sum(refunded), 0) AS refunded,
        coalesce(sum(refund_pending), 0) AS pending,
        coalesce(json_agg(json_build_object('editId', edit_id, 'status', status, 'amount', amount, 'refunded', refunded,
          'refundPending', refund_pending)), '[]') AS supplements
      FROM supplement WHERE order_id = o.id) s
    ORDER BY o.id`,
  carts: `SELECT id, status, order_id AS "orderId" FROM cart`,
  payments: `
    SELECT id, order_id AS "orderId", part, status, amount::float8 AS amount, currency, captured_amount::float8 AS captured,
      refunded_amount::float8 AS refunded, credit_amount::float8 AS credit, charge,
      (SELECT coalesce(sum(r.amount - r.credit_amount), 0)::float8 FROM refund r WHERE r.payment_id = payment.id AND r.status = 'succeeded')
        AS "cardRefunded"
    FROM payment`,
  credits: `
    SELECT a.currency, CASE a.kind WHEN 'gift_card' THEN 'gift_cards' ELSE 'store_credit' END AS account, sum(a.balance)::float8 AS balance,
      sum(a.held)::float8 AS held, coalesce(sum(w.waiting), 0)::float8 AS waiting, coalesce(sum(m.spent), 0)::float8 AS spent,
      coalesce(sum(m.returned), 0)::float8 AS returned
    FROM credit_account a
      LEFT JOIN LATERAL (SELECT sum(c.amount) AS waiting FROM payment_credit c JOIN payment p ON p.id = c.payment_id
        WHERE c.account_id = a.id AND p.status IN ('pending', 'failed')) w ON true
      LEFT JOIN LATERAL (SELECT sum(amount) FILTER (WHERE type = 'captured') AS spent, sum(amount) FILTER (WHERE type = 'refunded') AS returned
        FROM credit_movement WHERE account_id = a.id) m ON true
    GROUP BY a.currency, a.kind`,
  webhooksWaiting: `SELECT count(*)::int AS waiting FROM webhook_event WHERE handled_at IS NULL`,
  discrepancies: `SELECT subject, kind FROM discrepancy WHERE settled_at IS NULL`,
  ledger: `SELECT currency, account, sum(amount)::float8 AS sum FROM ledger_entry GROUP BY currency, account`,
  stock: `SELECT variant_id AS "variantId", sku, on_hand AS "onHand", reserved FROM stock`,
  reservations: `
    SELECT r.order_id AS "orderId", r.status,
      coalesce(json_agg(json_build_object('variantId', l.variant_id, 'quantity', l.quantity)) FILTER (WHERE l.order_id IS NOT NULL), '[]') AS lines
    FROM reservation r LEFT JOIN reservation_line l USING (order_id) GROUP BY r.order_id`,
  messages: `SELECT id, kind, subject_id AS "subjectId", status, attempts FROM message`,
  deadLetters: `SELECT type, aggregate_id AS "aggregateId", error FROM messaging.dead_letter ORDER BY position`,
  events: `SELECT id, type, aggregate_id AS "aggregateId", published_at IS NOT NULL AS "isPublished" FROM messaging.outbox ORDER BY position`,
  inbox: `SELECT event_id AS id FROM messaging.inbox`,
} as const;
