using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Publish.Diff;

/// <summary>Compares one table of two versions by a merge of both files, which are in key order; what a column of numbers holds is summed up in row order on the way.</summary>
internal sealed class TableComparison(IQueryEngine engine, Snapshot before, Snapshot after, SnapshotTable old, SnapshotTable young)
{
    private static readonly string[] KeyColumns = ["key", "step"];
    private readonly SnapshotColumn[] _keys = [.. KeyColumns.Select(k => Find(young, k)).OfType<SnapshotColumn>().Where(k => Find(old, k.Name)?.Type == k.Type)];

    /// <summary>A table's file as a source of a query.</summary>
    public static string Source(Snapshot version, string table) => $"read_parquet({Sql.Literal(Path.Combine(version.Folder, $"{table}.parquet"))})";

    /// <summary>Rows whose segment differs, that came or went; null for other tables than assignments and when the files are the same.</summary>
    public IReadOnlyList<SegmentMove>? Moves { get; private set; }

    public TableDiff Run(CancellationToken cancellation)
    {
        if (IsSameFile())
        {
            return new TableDiff(young.Name, old.Rows, young.Rows, 0, 0, 0, []);
        }

        SnapshotColumn[] columns = [.. _keys, .. young.Columns.Where(c => !_keys.Contains(c) && Find(old, c.Name)?.Type == c.Type)];
        return Merge(columns, "", cancellation) ?? Merge(columns, $" ORDER BY {string.Join(", ", _keys.Select(k => Sql.Identifier(k.Name)))}", cancellation)!;
    }

    private static SnapshotColumn? Find(SnapshotTable table, string name) => table.Columns.FirstOrDefault(c => c.Name == name);

    private bool IsSameFile()
    {
        var name = $"{young.Name}.parquet";
        return before.Content.Files.FirstOrDefault(f => f.Name == name) is { } file && file == after.Content.Files.FirstOrDefault(f => f.Name == name);
    }

    /// <returns>Null when a file turns out not to be in key order.</returns>
    private TableDiff? Merge(SnapshotColumn[] columns, string order, CancellationToken cancellation)
    {
        var (select, types) = (string.Join(", ", columns.Select(ColumnBlock.Expression)), columns.Select(c => c.Type).ToArray());
        using var left = new RowStream(engine, $"SELECT {select} FROM {Source(before, young.Name)}{order}", types, _keys.Length, cancellation);
        using var right = new RowStream(engine, $"SELECT {select} FROM {Source(after, young.Name)}{order}", types, _keys.Length, cancellation);
        var segment = young.Name == PublishedTable.Assignments ? Array.FindIndex(columns, c => c is { Name: "segment", Type: "VARCHAR" }) : -1;
        var merge = new TableMerge(left, right, _keys.Length, columns.Length, segment);
        if (!merge.Run())
        {
            return null;
        }

        Moves = segment < 0 ? null : [.. merge.Moves];
        return new TableDiff(young.Name, old.Rows, young.Rows, old.Rows - merge.Common, young.Rows - merge.Common, merge.Changed, Columns(columns, merge, [left, right], cancellation));
    }

    private ColumnDiff[] Columns(SnapshotColumn[] common, TableMerge merge, RowStream[] streams, CancellationToken cancellation)
    {
        var changed = common.Zip(merge.ChangedIn).Where(pair => pair.Second > 0).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal);
        var names = young.Columns.Concat(old.Columns).Select(c => c.Name).Distinct(StringComparer.Ordinal).Where(name => changed.ContainsKey(name) || Find(old, name)?.Type != Find(young, name)?.Type).ToArray();
        var tallied = common.Where((_, i) => streams[0].Tallies[i] is not null).Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var summaries = new[] { (Version: before, Table: old), (Version: after, Table: young) }.Select((side, s) =>
        {
            var read = ColumnSummaries.Read(engine, Source(side.Version, young.Name), [.. side.Table.Columns.Where(c => names.Contains(c.Name, StringComparer.Ordinal) && !tallied.Contains(c.Name))], cancellation);
            return common.Zip(streams[s].Tallies).Where(pair => pair.Second is not null).ToDictionary(pair => pair.First.Name, pair => pair.Second!.Summary, StringComparer.Ordinal)
                .Concat(read).ToDictionary(StringComparer.Ordinal);
        }).ToArray();
        return [.. names.Select(name => new ColumnDiff(name, Find(old, name)?.Type, Find(young, name)?.Type, changed.GetValueOrDefault(name), summaries[0].GetValueOrDefault(name), summaries[1].GetValueOrDefault(name)))];
    }
}
