using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Publish.Diff;

/// <summary>Compares two versions by their published files and by nothing else.</summary>
public static class SnapshotDiff
{
    /// <summary>Compares them; either may be the older one.</summary>
    /// <param name="engine">Any engine.</param>
    /// <param name="before">The version to start from.</param>
    /// <param name="after">The version to come to.</param>
    /// <param name="cancellation">Ends it.</param>
    public static VersionDiff Between(IQueryEngine engine, Snapshot before, Snapshot after, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        TableComparison[] comparisons = [.. after.Content.Tables.Join(before.Content.Tables, t => t.Name, t => t.Name, (a, b) => new TableComparison(engine, before, after, b, a))];
        TableDiff[] tables = [.. comparisons.Select(c => c.Run(cancellation))];
        var moves = Array.Find(comparisons, c => c.Moves is not null)?.Moves;
        return new VersionDiff(after.Pipeline, Side(before), Side(after), tables, moves is null ? Segments(engine, before, after, cancellation) : WithStayers(engine, before, moves, cancellation));
    }

    /// <summary>Entities by segment before and after, most entities first.</summary>
    /// <param name="engine">Any engine.</param>
    /// <param name="before">The version to start from.</param>
    /// <param name="after">The version to come to.</param>
    /// <param name="cancellation">Ends it.</param>
    public static IReadOnlyList<SegmentMove> Segments(IQueryEngine engine, Snapshot before, Snapshot after, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(engine);
        var (left, right) = (TableComparison.Source(before, PublishedTable.Assignments), TableComparison.Source(after, PublishedTable.Assignments));
        return Ordered(Read(engine, $"SELECT o.segment, n.segment, count(*) FROM {left} o FULL JOIN {right} n ON n.key = o.key GROUP BY ALL", cancellation));
    }

    /// <summary>Adds those who stayed where they were: what a segment held, less those who left it.</summary>
    private static SegmentMove[] WithStayers(IQueryEngine engine, Snapshot before, IReadOnlyList<SegmentMove> moves, CancellationToken cancellation)
    {
        var source = TableComparison.Source(before, PublishedTable.Assignments);
        var stayed = Read(engine, $"SELECT segment, segment, count(*) FROM {source} GROUP BY ALL", cancellation)
            .Select(all => all with { Entities = all.Entities - moves.Where(m => m.From == all.From).Sum(m => m.Entities) });
        return Ordered(moves.Concat(stayed));
    }

    private static SegmentMove[] Ordered(IEnumerable<SegmentMove> moves)
        => [.. moves.Where(m => m.Entities > 0).OrderByDescending(m => m.Entities).ThenBy(m => m.From, StringComparer.Ordinal).ThenBy(m => m.To, StringComparer.Ordinal)];

    private static DiffSide Side(Snapshot version) => new(version.Commit.Version, version.Content.AsOf, version.Content.SchemaVersion, version.Commit.ContentDigest);

    private static List<SegmentMove> Read(IQueryEngine engine, string sql, CancellationToken cancellation)
    {
        var moves = new List<SegmentMove>();
        engine.Read(
            sql,
            batch =>
            {
                for (var i = 0; i < batch.Rows; i++)
                {
                    moves.Add(new SegmentMove(batch.Text(0, i), batch.Text(1, i), batch.Values<long>(2)[i]));
                }
            },
            null, cancellation);
        return moves;
    }
}
