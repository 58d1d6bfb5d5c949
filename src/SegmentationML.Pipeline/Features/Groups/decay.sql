-- Value weighted by age: w = 2^(-age / half-life), age in days at the cut-off.
-- The weight is rounded to 12 decimals so that the sums are exact and do not depend on the order of the rows.
-- grain: entity
-- requires: order_lines.amount
-- column decayed_value [currency]: sum of w x amount
-- column effective_lines [lines]: effective sample size (sum w)^2 / sum w^2
WITH weighted AS (
    SELECT ${entity}, CAST(amount AS DECIMAL(22, 4)) AS amount, CAST(pow(2, -date_diff('day', order_date, ${as_of}) / ${half_life_days}) AS DECIMAL(16, 12)) AS w
    FROM lines
)
SELECT ${entity},
       sum(amount * w) AS decayed_value,
       CAST(sum(w) AS DOUBLE) * CAST(sum(w) AS DOUBLE) / nullif(CAST(sum(w * CAST(w AS DECIMAL(22, 12))) AS DOUBLE), 0) AS effective_lines
FROM weighted
GROUP BY ${entity}
