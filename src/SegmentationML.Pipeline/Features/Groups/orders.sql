-- Distinct orders; apart from the activity group since counting them costs a hash table of orders.
-- grain: entity
-- requires: order_lines.order_id, order_lines.quantity
-- column order_count [orders]: distinct orders with a positive quantity
-- column order_size [units/order]: units sold per order
SELECT ${entity},
       count(DISTINCT order_id) FILTER (quantity > 0) AS order_count,
       sum(quantity) FILTER (quantity > 0) / nullif(count(DISTINCT order_id) FILTER (quantity > 0), 0) AS order_size
FROM lines
GROUP BY ${entity}
