-- Distinct orders; apart from the activity group since counting them costs a hash table of orders.
-- grain: entity
-- requires: order_lines.order_id, order_lines.quantity
-- column order_count [orders]: distinct orders with a positive quantity
-- column order_size [units/order]: units sold per order
WITH orders AS (
    SELECT ${entity}, count(order_id) AS order_count
    FROM (SELECT DISTINCT ${entity}, order_id FROM lines WHERE quantity > 0)
    GROUP BY ${entity}
), sold AS (
    SELECT ${entity}, sum(quantity) FILTER (quantity > 0) AS units
    FROM lines
    GROUP BY ${entity}
)
SELECT ${entity}, coalesce(order_count, 0) AS order_count, units / nullif(order_count, 0) AS order_size
FROM sold LEFT JOIN orders USING (${entity})
