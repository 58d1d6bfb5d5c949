using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;

namespace SegmentationML.Pipeline.Scoring;

/// <summary>Where a version has an entity, and with which drivers.</summary>
/// <param name="Segment">Its segment.</param>
/// <param name="DecidedBy">What gave it; null in versions that do not tell.</param>
/// <param name="Since">Since when it has been there.</param>
/// <param name="Reasons">Its reason codes.</param>
/// <param name="Queued">The segment that the change budget delays.</param>
/// <param name="Classes">Its classes by dimension.</param>
/// <param name="Drivers">Its drivers by name; NaN where not known.</param>
internal sealed record PublishedState(string Segment, string? DecidedBy, DateOnly Since, IReadOnlyList<string> Reasons, string? Queued, IReadOnlyDictionary<string, string?> Classes, IReadOnlyDictionary<string, double> Drivers)
{
    /// <summary>Reads the entities that the version holds, by key.</summary>
    /// <param name="engine">Any engine.</param>
    /// <param name="version">The version.</param>
    /// <param name="keys">Keys.</param>
    /// <param name="dimensions">Dimensions whose classes are read, if the version has them.</param>
    /// <param name="cancellation">Ends it.</param>
    public static IReadOnlyDictionary<string, PublishedState> Read(IQueryEngine engine, Snapshot version, IReadOnlyList<string> keys, IEnumerable<string> dimensions, CancellationToken cancellation)
    {
        var columns = version.Content.Tables.Single(t => t.Name == PublishedTable.Assignments).Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        string[] drivers = [.. PublishedEntity.DriversOf(version)];
        string[] classes = [.. dimensions.Where(d => columns.Contains($"class_{d}"))];
        string Optional(string name) => columns.Contains(name) ? name : "NULL::VARCHAR";
        var states = new Dictionary<string, PublishedState>(StringComparer.Ordinal);
        if (keys.Count == 0)
        {
            return states;
        }

        var epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
        engine.Read(
            $"""
            SELECT key, segment, {Optional("decided_by")}, effective_from, array_to_string(reason_codes, ';'), {Optional("queued_segment")}{string.Concat(classes.Select(c => $", {Sql.Identifier($"class_{c}")}"))}{string.Concat(drivers.Select(d => $", {Sql.Identifier(d)}"))}
            FROM read_parquet({Sql.Literal(Path.Combine(version.Folder, $"{PublishedTable.Assignments}.parquet"))}) WHERE key IN ({string.Join(", ", keys.Select((_, i) => $"${i + 1}"))})
            """,
            batch =>
            {
                for (var row = 0; row < batch.Rows; row++)
                {
                    var at = row;
                    states[batch.Text(0, at)!] = new PublishedState(
                        batch.Text(1, at)!, batch.Text(2, at), DateOnly.FromDayNumber(epoch + batch.Values<int>(3)[at]), batch.Text(4, at)!.Split(';'), batch.Text(5, at),
                        classes.Select((name, c) => (name, Code: batch.Text(6 + c, at))).ToDictionary(p => p.name, p => p.Code, StringComparer.Ordinal),
                        drivers.Select((name, d) => (name, Value: batch.IsNull(6 + classes.Length + d, at) ? double.NaN : batch.Values<double>(6 + classes.Length + d)[at])).ToDictionary(p => p.name, p => p.Value, StringComparer.Ordinal));
                }
            },
            [.. keys], cancellation);
        return states;
    }
}
