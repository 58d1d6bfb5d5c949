using System.Data.Common;

namespace SegmentationML.Storage.Ledger;

/// <summary>Columns of a row of the ledger that may be null.</summary>
internal static class LedgerReading
{
    public static long? IntegerOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt64(column);

    public static string? TextOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>A point in time as <see cref="Timestamp"/> writes it.</summary>
    public static DateTimeOffset Time(this DbDataReader row, int column) => Timestamp.Parse(row.GetString(column));

    public static DateTimeOffset? TimeOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);
}
