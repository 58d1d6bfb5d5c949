namespace SegmentationML.Pipeline.Ports;

/// <summary>Writes rows in bulk, a batch of columns at a time: set every column of a batch, then write it.</summary>
/// <remarks>A batch of any number of rows may be given; the implementation cuts it to the engine's size. Nothing is visible before <see cref="Complete"/>.</remarks>
public interface IColumnAppender : IDisposable
{
    /// <summary>Sets a numeric, date or timestamp column of the current batch (physical types as in <see cref="IColumnBatch.Values{T}"/>).</summary>
    /// <typeparam name="T">The physical type of the column.</typeparam>
    /// <param name="column">Zero-based.</param>
    /// <param name="values">One value a row; all columns of a batch have the same number of rows. A double that is NaN is stored as null.</param>
    void Set<T>(int column, ReadOnlySpan<T> values)
        where T : unmanaged;

    /// <summary>Sets a numeric, date or timestamp column of the current batch, with nulls.</summary>
    /// <typeparam name="T">The physical type of the column.</typeparam>
    /// <param name="column">Zero-based.</param>
    /// <param name="values">One value a row; entries of null rows do not matter.</param>
    /// <param name="validity">Bit 1 = not null, 64 rows a word, first row in the lowest bit; empty when no row is null.</param>
    void Set<T>(int column, ReadOnlySpan<T> values, ReadOnlySpan<ulong> validity)
        where T : unmanaged;

    /// <summary>Sets a text column of the current batch from UTF-8, without a string for each row; also a column of bytes.</summary>
    /// <param name="column">Zero-based.</param>
    /// <param name="utf8">All texts; they must be valid UTF-8.</param>
    /// <param name="offsets">Where each row's text starts in <paramref name="utf8"/>, and after the last row where it ends: one more than rows.</param>
    /// <param name="validity">Bit 1 = not null, 64 rows a word, first row in the lowest bit; empty when no row is null.</param>
    void SetUtf8(int column, ReadOnlySpan<byte> utf8, ReadOnlySpan<int> offsets, ReadOnlySpan<ulong> validity);

    /// <summary>Sets a text column of the current batch; null entries become nulls.</summary>
    /// <param name="column">Zero-based.</param>
    /// <param name="values">One value a row.</param>
    void Set(int column, IReadOnlyList<string?> values);

    /// <summary>Sets a list-of-text column of the current batch.</summary>
    /// <param name="column">Zero-based.</param>
    /// <param name="values">One list a row; null lists and null entries become nulls.</param>
    void Set(int column, IReadOnlyList<IReadOnlyList<string?>?> values);

    /// <summary>Sets a list column of numbers, dates or timestamps of the current batch.</summary>
    /// <typeparam name="T">The physical type of the items.</typeparam>
    /// <param name="column">Zero-based.</param>
    /// <param name="items">The items of all rows, one list after the other. A double that is NaN is stored as null.</param>
    /// <param name="offsets">Where each row's list starts in <paramref name="items"/>, and after the last row where it ends: one more than rows.</param>
    void SetLists<T>(int column, ReadOnlySpan<T> items, ReadOnlySpan<int> offsets)
        where T : unmanaged;

    /// <summary>Writes the current batch and starts the next.</summary>
    void WriteBatch();

    /// <summary>Makes all batches visible. Disposing without completing drops what is not flushed.</summary>
    void Complete();
}
