-- What the purge looks for: when a session was over, by its time or before.
DROP INDEX "session_expires_at_idx";
CREATE INDEX "session_over" ON "session" (least("expires_at", "ended_at"));
