using Microsoft.AspNetCore.Http;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Pipeline.Publish;
using SegmentationML.Service.Api;

namespace SegmentationML.Service.Security;

/// <summary>What a caller may see of a table of a version. Whoever answers rows takes its columns, its condition and its note from here, and from nowhere else.</summary>
internal sealed class TableSight
{
    private const string KeyColumn = "key";
    private const string Header = "Segml-Masked";
    private readonly Sight _sight;
    private readonly Snapshot _version;
    private readonly SnapshotTable _table;

    /// <exception cref="ProblemException">The table's key is of a class that the caller may not see: then its rows say nothing.</exception>
    public TableSight(Sight sight, Snapshot version, SnapshotTable table)
    {
        (_sight, _version, _table) = (sight, version, table);
        Columns = sight.IsFull ? table.Columns : [.. table.Columns.Where(c => sight.Sees(c.Classification))];
        Masked = Columns.Count == table.Columns.Count ? [] : [.. table.Columns.Except(Columns).Select(c => c.Name)];
        if (Masked.Contains(KeyColumn))
        {
            throw new ProblemException(ApiProblems.KeyMasked(version.Pipeline));
        }
    }

    /// <summary>The columns that may be shown, in the order of the table.</summary>
    public IReadOnlyList<SnapshotColumn> Columns { get; }

    /// <summary>Names of the columns that are kept back.</summary>
    public IReadOnlyList<string> Masked { get; }

    /// <summary>Whether all rows and columns may be shown.</summary>
    public bool IsWhole => Masked.Count == 0 && _sight.Rows.Count == 0;

    /// <summary>The assignments of a version, which limits of rows are about.</summary>
    public static SnapshotTable AssignmentsOf(Snapshot version) => version.Content.Tables.Single(t => t.Name == PublishedTable.Assignments);

    /// <summary>Whether a column may be shown.</summary>
    public bool Shows(string column) => Masked.Count == 0 || !Masked.Contains(column, StringComparer.Ordinal);

    /// <summary>Refuses to answer by a column that is kept back: a filter tells its values as well as a column does.</summary>
    /// <exception cref="ProblemException">The column is kept back.</exception>
    public void Require(string column)
    {
        if (!Shows(column))
        {
            throw new ProblemException(ApiProblems.ColumnMasked(column));
        }
    }

    /// <summary>The condition on rows of this table that keeps those which the caller may see; null for all. A limit by a column that the version does not have keeps none; sums are of rows that the caller may not see, so any limit keeps none of them.</summary>
    /// <param name="next">The number of the next parameter.</param>
    public RowFilter? Limit(int next)
    {
        if (_sight.Rows.Count == 0)
        {
            return null;
        }

        if (_table.Name == PublishedTable.ForecastLevels)
        {
            return new RowFilter("(false)", []);
        }

        var (parts, values) = (new List<string>(), new List<object>());
        foreach (var limit in _sight.Rows)
        {
            var held = limit.Values.Select((_, i) => $"${next + values.Count + i}").ToArray();
            var known = AssignmentsOf(_version).Columns.Any(c => c.Name == limit.Column && c.Type == "VARCHAR");
            parts.Add(known ? $"{Sql.Identifier(limit.Column)} IN ({string.Join(", ", held)})" : "false");
            values.AddRange(known ? limit.Values : []);
        }

        var condition = string.Join(" AND ", parts);
        return new RowFilter(
            _table.Name == PublishedTable.Assignments ? $"({condition})" : $"({KeyColumn} IN (SELECT {KeyColumn} FROM read_parquet({Sql.Literal(Path.Combine(_version.Folder, "assignments.parquet"))}) WHERE {condition}))",
            values);
    }

    /// <summary>Whether the caller may see a row, whose values are asked for by column; a missing value is null.</summary>
    /// <param name="value">The row's values of text columns.</param>
    public bool Holds(Func<string, string?> value)
    {
        foreach (var limit in _sight.Rows)
        {
            if (value(limit.Column) is not { } held || !limit.Values.Contains(held, StringComparer.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the caller may see an entity.</summary>
    /// <param name="engine">Any engine.</param>
    /// <param name="key">The entity's key.</param>
    public bool Holds(IQueryEngine engine, string key)
    {
        var isHeld = _sight.Rows.Count == 0;
        if (!isHeld && _sight.Of(_version).Limit(2) is { } limit)
        {
            engine.Read($"SELECT 1 FROM read_parquet({Sql.Literal(Path.Combine(_version.Folder, "assignments.parquet"))}) WHERE {KeyColumn} = $1 AND {limit.Sql}", _ => isHeld = true, [key, .. limit.Values]);
        }

        return isHeld;
    }

    /// <summary>Says in the answer's header which columns are kept back.</summary>
    public void Note(HttpResponse response)
    {
        if (Masked.Count > 0)
        {
            response.Headers[Header] = string.Join(',', Masked);
        }
    }
}
