-- The embedded event log: one table for all topics, a cursor per consumer group and partition.
CREATE SCHEMA IF NOT EXISTS event_log;

CREATE TABLE event_log.event (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  partition smallint NOT NULL,
  topic text NOT NULL,
  id uuid NOT NULL UNIQUE,
  event json NOT NULL,
  appended_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX event_of_partition ON event_log.event (partition, position);
CREATE INDEX event_age ON event_log.event USING brin (appended_at);

-- Everything of the partition up to and including the position is settled for the group.
CREATE TABLE event_log.cursor (
  consumer_group text NOT NULL,
  partition smallint NOT NULL,
  position bigint NOT NULL,
  PRIMARY KEY (consumer_group, partition)
) WITH (fillfactor = 50);

-- Appends [{partition, topic, event}, …] in their order. The partitions' locks are taken before any position and in one order,
-- and are held until commit: within a partition positions become visible in their order, and two appends never wait for each
-- other in a circle. An event that is there already is left out.
CREATE FUNCTION event_log.append(entries json) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  touched smallint[];
  one smallint;
  appended integer;
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
  INSERT INTO event_log.event (partition, topic, id, event)
    SELECT (entry->>'partition')::smallint, entry->>'topic', (entry->'event'->>'id')::uuid, entry->'event'
    FROM json_array_elements(entries) WITH ORDINALITY AS list(entry, ordinal)
    ORDER BY ordinal
    ON CONFLICT (id) DO NOTHING;
  GET DIAGNOSTICS appended = ROW_COUNT;
  IF appended > 0 THEN
    PERFORM pg_notify('event_log', array_to_string(touched, ','));
  END IF;
  RETURN appended;
END
$$;
