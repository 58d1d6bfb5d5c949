using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Service.Security;
using SegmentationML.Service.Snapshots;

namespace SegmentationML.Service.Api;

/// <summary>What rows are asked of: a published table, or what differs between two versions of it; narrowed to what the caller may see.</summary>
internal sealed class RowSource
{
    private const string Change = "change";
    private static readonly string[] KeyColumns = ["key", "step"];

    private RowSource(Snapshot version, long? since, TableSight sight, SnapshotTable table, string sql, IReadOnlyList<object> parameters, bool isInOrder)
        => (Version, Since, Sight, Table, Sql, Parameters, IsInOrder) = (version, since, sight, table, sql, parameters, isInOrder);

    /// <summary>The version that the rows are of; of a difference the later one.</summary>
    public Snapshot Version { get; }

    /// <summary>Of a difference the version before, 0 for none; null for a table.</summary>
    public long? Since { get; }

    /// <summary>What the caller may see of it.</summary>
    public TableSight Sight { get; }

    /// <summary>The table with the columns that may be shown, in the order of the answer.</summary>
    public SnapshotTable Table { get; }

    /// <summary>What the rows are selected from; it takes the first parameters.</summary>
    public string Sql { get; }

    /// <summary>Those parameters.</summary>
    public IReadOnlyList<object> Parameters { get; }

    /// <summary>Whether the rows come in key order by themselves.</summary>
    public bool IsInOrder { get; }

    /// <summary>A published table.</summary>
    /// <param name="version">The version.</param>
    /// <param name="table">The table.</param>
    /// <param name="sight">What the caller may see.</param>
    /// <exception cref="ProblemException">The version does not hold it.</exception>
    public static RowSource OfTable(Snapshot version, string table, Sight sight)
    {
        var (found, parameters) = (Find(version, table), new List<object>());
        var seen = sight.Of(version, found);
        return new RowSource(version, null, seen, found with { Columns = seen.Columns }, Rows(version, table, seen, parameters), parameters, isInOrder: true);
    }

    /// <summary>
    /// The rows of a table that came in, changed or went out between two versions. Of a row that went out the key is told and nothing else.
    /// A row counts as out for a caller who may no longer see it.
    /// </summary>
    /// <param name="before">The version before; null for none: then every row came in.</param>
    /// <param name="after">The version after.</param>
    /// <param name="table">The table.</param>
    /// <param name="sight">What the caller may see.</param>
    /// <exception cref="ProblemException">The later version does not hold it.</exception>
    public static RowSource OfChanges(Snapshot? before, Snapshot after, string table, Sight sight)
    {
        var (young, old, parameters) = (Find(after, table), before?.Content.Tables.FirstOrDefault(t => t.Name == table), new List<object>());
        var seen = sight.Of(after, young);
        var shown = young with { Columns = [new SnapshotColumn(0, Change, "VARCHAR", false, null), .. seen.Columns] };
        var rows = Rows(after, table, seen, parameters);
        var sql = old is null ? $"(SELECT 'in' AS {Change}, * FROM {rows})"
            : sight.Rows.Count == 0 && IsSameFile(before!, after, table) ? $"(SELECT 'in' AS {Change}, * FROM {rows} WHERE false)"
            : Joined(Rows(before!, table, sight.Of(before!, old), parameters), rows, old, seen.Columns);
        return new RowSource(after, before?.Commit.Version ?? 0, seen, shown, sql, parameters, isInOrder: old is null);
    }

    private static string Joined(string before, string after, SnapshotTable old, IReadOnlyList<SnapshotColumn> columns)
    {
        var keys = KeyColumns.Where(k => columns.Any(c => c.Name == k) && old.Columns.Any(c => c.Name == k)).ToArray();
        var differs = columns.Where(c => !keys.Contains(c.Name, StringComparer.Ordinal)).Select(c => Pipeline.Ports.Sql.Identifier(c.Name) is var name && old.Columns.Any(o => o.Name == c.Name && o.Type == c.Type)
            ? $"o.{name} IS DISTINCT FROM n.{name}"
            : $"n.{name} IS NOT NULL").Prepend("false");
        var told = columns.Select(c => Pipeline.Ports.Sql.Identifier(c.Name) is var name && keys.Contains(c.Name, StringComparer.Ordinal) ? $"coalesce(n.{name}, o.{name}) AS {name}" : $"n.{name}");
        return $"""
            (SELECT CASE WHEN o.key IS NULL THEN 'in' WHEN n.key IS NULL THEN 'out' ELSE 'changed' END AS {Change}, {string.Join(", ", told)}
             FROM {before} o FULL JOIN {after} n ON {string.Join(" AND ", keys.Select(k => $"n.{k} = o.{k}"))}
             WHERE o.key IS NULL OR n.key IS NULL OR {string.Join(" OR ", differs)})
            """;
    }

    /// <summary>The rows of a table that the caller may see.</summary>
    private static string Rows(Snapshot version, string table, TableSight sight, List<object> parameters)
    {
        // The name is one that the manifest holds, not the caller's.
        var file = $"read_parquet({Pipeline.Ports.Sql.Literal(PublishedFile.Require(version, $"{table}.parquet"))})";
        if (sight.Limit(1 + parameters.Count) is not { } limit)
        {
            return file;
        }

        parameters.AddRange(limit.Values);
        return $"(SELECT * FROM {file} WHERE {limit.Sql})";
    }

    private static SnapshotTable Find(Snapshot version, string table)
        => version.Content.Tables.FirstOrDefault(t => t.Name == table) ?? throw new ProblemException(ApiProblems.NoFile(table));

    private static bool IsSameFile(Snapshot before, Snapshot after, string table)
    {
        var name = $"{table}.parquet";
        return before.Content.Files.FirstOrDefault(f => f.Name == name) is { } file && file == after.Content.Files.FirstOrDefault(f => f.Name == name);
    }
}
