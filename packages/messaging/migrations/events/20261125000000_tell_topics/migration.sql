-- As before, but the notification names topics too (`order.events:3,5 payment.events:1`), so that whoever does not hear a topic sleeps on.
CREATE OR REPLACE FUNCTION event_log.append(entries json) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  touched smallint[];
  one smallint;
  appended integer;
  told text;
BEGIN
  SELECT array_agg(DISTINCT (entry->>'partition')::smallint ORDER BY (entry->>'partition')::smallint)
    INTO touched FROM json_array_elements(entries) AS entry;
  IF touched IS NULL THEN
    RETURN 0;
  END IF;
  FOREACH one IN ARRAY touched LOOP
    -- 0x6576656e: 'even', as in event. Consumers lock under the hashes of their groups' names.
    PERFORM pg_advisory_xact_lock(1702260078, one);
  END LOOP;
  WITH fresh AS (
    INSERT INTO event_log.event (partition, topic, id, event)
      SELECT (entry->>'partition')::smallint, entry->>'topic', (entry->'event'->>'id')::uuid, entry->'event'
      FROM json_array_elements(entries) WITH ORDINALITY AS list(entry, ordinal)
      ORDER BY ordinal
      ON CONFLICT (id) DO NOTHING
      RETURNING partition, topic
  ), by_topic AS (
    SELECT count(*) AS events, topic || ':' || string_agg(DISTINCT partition::text, ',') AS line FROM fresh GROUP BY topic
  )
  SELECT coalesce(sum(events), 0), string_agg(line, ' ') INTO appended, told FROM by_topic;
  IF told IS NOT NULL THEN
    PERFORM pg_notify('event_log', told);
  END IF;
  RETURN appended;
END
$$;
