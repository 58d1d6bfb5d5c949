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

    /// <summary>True when a row of a column is null.</summary>
    bool IsNull(int column, int row);

    /// <summary>A text value as UTF-8, without a copy; empty for null.</summary>
    ReadOnlySpan<byte> Utf8(int column, int row);

    /// <summary>A text value; null for null.</summary>
    string? Text(int column, int row);
}
