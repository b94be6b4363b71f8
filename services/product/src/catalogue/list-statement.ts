import { listingColumns } from './listing-store.ts';

/**
 * One page of the list, its facets and its total, in one round trip. $1 the typed text or null, $2 category slug or null,
 * $3 and $4 price range, $5 in stock or null, $6 option filters as JSON, $7 sort, $8 and $9 where the page before ended or null,
 * $10 how many rows, $11 the bounds of the price ranges.
 *
 * Every sort is one whole number, `key`, the highest first, and then the newest id: so one statement is all lists, and a
 * page is found by its position, not by counting. `missed` names the filters that a product fails. One that fails none is in
 * the list; one that fails only a facet's own filter still counts in that facet, so that a shopper sees what widening gives.
 */
export const listStatement = `
  WITH sought AS MATERIALIZED (SELECT CASE WHEN $1::text IS NOT NULL THEN coalesce(catalogue_query($1), ''::tsquery) END AS query),
  filter AS (SELECT f->>'name' AS name, ARRAY(SELECT jsonb_array_elements_text(f->'labels')) AS labels FROM jsonb_array_elements($6::jsonb) f),
  base AS (
    SELECT ${listingColumns}, l.category_slugs, l.option_values,
      CASE $7::text
        WHEN 'price_asc' THEN -l.price_minor
        WHEN 'price_desc' THEN l.price_minor
        WHEN 'newest' THEN 0
        WHEN 'rating' THEN (coalesce(l.rating, 0) * 100)::bigint
        ELSE CASE WHEN $1::text IS NULL THEN l.mix + CASE WHEN l.in_stock THEN 4294967296 ELSE 0 END
          ELSE (ts_rank(l.search, sought.query) * 1000000)::bigint END
      END AS key,
      ARRAY_REMOVE(ARRAY[
        CASE WHEN NOT ($2::text IS NULL OR $2 = ANY (l.category_slugs)) THEN 'category' END,
        CASE WHEN NOT (l.price_minor >= coalesce($3::bigint, 0) AND ($4::bigint IS NULL OR l.price_minor <= $4)) THEN 'price' END,
        CASE WHEN NOT ($5::boolean IS NULL OR l.in_stock = $5) THEN 'availability' END
      ], NULL) || CASE WHEN $6::jsonb = '[]' THEN '{}'::text[]
        ELSE ARRAY(SELECT 'option:' || filter.name FROM filter WHERE NOT l.option_values && filter.labels) END AS missed
    FROM listing l, sought
    WHERE l.active AND (sought.query IS NULL OR l.search @@ sought.query)
  ),
  page AS (
    SELECT * FROM base
    WHERE missed = '{}' AND ($8::bigint IS NULL OR (key, product_id) < ($8, $9::text))
    ORDER BY key DESC, product_id DESC LIMIT $10
  ),
  counted AS (
    SELECT 'category' AS facet, above AS value, count(*) AS count
    FROM base, unnest(category_slugs) above WHERE missed <@ '{category}' GROUP BY above
    UNION ALL
    SELECT 'option:' || split_part(label, ':', 1), substr(label, strpos(label, ':') + 1), count(*)
    FROM base, unnest(option_values) label
    WHERE missed <@ ARRAY['option:' || split_part(label, ':', 1)] GROUP BY label
    UNION ALL
    SELECT 'price', width_bucket(price_minor, $11::bigint[])::text, count(*) FROM base WHERE missed <@ '{price}' GROUP BY 2
    UNION ALL
    SELECT 'availability', in_stock::text, count(*) FROM base WHERE missed <@ '{availability}' GROUP BY 2
  )
  SELECT
    (SELECT coalesce(json_agg(page ORDER BY key DESC, product_id DESC), '[]') FROM page) AS items,
    (SELECT count(*) FROM base WHERE missed = '{}') AS total,
    (SELECT coalesce(json_agg(json_build_object('facet', facet, 'value', value, 'label', c.name, 'count', count) ORDER BY c.position, c.name, value), '[]')
      FROM counted LEFT JOIN category c ON facet = 'category' AND c.slug = counted.value) AS facets`;
