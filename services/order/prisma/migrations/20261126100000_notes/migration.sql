-- What staff write down about an order: notes are added, never changed.
CREATE TABLE "order_note" (
  "id" text PRIMARY KEY,
  "order_id" text NOT NULL REFERENCES "orders" ("id"),
  "author_id" text NOT NULL,
  "author_name" text NOT NULL,
  "text" text NOT NULL CHECK ("text" <> ''),
  "at" timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX "order_note_by_order" ON "order_note" ("order_id", "id");

CREATE FUNCTION "refuse_to_change_a_note"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'notes are added, never changed';
END
$$;
CREATE TRIGGER "order_note_is_append_only" BEFORE UPDATE OR DELETE ON "order_note"
  FOR EACH ROW EXECUTE FUNCTION "refuse_to_change_a_note"();
