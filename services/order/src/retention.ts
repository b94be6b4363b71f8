/** How long this service keeps what it deletes by itself, as docs/retention.md tells it. */
export const retention = {
  /** Guests' carts, and the shells of those that were merged into a customer's, since their last change. */
  guestCartDays: 30,
  /** A customer's open cart, since its last change. */
  customerCartDays: 180,
  /** A draft that was not ordered, since its last change. */
  draftDays: 90,
  /** Which carts were counted as started: longer than an event of one could come again. */
  countedCartDays: 21,
  /** Pictures for a return that was never asked for. */
  unusedPictureDays: 1,
} as const;
