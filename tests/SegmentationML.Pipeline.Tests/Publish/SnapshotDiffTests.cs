using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish.Diff;

namespace SegmentationML.Pipeline.Tests.Publish;

public sealed class SnapshotDiffTests : IDisposable
{
    private readonly PublishedVersions _versions = new();

    public void Dispose() => _versions.Dispose();

    [Fact]
    public void Between_TwoVersions_CountsWhoCameWentAndMoved()
    {
        var before = _versions.Publish("2026-01-01", "'a', 'A', '2026-01-01', 1.5", "'b', 'A', '2026-01-01', 2", "'c', 'C', '2026-01-01', NULL", "'d', 'C', '2026-01-01', 4");
        var after = _versions.Publish("2026-02-01", "'a', 'A', '2026-01-01', 1.5", "'b', 'B', '2026-02-01', 3", "'c', 'C', '2026-01-01', NULL", "'e', 'A', '2026-02-01', 10");

        var diff = SnapshotDiff.Between(_versions.Engine, before, after, TestContext.Current.CancellationToken);

        Assert.Equal((1L, 1L, 3L, 1L), (diff.Added, diff.Gone, diff.Common, diff.Moved));
        Assert.Equal(["(none)>A 1", "A>A 1", "A>B 1", "C>(none) 1", "C>C 1"], diff.Segments.Select(s => $"{s.From ?? "(none)"}>{s.To ?? "(none)"} {s.Entities}").Order(StringComparer.Ordinal));
        var table = Assert.Single(diff.Tables);
        Assert.Equal(("assignments", 4L, 4L, 1L, 1L, 1L), (table.Name, table.RowsBefore, table.RowsAfter, table.Gone, table.Added, table.Changed));
        Assert.Equal(["segment 1", "segment_name 1", "effective_from 1", "revenue 1"], table.Columns.Select(c => $"{c.Name} {c.Changed}"));
        // Before: (1.5 + 2 + 4) / 3 = 2.5; after: (1.5 + 3 + 10) / 3 = 29/6.
        var revenue = table.Columns[3];
        Assert.Equal(new ColumnSummary(1, "1.5", "4", 2.5), revenue.Before);
        Assert.Equal(new ColumnSummary(1, "1.5", "10", 14.5 / 3), revenue.After);
    }

    [Fact]
    public void Between_SwappedSides_IsTheMirrorImage()
    {
        var one = _versions.Publish("2026-01-01", "'a', 'A', '2026-01-01', 1", "'b', 'B', '2026-01-01', 2");
        var two = _versions.Publish("2026-02-01", "'b', 'A', '2026-02-01', 2", "'c', 'C', '2026-02-01', 2");
        var (there, back) = (SnapshotDiff.Between(_versions.Engine, one, two, TestContext.Current.CancellationToken), SnapshotDiff.Between(_versions.Engine, two, one, TestContext.Current.CancellationToken));

        Assert.Equal((there.Added, there.Gone, there.Common, there.Moved), (back.Gone, back.Added, back.Common, back.Moved));
        Assert.Equal(there.Tables[0].Columns.Select(c => (c.Name, c.Changed, c.Before, c.After)), back.Tables[0].Columns.Select(c => (c.Name, c.Changed, c.After, c.Before)));
    }

    [Fact]
    public void Between_AVersionAndItsRollback_IsEmpty()
    {
        var one = _versions.Publish("2026-01-01", "'a', 'A', '2026-01-01', 1");
        _versions.Publish("2026-02-01", "'a', 'B', '2026-02-01', 1");
        _versions.RollBack(1);

        var diff = SnapshotDiff.Between(_versions.Engine, one, _versions.Workspace.Snapshots.Current("parts")!, TestContext.Current.CancellationToken);

        Assert.Equal((0L, 0L, 1L, 0L), (diff.Added, diff.Gone, diff.Common, diff.Moved));
        Assert.Empty(diff.Tables[0].Columns);
    }

    [Fact]
    public void Between_ColumnsCameWentAndChangedType_TheyAreNamed()
    {
        SnapshotColumn[] first = [new(1, "key", "VARCHAR", false, null), new(2, "segment", "VARCHAR", false, null), new(3, "gone", "DOUBLE", true, null), new(4, "retyped", "INTEGER", true, null)];
        SnapshotColumn[] second = [first[0], first[1], new(5, "new", "DOUBLE", true, null), first[3] with { Type = "VARCHAR" }];
        var before = _versions.Publish("2026-01-01", "(SELECT 'a' AS key, 'A' AS segment, 1.0::DOUBLE AS gone, 7::INTEGER AS retyped)", first);
        var after = _versions.Publish("2026-02-01", "(SELECT 'a' AS key, 'A' AS segment, 2.0::DOUBLE AS new, '7' AS retyped)", second);

        var columns = SnapshotDiff.Between(_versions.Engine, before, after, TestContext.Current.CancellationToken).Tables[0].Columns;

        Assert.Equal(["new  DOUBLE", "retyped INTEGER VARCHAR", "gone DOUBLE "], columns.Select(c => $"{c.Name} {c.TypeBefore} {c.TypeAfter}"));
        Assert.All(columns, c => Assert.Equal(0, c.Changed));
    }

    /// <summary>Rows of every type that is published, with nulls, NaN, zeros of both signs and lists whose joined texts are alike; three blocks of rows on each side, keys that come and go.</summary>
    [Theory]
    [InlineData("key")]
    [InlineData("key DESC")]
    [InlineData("hash(key)")]
    public void Between_ManyRows_CountsWhatAJoinCounts(string order)
    {
        SnapshotColumn[] columns =
        [
            new(1, "key", "VARCHAR", false, null), new(2, "segment", "VARCHAR", false, null), new(3, "number", "DOUBLE", true, null), new(4, "whole", "INTEGER", true, null), new(5, "day", "DATE", true, null),
            new(6, "flag", "BOOLEAN", true, null), new(7, "list", "VARCHAR[]", true, null), new(8, "price", "DECIMAL(9,2)", true, null), new(9, "moment", "TIMESTAMP", true, null),
        ];
        var (one, two) = (_versions.Publish("2026-01-01", Rows(1), columns, order: order), _versions.Publish("2026-02-01", Rows(2), columns, order: "key"));
        var names = columns.Skip(1).Select(c => c.Name).ToArray();
        var expected = new List<long>();
        _versions.Engine.Read(
            $"SELECT count(*), count(*) FILTER ({string.Join(" OR ", names.Select(n => $"o.{n} IS DISTINCT FROM n.{n}"))}), {string.Join(", ", names.Select(n => $"count(*) FILTER (o.{n} IS DISTINCT FROM n.{n})"))} FROM {Rows(1)} o JOIN {Rows(2)} n USING (key)",
            batch => expected.AddRange(Enumerable.Range(0, 2 + names.Length).Select(i => batch.Values<long>(i)[0])), null, TestContext.Current.CancellationToken);

        var diff = SnapshotDiff.Between(_versions.Engine, one, two, TestContext.Current.CancellationToken);

        var table = Assert.Single(diff.Tables);
        Assert.Equal((expected[0], expected[1], table.RowsBefore - expected[0], table.RowsAfter - expected[0]), (diff.Common, table.Changed, table.Gone, table.Added));
        Assert.Equal(expected[2..], names.Select(n => table.Columns.Single(c => c.Name == n).Changed));
        Assert.All(expected, count => Assert.InRange(count, 1, 6000));
        Assert.Equal(SnapshotDiff.Segments(_versions.Engine, one, two, TestContext.Current.CancellationToken), diff.Segments);
        Assert.Equal((diff.Moved, diff.Added, diff.Gone), (expected[2], table.Added, table.Gone));

        static string Rows(int cycle) => $$"""
            (SELECT 'P' || lpad(i::VARCHAR, 5, '0') AS key, ['A', 'B', 'C'][1 + (hash(i, {{cycle}}) % 3)::INT] AS segment,
                CASE hash(i, {{cycle}}, 1) % 6 WHEN 0 THEN NULL WHEN 1 THEN 'nan'::DOUBLE WHEN 2 THEN 0.0::DOUBLE WHEN 3 THEN -0.0::DOUBLE ELSE (hash(i) % 97)::DOUBLE / 7 END AS number,
                CASE WHEN hash(i, {{cycle}}, 2) % 9 > 0 THEN (hash(i) % 1000)::INTEGER END AS whole, CASE WHEN i % 7 > 0 THEN DATE '1969-12-01' + (hash(i, {{cycle}}) % 60)::INTEGER END AS day,
                CASE hash(i, {{cycle}}, 3) % 3 WHEN 0 THEN true WHEN 1 THEN false END AS flag,
                [NULL, []::VARCHAR[], [''], ['a', 'b'], ['a, b'], [NULL], ['NULL'], ['[a]'], ['a', NULL, 'b']][1 + (hash(i, {{cycle}}, 4) % 9)::INT] AS list,
                ((hash(i, {{cycle}}, 5) % 5)::DECIMAL(9,2) / 4)::DECIMAL(9,2) AS price, TIMESTAMP '2026-01-01' + INTERVAL (hash(i, {{cycle}}, 6) % 3) SECOND AS moment
            FROM range({{cycle * 100}}, {{5000 + (cycle * 250)}}) t(i) WHERE hash(i, {{cycle}}, 7) % 40 > 0)
            """;
    }

    [Fact]
    public void Between_AFileThatIsCutShort_SaysSo()
    {
        var one = _versions.Publish("2026-01-01", "'a', 'A', '2026-01-01', 1");
        var two = _versions.Publish("2026-02-01", "'a', 'B', '2026-02-01', 1");
        File.WriteAllBytes(Path.Combine(two.Folder, "assignments.parquet"), File.ReadAllBytes(Path.Combine(one.Folder, "assignments.parquet"))[..100]);

        Assert.Throws<ProblemException>(() => SnapshotDiff.Between(_versions.Engine, one, two, TestContext.Current.CancellationToken));
    }
}
