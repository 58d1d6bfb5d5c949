using SegmentationML.Contracts.Tables;

namespace SegmentationML.Pipeline;

/// <summary>The columns of a canonical table over files that hold only those which some source gives: the others are typed nulls, so that every reader sees the whole table.</summary>
internal static class StoredColumns
{
    /// <summary>The select list of all columns, in the order of the table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="stored">Names of the columns that the files hold.</param>
    public static string Select(CanonicalTable table, IReadOnlyCollection<string> stored)
        => string.Join(", ", table.Columns.Select(c => stored.Contains(c.Name) ? Ports.Sql.Identifier(c.Name) : $"CAST(NULL AS {c.SqlType}) AS {Ports.Sql.Identifier(c.Name)}"));
}
