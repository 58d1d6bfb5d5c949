namespace SegmentationML.Pipeline.Ports;

/// <summary>Some rows of a result, by column, without a copy: spans point into the engine's memory and die with the callback.</summary>
public interface IColumnBatch
{
    /// <summary>Rows in this batch, at least one.</summary>
    int Rows { get; }

    /// <summary>The values of a column in their physical type; entries of null rows are undefined.</summary>
    /// <typeparam name="T">The physical type: bool, sbyte … ulong, float, double; DATE is int (days since 1970), TIMESTAMP long (microseconds since 1970 UTC),
    /// DECIMAL up to 4, 9, 18 and 38 digits is short, int, long and Int128, unscaled. Another type throws.</typeparam>
    /// <param name="column">Zero-based.</param>
    ReadOnlySpan<T> Values<T>(int column)
        where T : unmanaged;

    /// <summary>False when no row of a column is null; true when some may be.</summary>
    bool MayHoldNulls(int column);

    /// <summary>True when a row of a column is null.</summary>
    bool IsNull(int column, int row);

    /// <summary>A text value as UTF-8, without a copy; empty for null.</summary>
    ReadOnlySpan<byte> Utf8(int column, int row);

    /// <summary>The bytes of all texts of a column together, nulls counted as empty.</summary>
    /// <param name="column">Zero-based.</param>
    int Utf8Length(int column);

    /// <summary>Copies all texts of a column as UTF-8, one after the other: text <c>row</c> ends at <c>ends[row]</c> and starts where the one before it ends. Nulls are empty.</summary>
    /// <param name="column">Zero-based.</param>
    /// <param name="bytes">At least <see cref="Utf8Length"/> bytes.</param>
    /// <param name="ends">At least <see cref="Rows"/> entries.</param>
    void CopyUtf8(int column, Span<byte> bytes, Span<int> ends);

    /// <summary>A text value; null for null.</summary>
    string? Text(int column, int row);

    /// <summary>A list-of-text value; null for null. Null items are null.</summary>
    IReadOnlyList<string?>? TextList(int column, int row);
}
