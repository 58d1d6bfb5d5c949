using System.Text;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.DuckDb.Interop;

namespace SegmentationML.Storage.DuckDb;

/// <summary>One chunk of a result, at most 2,048 rows, read in place. Once it is disposed every call throws <see cref="ObjectDisposedException"/>; spans must not be kept.</summary>
public sealed class DuckDbBatch : IColumnBatch, IDisposable
{
    private readonly DuckDbColumn[] _columns;
    private readonly DuckDbVector[] _vectors;
    private nint _chunk;

    internal DuckDbBatch(DuckDbColumn[] columns, nint chunk)
    {
        _columns = columns;
        _chunk = chunk;
        Rows = (int)DuckDbNative.DataChunkGetSize(chunk);
        _vectors = new DuckDbVector[columns.Length];
        for (var column = 0; column < columns.Length; column++)
        {
            _vectors[column] = new DuckDbVector(DuckDbNative.DataChunkGetVector(chunk, (ulong)column));
        }
    }

    /// <inheritdoc/>
    public int Rows { get; }

    /// <summary>The native chunk, which stays the batch's.</summary>
    internal nint Chunk
    {
        get
        {
            ThrowIfEnded();
            return _chunk;
        }
    }

    /// <inheritdoc/>
    public ReadOnlySpan<T> Values<T>(int column)
        where T : unmanaged
    {
        ref readonly var vector = ref Vector(column);
        return _columns[column].Storage == typeof(T) ? vector.Values<T>(Rows) : throw WrongType(_columns[column], typeof(T).Name);
    }

    /// <summary>The validity mask of a column: bit 1 = not null, 64 rows a word, first row in the lowest bit; empty when no row is null.</summary>
    /// <param name="column">Zero-based.</param>
    public ReadOnlySpan<ulong> Validity(int column) => Vector(column).Validity(Rows);

    /// <inheritdoc/>
    public bool MayHoldNulls(int column) => !Validity(column).IsEmpty;

    /// <inheritdoc/>
    public bool IsNull(int column, int row) => Vector(column, row).IsNull(row);

    /// <inheritdoc/>
    public ReadOnlySpan<byte> Utf8(int column, int row)
    {
        ref readonly var vector = ref Vector(column, row);
        return vector.IsNull(row) ? [] : Bytes(_columns[column], in vector, row);
    }

    /// <inheritdoc/>
    public string? Text(int column, int row)
    {
        ref readonly var vector = ref Vector(column, row);
        return vector.IsNull(row) ? null : Encoding.UTF8.GetString(Bytes(_columns[column], in vector, row));
    }

    /// <inheritdoc/>
    public IReadOnlyList<string?>? TextList(int column, int row)
    {
        if (Vector(column, row).IsNull(row))
        {
            return null;
        }

        var items = Items(column);
        var (start, length) = items.Range(row);
        var texts = new string?[length];
        for (var item = 0; item < length; item++)
        {
            texts[item] = items.Text(start + item);
        }

        return texts;
    }

    /// <inheritdoc/>
    public int Utf8Length(int column)
    {
        ref readonly var vector = ref Vector(column);
        return _columns[column].IsText ? vector.TotalLength(Rows) : Lengths(column);
    }

    /// <inheritdoc/>
    public void CopyUtf8(int column, Span<byte> bytes, Span<int> ends)
    {
        ref readonly var vector = ref Vector(column);
        if (_columns[column].IsText)
        {
            vector.CopyTexts(Rows, bytes, ends);
            return;
        }

        var end = 0;
        for (var row = 0; row < Rows; row++)
        {
            var text = Utf8(column, row);
            text.CopyTo(bytes[end..]);
            end += text.Length;
            ends[row] = end;
        }
    }

    /// <summary>The items of a LIST column as a column of their own: all items of this batch, one row after the other.</summary>
    /// <param name="column">Zero-based.</param>
    public DuckDbListItems Items(int column)
    {
        ref readonly var vector = ref Vector(column);
        return _columns[column].Child is { } child ? new DuckDbListItems(this, child, vector) : throw WrongType(_columns[column], "a list");
    }

    /// <summary>Ends the batch: its memory goes back to DuckDB.</summary>
    public void Dispose()
    {
        if (_chunk != 0)
        {
            DuckDbNative.DestroyDataChunk(ref _chunk);
            _chunk = 0;
        }
    }

    internal static ReadOnlySpan<byte> Bytes(DuckDbColumn column, in DuckDbVector vector, int row)
    {
        if (column.IsText)
        {
            return vector.Bytes(row);
        }

        return column.Dictionary is { } texts ? texts[vector.Code(column.Physical, row)] : throw WrongType(column, "text");
    }

    internal static ProblemException WrongType(DuckDbColumn column, string asked) => new(new Problem(
        "SEG-DUCK-030",
        $"Column '{column.Name}' of the result is {column.TypeName}{(column.Storage is { } storage ? $" (read as {storage.Name})" : "")}; it was read as {asked}.",
        "Cast the column in the query to the type that is expected."));

    internal void ThrowIfEnded() => ObjectDisposedException.ThrowIf(_chunk == 0, this);

    private int Lengths(int column)
    {
        var total = 0;
        for (var row = 0; row < Rows; row++)
        {
            total = checked(total + Utf8(column, row).Length);
        }

        return total;
    }

    private ref readonly DuckDbVector Vector(int column)
    {
        ObjectDisposedException.ThrowIf(_chunk == 0, this);
        return ref _vectors[column];
    }

    private ref readonly DuckDbVector Vector(int column, int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Rows, nameof(row));
        return ref Vector(column);
    }
}
