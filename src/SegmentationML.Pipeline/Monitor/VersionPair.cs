using SegmentationML.Core.Drift;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;

namespace SegmentationML.Pipeline.Monitor;

/// <summary>The entities of two versions side by side.</summary>
/// <param name="Segments">Codes of all segments of either version, sorted.</param>
/// <param name="Previous">Segment index in the parent; -1 when the entity was not in it.</param>
/// <param name="Current">Segment index in the new version; -1 when the entity is not in it.</param>
/// <param name="Values">Value of each entity, at least 0; empty without a value driver.</param>
internal sealed record VersionPair(IReadOnlyList<string> Segments, int[] Previous, int[] Current, double[] Values)
{
    public static VersionPair Read(IQueryEngine engine, Snapshot version, Snapshot parent, string valueDriver, CancellationToken cancellation)
    {
        var hasValue = PublishedEntity.DriversOf(version).Contains(valueDriver, StringComparer.Ordinal);
        var value = hasValue ? $"greatest(0, coalesce(n.{Sql.Identifier(valueDriver)}, 0))" : "0.0";
        var (previous, current, values) = (new List<string?>(), new List<string?>(), new List<double>());
        engine.Read($"""
            SELECT o.segment, n.segment, CAST({value} AS DOUBLE)
            FROM read_parquet({FileOf(parent)}) o FULL JOIN read_parquet({FileOf(version)}) n ON n.key = o.key
            ORDER BY coalesce(n.key, o.key)
            """, batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                previous.Add(batch.Text(0, i));
                current.Add(batch.Text(1, i));
            }

            values.AddRange(batch.Values<double>(2));
        }, null, cancellation);
        string[] segments = [.. previous.Concat(current).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var index = segments.Select((s, i) => (s, i)).ToDictionary(p => p.s, p => p.i, StringComparer.Ordinal);
        return new VersionPair(segments, Indices(previous, index), Indices(current, index), hasValue ? [.. values] : []);
    }

    /// <summary>Adjusted Rand index of both partitions over the common entities; NaN without any.</summary>
    public double Agreement()
    {
        int[] common = [.. Enumerable.Range(0, Current.Length).Where(i => Previous[i] >= 0 && Current[i] >= 0)];
        return common.Length == 0 ? double.NaN : AdjustedRandIndex.Of(Array.ConvertAll(common, i => Previous[i]), Array.ConvertAll(common, i => Current[i]));
    }

    /// <summary>A driver of a version's entities, in key order; an empty value is NaN.</summary>
    public static double[] Driver(IQueryEngine engine, Snapshot version, string driver, CancellationToken cancellation)
    {
        var values = new List<double>();
        engine.Read($"SELECT coalesce({Sql.Identifier(driver)}, 'NaN'::DOUBLE) FROM read_parquet({FileOf(version)})", batch => values.AddRange(batch.Values<double>(0)), null, cancellation);
        return [.. values];
    }

    private static int[] Indices(List<string?> codes, Dictionary<string, int> index) => [.. codes.Select(c => c is null ? -1 : index[c])];

    private static string FileOf(Snapshot version) => Sql.Literal(Path.Combine(version.Folder, $"{PublishedTable.Assignments}.parquet"));
}
