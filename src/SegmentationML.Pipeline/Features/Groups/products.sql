-- How many products an entity buys.
-- grain: entity
-- requires: order_lines.product_id, order_lines.quantity
-- not for: product_id
-- column product_count [products]: distinct products with a purchase
SELECT ${entity}, count(DISTINCT product_id) AS product_count
FROM lines
WHERE quantity > 0
GROUP BY ${entity}
