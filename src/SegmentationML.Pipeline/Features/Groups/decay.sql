-- Value weighted by age: w = 2^(-age / half-life), age in days at the cut-off.
-- The weight is rounded to 12 decimals so that the sums are exact and do not depend on the order of the rows.
-- grain: entity
-- requires: order_lines.amount
-- column decayed_value [currency]: sum of w x amount
-- column effective_lines [lines]: effective sample size (sum w)^2 / sum w^2
WITH rounded AS (
    SELECT order_date, CAST(pow(2, -age / ${half_life_days}) AS DECIMAL(16, 12)) AS w
    FROM days
), weights AS (
    SELECT order_date, w, w * CAST(w AS DECIMAL(22, 12)) AS squared
    FROM rounded
)
SELECT ${entity},
       sum(CAST(amount AS DECIMAL(22, 4)) * w) AS decayed_value,
       CAST(sum(w) AS DOUBLE) * CAST(sum(w) AS DOUBLE) / nullif(CAST(sum(squared) AS DOUBLE), 0) AS effective_lines
FROM lines JOIN weights USING (order_date)
GROUP BY ${entity}
