-- Staff give in to a dispute: asked for once, and never beside evidence.
ALTER TABLE dispute ADD COLUMN accept_requested_at timestamptz(3);
ALTER TABLE dispute ADD CONSTRAINT accepted_or_answered CHECK (accept_requested_at IS NULL OR submit_requested_at IS NULL);

ALTER TABLE dispute_fact DROP CONSTRAINT dispute_fact_type_check;
ALTER TABLE dispute_fact ADD CONSTRAINT dispute_fact_type_check CHECK (type IN ('opened', 'evidence_saved', 'file_added', 'file_removed',
  'reminded', 'submitted', 'submit_refused', 'accepted', 'accept_refused', 'status_changed'));
