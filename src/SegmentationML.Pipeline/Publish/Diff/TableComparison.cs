using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Publish.Diff;

/// <summary>Compares one table of two versions: matched rows are counted by the engine, what a column holds is summed up in row order.</summary>
internal sealed class TableComparison(IQueryEngine engine, Snapshot before, Snapshot after, SnapshotTable old, SnapshotTable young)
{
    private static readonly string[] KeyColumns = ["key", "step"];
    private readonly string[] _keys = [.. KeyColumns.Where(k => young.Columns.Any(c => c.Name == k) && old.Columns.Any(c => c.Name == k))];

    /// <summary>A table's file as a source of a query.</summary>
    public static string Source(Snapshot version, string table) => $"read_parquet({Sql.Literal(Path.Combine(version.Folder, $"{table}.parquet"))})";

    /// <summary>Rows of both versions by segment before and after, counted on the way; null for a table without segments and when the files are the same.</summary>
    public IReadOnlyList<SegmentMove>? Moves { get; private set; }

    public TableDiff Run(CancellationToken cancellation)
    {
        if (IsSameFile())
        {
            return new TableDiff(young.Name, old.Rows, young.Rows, 0, 0, 0, []);
        }

        SnapshotColumn[] common = [.. young.Columns.Where(c => !_keys.Contains(c.Name, StringComparer.Ordinal) && old.Columns.Any(o => o.Name == c.Name && o.Type == c.Type))];
        var counts = Counts(common, cancellation);
        var changed = common.Zip(counts[2..]).Where(pair => pair.Second > 0).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal);
        var names = young.Columns.Concat(old.Columns).Select(c => c.Name).Distinct(StringComparer.Ordinal).Where(name => changed.ContainsKey(name) || Find(old, name)?.Type != Find(young, name)?.Type).ToArray();
        var summaries = new[] { (before, old), (after, young) }.Select(side => ColumnSummaries.Read(engine, Source(side.Item1, young.Name), [.. side.Item2.Columns.Where(c => names.Contains(c.Name, StringComparer.Ordinal))], cancellation)).ToArray();
        return new TableDiff(young.Name, old.Rows, young.Rows, old.Rows - counts[0], young.Rows - counts[0], counts[1], [.. names.Select(name => new ColumnDiff(
            name, Find(old, name)?.Type, Find(young, name)?.Type, changed.GetValueOrDefault(name), summaries[0].GetValueOrDefault(name), summaries[1].GetValueOrDefault(name)))]);
    }

    private static SnapshotColumn? Find(SnapshotTable table, string name) => table.Columns.FirstOrDefault(c => c.Name == name);

    private bool IsSameFile()
    {
        var name = $"{young.Name}.parquet";
        return before.Content.Files.FirstOrDefault(f => f.Name == name) is { } file && file == after.Content.Files.FirstOrDefault(f => f.Name == name);
    }

    /// <summary>Rows of both versions, those of them in which some column differs, then those in which each common column does.</summary>
    private long[] Counts(SnapshotColumn[] common, CancellationToken cancellation)
    {
        var flags = common.Select(c => $"o.{Sql.Identifier(c.Name)} IS DISTINCT FROM n.{Sql.Identifier(c.Name)}").ToArray();
        var any = flags.Length == 0 ? "0::BIGINT" : $"count(*) FILTER ({string.Join(" OR ", flags.Select((_, i) => $"d{i}"))})";
        var columns = string.Join(", ", _keys.Concat(common.Select(c => Sql.Identifier(c.Name))));
        var counts = new long[2 + common.Length];
        var moves = new List<SegmentMove>();
        var hasSegments = Array.Exists(common, c => c.Name == "segment");
        var (from, to) = hasSegments ? ("o.segment", "n.segment") : ("NULL::VARCHAR", "NULL::VARCHAR");
        engine.Read(
            $"""
            SELECT s0, s1, count(*), {any}{string.Concat(flags.Select((_, i) => $", count(*) FILTER (d{i})"))} FROM (
                SELECT {from} AS s0, {to} AS s1{string.Concat(flags.Select((flag, i) => $", {flag} AS d{i}"))}
                FROM (SELECT {columns} FROM {Source(before, young.Name)}) o JOIN (SELECT {columns} FROM {Source(after, young.Name)}) n ON {string.Join(" AND ", _keys.Select(k => $"n.{k} = o.{k}"))}) GROUP BY s0, s1
            """,
            batch =>
            {
                for (var i = 0; i < counts.Length; i++)
                {
                    foreach (var count in batch.Values<long>(2 + i))
                    {
                        counts[i] += count;
                    }
                }

                for (var row = 0; row < batch.Rows; row++)
                {
                    moves.Add(new SegmentMove(batch.Text(0, row), batch.Text(1, row), batch.Values<long>(2)[row]));
                }
            },
            null, cancellation);
        Moves = hasSegments ? moves : null;
        return counts;
    }
}
