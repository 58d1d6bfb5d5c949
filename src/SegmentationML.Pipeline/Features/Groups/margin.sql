-- Gross margin; needs the cost of the line.
-- grain: entity
-- requires: order_lines.amount, order_lines.cost
-- column gross_margin [currency]: net revenue less cost of the goods, lines without a cost left out
-- column margin_rate [1]: gross margin / net revenue of the same lines; null when that is not positive
SELECT ${entity},
       sum(amount - cost) AS gross_margin,
       CASE WHEN sum(amount) > 0 THEN sum(amount - cost) / sum(amount) END AS margin_rate
FROM lines
WHERE cost IS NOT NULL
GROUP BY ${entity}
