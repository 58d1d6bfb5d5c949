-- How many customers an entity has, and how far it hangs on the largest.
-- grain: entity
-- requires: order_lines.customer_id, order_lines.amount
-- not for: customer_id
-- column customer_count [customers]: distinct customers with a purchase
-- column top_customer_share [1]: sales to the largest customer / sales to all known customers
WITH per_customer AS (
    SELECT ${entity}, customer_id AS buyer, sum(amount) AS sales
    FROM lines
    WHERE quantity > 0 AND customer_id IS NOT NULL
    GROUP BY ALL
)
SELECT ${entity}, count(*) AS customer_count, max(sales) / nullif(sum(sales), 0) AS top_customer_share
FROM per_customer
GROUP BY ${entity}
