using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Reads the drivers that a model takes from reference tables.</summary>
internal static class FactorDrivers
{
    /// <summary>One array a factor, in entity order; NaN where neither table nor default knows it.</summary>
    public static IReadOnlyDictionary<string, double[]> Read(StepContext context, SegmentInput input)
        => input.Model.Factors.ToDictionary(f => f.Key, f => Read(context, input, f.Value), StringComparer.Ordinal);

    private static double[] Read(StepContext context, SegmentInput input, FactorDefinition factor)
    {
        var numbers = new Dictionary<string, double>(StringComparer.Ordinal);
        // The last rate on or before the day of the run holds.
        context.Engine.Read($"""
            SELECT value, CAST(arg_max(number, valid_from) AS DOUBLE)
            FROM ({context.Select(input.Table("reference_factors"))})
            WHERE attribute = {Sql.Literal(factor.Attribute)} AND factor = {Sql.Literal(factor.Factor)} AND valid_from <= DATE '{input.Features.Calendar.AsOf:yyyy-MM-dd}'
            GROUP BY value
            """, batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                numbers[batch.Text(0, i)!] = batch.Values<double>(1)[i];
            }
        }, null, context.Cancellation);
        return Array.ConvertAll(EntityAttribute.Read(context, input, factor.Attribute), v => v is not null && numbers.TryGetValue(v, out var number) ? number : factor.Default ?? double.NaN);
    }
}
