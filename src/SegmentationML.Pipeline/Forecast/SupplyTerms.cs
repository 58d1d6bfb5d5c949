using SegmentationML.Core.Forecasting;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Forecast;

/// <summary>How each entity is replenished: its segment's policy, and the lead time from the best source there is.</summary>
/// <remarks>
/// Lead time, first that is there: receipts of the product (mean and sample deviation of order to receipt, at least three of them), the product's <c>lead_time_days</c>,
/// the segment's policy. Days are turned into buckets of 1, 7 or 30.4375 days.
/// </remarks>
internal sealed class SupplyTerms
{
    private SupplyTerms(SegmentPolicy[] policies, int[] policyOf, double[] leadTime, double[] leadTimeDeviation)
    {
        Policies = policies;
        PolicyOf = policyOf;
        LeadTime = leadTime;
        LeadTimeDeviation = leadTimeDeviation;
    }

    /// <summary>The policies in use.</summary>
    public SegmentPolicy[] Policies { get; }

    /// <summary>Index into <see cref="Policies"/> per entity.</summary>
    public int[] PolicyOf { get; }

    /// <summary>Mean lead time per entity, in buckets.</summary>
    public double[] LeadTime { get; }

    /// <summary>Standard deviation of the lead time per entity, in buckets.</summary>
    public double[] LeadTimeDeviation { get; }

    /// <summary>Lead time and review period per entity: what stock has to cover, in buckets, at least a hundredth.</summary>
    public double[] ProtectionInterval() => [.. LeadTime.Select((l, i) => Math.Max(0.01, l + Policies[PolicyOf[i]].ReviewPeriod))];

    /// <summary>The levels of a snapshot's quantiles and the service levels in use, ascending.</summary>
    public IReadOnlyList<double> Levels() => [.. ForecastQuantiles.Levels.ToArray().Concat(Policies.Select(static p => p.ServiceLevel).OfType<double>()).Distinct().Order()];

    /// <summary>The quantile of the demand over lead time and review period at the service level of an entity; NaN where there is none.</summary>
    /// <param name="forecast">At the levels of <see cref="Levels"/>.</param>
    /// <param name="entity">Its index.</param>
    public double ServiceQuantile(PanelForecast forecast, int entity)
        => Policies[PolicyOf[entity]].ServiceLevel is { } level ? forecast.LeadTimeQuantilesOf(entity)[forecast.Levels.Values.IndexOf(level)] : double.NaN;

    public static SupplyTerms Read(StepContext context, ForecastInput input)
    {
        var codes = input.Segments.Segments.Select(s => s.Code).ToArray();
        SegmentPolicy[] policies = [.. codes.Select(c => input.Model.Policies.TryGetValue(c, out var policy) ? policy : input.Model.Policies["*"])];
        var count = (int)input.Segments.Rows;
        var policyOf = new int[count];
        context.Engine.Read($"SELECT entity_index, list_position([{string.Join(", ", codes.Select(Sql.Literal))}], segment) - 1 FROM ({context.Select(input.Segments.Assignments)})", batch =>
        {
            var entity = batch.Values<int>(0);
            var segment = batch.Values<int>(1);
            for (var i = 0; i < batch.Rows; i++)
            {
                policyOf[entity[i]] = segment[i];
            }
        }, null, context.Cancellation);
        double[] leadTime = [.. policyOf.Select(p => policies[p].LeadTime)];
        double[] deviation = [.. policyOf.Select(p => policies[p].LeadTimeDeviation)];
        if (input.Entity.Contains("product_id", StringComparer.Ordinal))
        {
            var days = input.Features.Calendar.DaysInBucket;
            Take(context, input, FromProducts(input), days, leadTime, deviation);
            Take(context, input, FromReceipts(input), days, leadTime, deviation);
        }

        return new SupplyTerms(policies, policyOf, leadTime, deviation);
    }

    private static string? FromProducts(ForecastInput input)
        => input.Tables.ContainsKey("products")
            ? "SELECT product_id, CAST(lead_time_days AS DOUBLE) AS mean, CAST(NULL AS DOUBLE) AS deviation FROM products WHERE lead_time_days > 0"
            : null;

    private static string? FromReceipts(ForecastInput input)
        => input.Tables.ContainsKey("receipts")
            ? $"""
              SELECT product_id, sum(days) / count(*) AS mean, sqrt(greatest(0, (sum(days * days) - sum(days) * sum(days) / count(*)) / (count(*) - 1))) AS deviation
              FROM (SELECT product_id, CAST(date_diff('day', ordered_date, received_date) AS BIGINT) AS days FROM receipts
                    WHERE received_date >= ordered_date AND received_date < DATE '{input.Features.Calendar.AsOf:yyyy-MM-dd}')
              GROUP BY product_id HAVING count(*) >= 3
              """
            : null;

    private static void Take(StepContext context, ForecastInput input, string? query, double days, double[] leadTime, double[] deviation)
    {
        if (query is null)
        {
            return;
        }

        context.Engine.Read($"SELECT f.entity_index, q.mean, q.deviation FROM ({context.Select(input.Features.Features)}) f JOIN ({query}) q USING (product_id)", batch =>
        {
            var entity = batch.Values<int>(0);
            var mean = batch.Values<double>(1);
            var spread = batch.Values<double>(2);
            for (var i = 0; i < batch.Rows; i++)
            {
                leadTime[entity[i]] = mean[i] / days;
                deviation[entity[i]] = batch.IsNull(2, i) ? deviation[entity[i]] : spread[i] / days;
            }
        }, null, context.Cancellation);
    }
}
