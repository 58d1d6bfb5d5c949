using SegmentationML.Core;
using SegmentationML.Core.Segmentation;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Segment;

/// <summary>Dimensions that are given and not computed: effective-dated tags, and the segments that another pipeline published.</summary>
internal static class GivenClasses
{
    private const string Unknown = "U";

    /// <summary>The tag that holds on the day of the run.</summary>
    public static Classification OfTag(StepContext context, SegmentInput input, string name, DimensionDefinition definition)
    {
        var day = $"DATE '{input.Features.Calendar.AsOf:yyyy-MM-dd}'";
        var query = $"""
            SELECT entity_key, value FROM ({context.Select(input.Table("entity_tags"))})
            WHERE tag = {Sql.Literal(definition.Tag ?? name)} AND valid_from <= {day} AND (valid_to IS NULL OR valid_to > {day})
            """;
        context.Engine.Read($"SELECT entity_key, string_agg(value, ', ' ORDER BY value) FROM ({query}) GROUP BY entity_key HAVING count(*) > 1 ORDER BY entity_key LIMIT 1", row => throw new ProblemException(new Problem(
            "SEG-SEGM-129",
            $"The tag {definition.Tag ?? name} of '{row.Text(0, 0)}' has several values on {input.Features.Calendar.AsOf:yyyy-MM-dd}: {row.Text(1, 0)}.",
            "End the older one: set valid_to to the day on which the newer one begins.")), null, context.Cancellation);
        return Classes(name, definition, Texts(context, input, query, "key"), definition.Classes);
    }

    /// <summary>The segment of the entity, or of a part of its key, in the version that another pipeline has in use.</summary>
    public static Classification OfSegments(StepContext context, SegmentInput input, string name, DimensionDefinition definition)
    {
        var snapshot = input.Published[definition.Pipeline!];
        var column = definition.Dimension is { } dimension ? $"class_{dimension}" : "segment";
        string[] known = [.. snapshot.Content.Tables.Single(t => t.Name == "assignments").Columns.Select(c => c.Name)];
        if (!known.Contains(column, StringComparer.Ordinal))
        {
            string[] dimensions = [.. known.Where(c => c.StartsWith("class_", StringComparison.Ordinal)).Select(c => c["class_".Length..])];
            throw new ProblemException(new Problem("SEG-SEGM-127", $"dimensions.{name} takes '{definition.Dimension}' of {definition.Pipeline}, which version {snapshot.Commit.Version} does not have.", ClosestMatch.Hint(definition.Dimension!, dimensions)));
        }

        var texts = Texts(context, input, $"SELECT key, {Sql.Identifier(column)} FROM read_parquet({Sql.Literal(Path.Combine(snapshot.Folder, "assignments.parquet"))})", definition.Key ?? "key");
        return Classes(name, definition, texts, definition.Classes.Count > 0 ? definition.Classes : [.. texts.OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    private static string?[] Texts(StepContext context, SegmentInput input, string query, string column)
    {
        var values = new List<string?>();
        context.Engine.Read($"SELECT g.value FROM ({context.Select(input.Features.Features)}) f LEFT JOIN (SELECT * FROM ({query}) AS q(entity_key, value)) g ON f.{Sql.Identifier(column)} = g.entity_key ORDER BY f.entity_index", batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                values.Add(batch.Text(0, i));
            }
        }, null, context.Cancellation);
        return [.. values];
    }

    private static TagClassification Classes(string name, DimensionDefinition definition, string?[] texts, IReadOnlyList<string> classes)
    {
        string[] codes = definition.Default is null ? [.. classes, Unknown] : [.. classes];
        var strange = texts.OfType<string>().FirstOrDefault(t => !codes.Contains(t, StringComparer.Ordinal));
        if (strange is not null)
        {
            throw new ProblemException(new Problem("SEG-SEGM-127", $"dimensions.{name} meets the value '{strange}', which is none of its classes ({string.Join(", ", codes)}).", "Add it to classes:, or mend the table."));
        }

        var scheme = new ClassScheme(name.ToUpperInvariant(), codes, 0);
        return new TagClassification(scheme, Array.ConvertAll(texts, t => (byte)scheme.IndexOf(t ?? definition.Default ?? Unknown)));
    }
}
