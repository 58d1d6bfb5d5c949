-- How long, how often and how recently an entity was ordered.
-- grain: entity
-- requires: order_lines.order_id, order_lines.quantity
-- column first_order_days [days]: days from the first order to the cut-off
-- column recency_days [days]: days from the last order to the cut-off
-- column line_count [lines]: order lines, returns included
-- column quantity [units]: units sold less units returned
-- column units_returned [units]: units that came back
SELECT ${entity},
       date_diff('day', min(order_date) FILTER (quantity > 0), ${as_of}) AS first_order_days,
       date_diff('day', max(order_date) FILTER (quantity > 0), ${as_of}) AS recency_days,
       count(*) AS line_count,
       sum(quantity) AS quantity,
       coalesce(-sum(quantity) FILTER (quantity < 0), 0) AS units_returned
FROM lines
GROUP BY ${entity}
