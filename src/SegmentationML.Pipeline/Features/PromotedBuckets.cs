namespace SegmentationML.Pipeline.Features;

/// <summary>The buckets in which a product was promoted, by the table <c>promotions</c>.</summary>
internal static class PromotedBuckets
{
    /// <summary>What the report says when they are not known.</summary>
    public const string Missing = "cv_promotion_cleansed is off: it needs the table promotions, and product_id in the entity.";

    /// <summary>Reads them: a bucket counts when a promotion holds on any of its days; of an entity with customers those of other customers do not count.</summary>
    /// <returns>By entity the buckets of the calendar, ascending; null without promotions or without products.</returns>
    public static int[][]? Read(StepContext context, EntitySource source, FeaturesInput input, BucketCalendar calendar)
    {
        if (!input.Tables.ContainsKey("promotions") || !source.Key.Contains("product_id", StringComparer.Ordinal) || calendar.Count == 0)
        {
            return null;
        }

        var own = source.Key.Contains("customer_id", StringComparer.Ordinal) && context.Engine.Describe("SELECT * FROM promotions").Any(c => c.Name == "customer_id")
            ? " AND (p.customer_id IS NULL OR p.customer_id = e.customer_id)"
            : "";
        var starts = string.Join(", ", Enumerable.Range(0, calendar.Count).Select(b => $"({b}, DATE '{calendar.StartOf(b):yyyy-MM-dd}', DATE '{calendar.StartOf(b + 1):yyyy-MM-dd}')"));
        var entities = (int)context.Engine.Execute("SELECT entity_index FROM entities", null, context.Cancellation);
        var buckets = Enumerable.Range(0, entities).Select(_ => new List<int>()).ToArray();
        context.Engine.Read($"""
            SELECT DISTINCT e.entity_index, b.bucket
            FROM entities e JOIN promotions p ON p.product_id = e.product_id{own} JOIN (VALUES {starts}) b(bucket, first, after) ON p.start_date < b.after AND p.end_date >= b.first
            ORDER BY e.entity_index, b.bucket
            """, batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                buckets[batch.Values<int>(0)[i]].Add(batch.Values<int>(1)[i]);
            }
        }, null, context.Cancellation);
        return Array.ConvertAll(buckets, b => b.ToArray());
    }
}
