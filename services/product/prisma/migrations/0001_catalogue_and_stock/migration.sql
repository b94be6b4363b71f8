-- Both are trusted extensions: the owner of the database may make them.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

CREATE TABLE media (
  id text PRIMARY KEY,
  -- SHA-256 of the picture as it was uploaded; the files of its widths carry it in their names.
  hash text NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  -- Of the 640 wide file, which is the one that answers name.
  width integer NOT NULL CHECK (width > 0),
  height integer NOT NULL CHECK (height > 0),
  alt text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE category (
  id text PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  name text NOT NULL,
  parent_id text REFERENCES category (id) CHECK (parent_id <> id),
  position integer NOT NULL DEFAULT 0,
  media_id text REFERENCES media (id),
  created_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE product (
  id text PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  title text NOT NULL,
  description text NOT NULL,
  category_id text REFERENCES category (id),
  status text NOT NULL CHECK (status IN ('draft', 'active', 'archived')),
  currency text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (id, currency)
);
CREATE INDEX product_category_id ON product (category_id);

CREATE TABLE product_option (
  product_id text NOT NULL REFERENCES product (id) ON DELETE CASCADE,
  position integer NOT NULL,
  name text NOT NULL,
  values text[] NOT NULL CHECK (cardinality(values) > 0),
  PRIMARY KEY (product_id, position),
  UNIQUE (product_id, name)
);

CREATE TABLE variant (
  id text PRIMARY KEY,
  product_id text NOT NULL,
  currency text NOT NULL,
  sku text NOT NULL UNIQUE,
  position integer NOT NULL,
  title text NOT NULL,
  options jsonb NOT NULL,
  price_minor bigint NOT NULL CHECK (price_minor >= 0),
  compare_at_minor bigint CHECK (compare_at_minor >= 0),
  media_id text REFERENCES media (id),
  -- All variants of a product are priced in its one currency.
  FOREIGN KEY (product_id, currency) REFERENCES product (id, currency) ON DELETE CASCADE,
  UNIQUE (product_id, options)
);

CREATE TABLE product_media (
  product_id text NOT NULL REFERENCES product (id) ON DELETE CASCADE,
  position integer NOT NULL,
  media_id text NOT NULL REFERENCES media (id),
  PRIMARY KEY (product_id, position),
  UNIQUE (product_id, media_id)
);

-- One row per variant. Every sale updates it, so it is narrow, has room for the new version on its page, and no index on
-- what changes. `available` can never be negative: nothing is sold twice, whatever the code above it does.
CREATE TABLE stock (
  variant_id text PRIMARY KEY REFERENCES variant (id) ON DELETE CASCADE,
  product_id text NOT NULL,
  sku text NOT NULL UNIQUE,
  on_hand integer NOT NULL CHECK (on_hand BETWEEN 0 AND 100000000),
  reserved integer NOT NULL DEFAULT 0 CHECK (reserved >= 0),
  available integer GENERATED ALWAYS AS (on_hand - reserved) STORED CHECK (available >= 0)
) WITH (fillfactor = 50);
CREATE INDEX stock_product_id ON stock (product_id);

CREATE TABLE reservation (
  order_id text PRIMARY KEY,
  status text NOT NULL CHECK (status IN ('reserved', 'committed', 'released', 'expired')),
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX reservation_due ON reservation (expires_at) WHERE status = 'reserved';

CREATE TABLE reservation_line (
  order_id text NOT NULL REFERENCES reservation (order_id) ON DELETE CASCADE,
  variant_id text NOT NULL REFERENCES variant (id),
  quantity integer NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (order_id, variant_id)
);
CREATE INDEX reservation_line_variant_id ON reservation_line (variant_id);

-- Who changed the count by hand, by how much and why. Only ever added to.
CREATE TABLE stock_adjustment (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  variant_id text NOT NULL REFERENCES variant (id),
  delta integer NOT NULL CHECK (delta <> 0),
  reason text NOT NULL CHECK (reason <> ''),
  actor text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX stock_adjustment_variant_id ON stock_adjustment (variant_id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME;
END $$;
CREATE TRIGGER stock_adjustment_append_only BEFORE UPDATE OR DELETE ON stock_adjustment
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Text search: English stems without accents, and the same without stems for the vocabulary.
CREATE TEXT SEARCH CONFIGURATION catalogue (COPY = english);
ALTER TEXT SEARCH CONFIGURATION catalogue ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
CREATE TEXT SEARCH CONFIGURATION catalogue_words (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION catalogue_words ALTER MAPPING FOR hword, hword_part, word WITH unaccent, simple;

-- What a list shows of a product, in one row, written in the transaction that changes the product.
CREATE TABLE listing (
  product_id text PRIMARY KEY REFERENCES product (id) ON DELETE CASCADE,
  slug text NOT NULL,
  title text NOT NULL,
  active boolean NOT NULL,
  -- The category and those above it, the root first.
  category_slugs text[] NOT NULL,
  currency text NOT NULL,
  price_minor bigint NOT NULL,
  compare_at_minor bigint,
  image jsonb,
  rating numeric(3, 2),
  -- Changed by difference alone, so that two sales of different variants cannot overwrite each other's count.
  in_stock_variants integer NOT NULL CHECK (in_stock_variants >= 0),
  in_stock boolean GENERATED ALWAYS AS (in_stock_variants > 0) STORED,
  -- `color:Blue`, the name in lower case.
  option_values text[] NOT NULL,
  search tsvector NOT NULL,
  -- A fixed shuffle, for the order of a list that nobody asked to be sorted.
  mix integer GENERATED ALWAYS AS (hashtext(slug)) STORED
);
CREATE INDEX listing_search ON listing USING gin (search);
CREATE INDEX listing_category_slugs ON listing USING gin (category_slugs);

-- Every word that a listing can be found by, against which misspelt ones are measured.
CREATE TABLE search_word (word text PRIMARY KEY);
CREATE INDEX search_word_prefix ON search_word (word text_pattern_ops);
CREATE INDEX search_word_trigram ON search_word USING gin (word gin_trgm_ops);

-- What somebody typed, as a query that every known word must match, each as a beginning of a word. A word that begins none
-- is taken for the words most like it; one that is like none is left out, unless none is left. NULL when nothing was typed.
CREATE FUNCTION catalogue_query(typed text) RETURNS tsquery LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH token AS (
    SELECT lexeme AS word, (ts_lexize('english_stem', lexeme))[1] AS stem
    FROM unnest(to_tsvector('catalogue_words', left(typed, 200))) ORDER BY positions[1] LIMIT 12
  ), term AS (
    SELECT CASE
      WHEN EXISTS (SELECT FROM search_word known WHERE known.word ^@ token.word)
        THEN (quote_literal(stem) || ':*')::tsquery
      WHEN length(word) >= 3 THEN (
        SELECT string_agg(quote_literal(near.stem), ' | ')::tsquery
        FROM (
          SELECT (ts_lexize('english_stem', known.word))[1] AS stem
          FROM search_word known WHERE known.word % token.word
          ORDER BY similarity(known.word, token.word) DESC, known.word LIMIT 3
        ) near
        WHERE near.stem IS NOT NULL
      )
    END AS query, stem
    FROM token WHERE stem IS NOT NULL
  )
  SELECT coalesce(
    (SELECT string_agg('(' || query::text || ')', ' & ')::tsquery FROM term WHERE query IS NOT NULL),
    (SELECT string_agg(quote_literal(stem), ' & ')::tsquery FROM term)
  )
$$;
