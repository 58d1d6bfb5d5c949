using SegmentationML.Contracts.Tables;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment;

/// <summary>A text of each entity from a canonical table whose key is part of the entity's, such as <c>products.level_1</c>.</summary>
internal static class EntityAttribute
{
    public static IEnumerable<Problem> Validate(string place, string attribute)
    {
        if (Split(attribute) is not var (table, column) || CanonicalTables.Find(table) is not { Key.Count: 1 } known || known.Find(column) is null)
        {
            yield return new Problem("SEG-SEGM-126", $"{place} is '{attribute}'.", "Name a table with one key column and one of its columns, such as products.level_1 or customers.country.");
        }
    }

    /// <summary>The table of an attribute.</summary>
    public static string TableOf(string attribute) => Split(attribute)!.Value.Table;

    /// <summary>Reads it, one text an entity; null where it is not known. Of several rows with one key the smallest text counts.</summary>
    public static string?[] Read(StepContext context, SegmentInput input, string attribute)
    {
        var (table, column) = Split(attribute)!.Value;
        var handle = input.Table(table);
        var key = CanonicalTables.Find(table)!.Key[0].Name;
        if (!input.Entity.Contains(key, StringComparer.Ordinal))
        {
            throw new ProblemException(new Problem("SEG-SEGM-126", $"The attribute {attribute} hangs on {key}, but the entity is {string.Join(", ", input.Entity)}.", $"Take an attribute of {string.Join(" or ", input.Entity)}."));
        }

        var values = new List<string?>();
        context.Engine.Read($"""
            SELECT t.attribute
            FROM ({context.Select(input.Features.Features)}) f
            LEFT JOIN (SELECT {key}, min(CAST({Sql.Identifier(column)} AS VARCHAR)) AS attribute FROM ({context.Select(handle)}) GROUP BY ALL) t USING ({key})
            ORDER BY f.entity_index
            """, batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                values.Add(batch.Text(0, i));
            }
        }, null, context.Cancellation);
        return [.. values];
    }

    private static (string Table, string Column)? Split(string attribute)
        => attribute.Split('.') is [{ Length: > 0 } table, { Length: > 0 } column] ? (table, column) : null;
}
