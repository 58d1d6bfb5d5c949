-- What an entity brings in. A return is booked in the period in which it was received, at its own price.
-- grain: entity
-- requires: order_lines.amount, order_lines.quantity
-- column net_revenue [currency]: sales less returns
-- column gross_revenue [currency]: sales alone
-- column return_share [1]: units returned / units sold; null when nothing was sold
SELECT ${entity},
       sum(amount) AS net_revenue,
       coalesce(sum(amount) FILTER (quantity > 0), 0) AS gross_revenue,
       coalesce(-sum(quantity) FILTER (quantity < 0), 0) / nullif(sum(quantity) FILTER (quantity > 0), 0) AS return_share
FROM lines
GROUP BY ${entity}
