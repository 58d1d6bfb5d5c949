using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using SegmentationML.Core;
using SegmentationML.Storage.DuckDb.Interop;

namespace SegmentationML.Storage.DuckDb;

/// <summary>One batch of an appender, cut into DuckDB's chunks; the chunks are used again for the next batch.</summary>
internal sealed unsafe class AppenderChunks : IDisposable
{
    private readonly int _capacity = (int)DuckDbNative.VectorSize();
    private readonly List<DataChunkHandle> _chunks = [];
    private readonly DuckDbColumn[] _columns;
    private readonly LogicalTypeHandle[] _types;
    private readonly bool[] _set;
    private int _rows = -1;

    public AppenderChunks(AppenderHandle appender)
    {
        var count = (int)DuckDbNative.AppenderColumnCount(appender);
        _columns = new DuckDbColumn[count];
        _types = new LogicalTypeHandle[count];
        _set = new bool[count];
        for (var column = 0; column < count; column++)
        {
            var type = DuckDbNative.AppenderColumnType(appender, (ulong)column);
            _columns[column] = DuckDbColumn.From($"#{column}", type);
            _types[column] = ChunkType(_columns[column], type);
        }
    }

    /// <summary>Sets a fixed-width column.</summary>
    public void Set<T>(int column, ReadOnlySpan<T> values, ReadOnlySpan<ulong> validity)
        where T : unmanaged
    {
        if (Column(column).Storage != typeof(T) || _columns[column].Dictionary is not null)
        {
            throw WrongType(column, typeof(T).Name);
        }

        Start(column, values.Length);
        for (var start = 0; start < values.Length; start += _capacity)
        {
            var part = values.Slice(start, Math.Min(_capacity, values.Length - start));
            var vector = Vector(start, column);
            part.CopyTo(new Span<T>(DuckDbNative.VectorGetData(vector), part.Length));
            if (!validity.IsEmpty)
            {
                CopyValidity(vector, validity.Slice(start >> 6, (part.Length + 63) >> 6));
            }

            if (typeof(T) == typeof(double))
            {
                NullWhereNaN(vector, MemoryMarshal.Cast<T, double>(part));
            }
            else if (typeof(T) == typeof(float))
            {
                NullWhereNaN(vector, MemoryMarshal.Cast<T, float>(part));
            }
        }
    }

    /// <summary>Sets a text column.</summary>
    public void Set(int column, IReadOnlyList<string?> values)
    {
        if (!Column(column).IsText && _columns[column].Dictionary is null)
        {
            throw WrongType(column, "text");
        }

        Start(column, values.Count);
        var buffer = ArrayPool<byte>.Shared.Rent(256);
        for (var start = 0; start < values.Count; start += _capacity)
        {
            var vector = Vector(start, column);
            for (var row = 0; row < Math.Min(_capacity, values.Count - start); row++)
            {
                if (values[start + row] is { } text)
                {
                    Assign(vector, row, text, ref buffer);
                }
                else
                {
                    SetNull(vector, row);
                }
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>Sets a column of text or bytes from one buffer.</summary>
    public void SetUtf8(int column, ReadOnlySpan<byte> utf8, ReadOnlySpan<int> offsets, ReadOnlySpan<ulong> validity)
    {
        if (!Column(column).IsText)
        {
            throw WrongType(column, "UTF-8 text");
        }

        var rows = offsets.Length - 1;
        Start(column, rows);
        for (var start = 0; start < rows; start += _capacity)
        {
            var vector = Vector(start, column);
            var count = Math.Min(_capacity, rows - start);
            if (!validity.IsEmpty)
            {
                CopyValidity(vector, validity.Slice(start >> 6, (count + 63) >> 6));
            }

            for (var row = 0; row < count; row++)
            {
                if (validity.IsEmpty || (validity[(start + row) >> 6] >> ((start + row) & 63) & 1) != 0)
                {
                    Assign(vector, row, utf8[offsets[start + row]..offsets[start + row + 1]]);
                }
            }
        }
    }

    /// <summary>Sets a column of lists of text.</summary>
    public void Set(int column, IReadOnlyList<IReadOnlyList<string?>?> values)
    {
        if (Column(column).Child is not { IsText: true })
        {
            throw WrongType(column, "lists of text");
        }

        Start(column, values.Count);
        var buffer = ArrayPool<byte>.Shared.Rent(256);
        for (var start = 0; start < values.Count; start += _capacity)
        {
            SetLists(Vector(start, column), values, start, Math.Min(_capacity, values.Count - start), ref buffer);
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }

    /// <summary>The chunks of the batch, in order; throws when a column was not set.</summary>
    public IEnumerable<DataChunkHandle> Filled()
    {
        var missing = Array.IndexOf(_set, false);
        if (missing >= 0)
        {
            throw new ProblemException(new Problem("SEG-DUCK-032", $"Column #{missing} ({_columns[missing].TypeName}) of the batch was not set.", "Set every column of the table before the batch is written."));
        }

        for (var start = 0; start < _rows; start += _capacity)
        {
            var chunk = _chunks[start / _capacity];
            DuckDbNative.DataChunkSetSize(chunk, (ulong)Math.Min(_capacity, _rows - start));
            yield return chunk;
        }
    }

    /// <summary>Starts the next batch.</summary>
    public void Clear()
    {
        foreach (var chunk in _chunks)
        {
            DuckDbNative.DataChunkReset(chunk);
        }

        _rows = -1;
        Array.Clear(_set);
    }

    /// <summary>Throws when columns were set and the batch was not written.</summary>
    public void ThrowIfUnwritten()
    {
        if (_rows > 0)
        {
            throw new ProblemException(new Problem("SEG-DUCK-032", $"A batch of {_rows} rows was set and not written.", "Call WriteBatch before Complete."));
        }
    }

    public void Dispose()
    {
        foreach (var chunk in _chunks)
        {
            chunk.Dispose();
        }

        foreach (var type in _types)
        {
            type.Dispose();
        }
    }

    // An ENUM is given as text, which DuckDB casts and checks when it takes the chunk.
    private static LogicalTypeHandle ChunkType(DuckDbColumn column, LogicalTypeHandle type)
    {
        if (column.Dictionary is null)
        {
            return type;
        }

        type.Dispose();
        return DuckDbNative.CreateLogicalType(DuckDbType.Varchar);
    }

    private static void SetNull(nint vector, int row)
    {
        DuckDbNative.VectorEnsureValidityWritable(vector);
        DuckDbNative.VectorGetValidity(vector)[row >> 6] &= ~(1UL << (row & 63));
    }

    private static void CopyValidity(nint vector, ReadOnlySpan<ulong> validity)
    {
        DuckDbNative.VectorEnsureValidityWritable(vector);
        validity.CopyTo(new Span<ulong>(DuckDbNative.VectorGetValidity(vector), validity.Length));
    }

    private static void NullWhereNaN<T>(nint vector, ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var row = 0; row < values.Length; row++)
        {
            if (T.IsNaN(values[row]))
            {
                SetNull(vector, row);
            }
        }
    }

    private static void Assign(nint vector, int row, string text, ref byte[] buffer)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (most > buffer.Length)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(most);
        }

        Assign(vector, row, buffer.AsSpan(0, Encoding.UTF8.GetBytes(text, buffer)));
    }

    private static void Assign(nint vector, int row, ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length <= NativeString.InlineLength)
        {
            NativeString.WriteInline((NativeString*)DuckDbNative.VectorGetData(vector) + row, utf8);
            return;
        }

        fixed (byte* bytes = utf8)
        {
            DuckDbNative.VectorAssignString(vector, (ulong)row, bytes, (ulong)utf8.Length);
        }
    }

    private static void SetLists(nint vector, IReadOnlyList<IReadOnlyList<string?>?> lists, int start, int rows, ref byte[] buffer)
    {
        var items = 0;
        var entries = (NativeListEntry*)DuckDbNative.VectorGetData(vector);
        for (var row = 0; row < rows; row++)
        {
            var length = lists[start + row]?.Count ?? 0;
            entries[row] = new NativeListEntry { Offset = (ulong)items, Length = (ulong)length };
            items += length;
        }

        _ = DuckDbNative.ListVectorReserve(vector, (ulong)items);
        _ = DuckDbNative.ListVectorSetSize(vector, (ulong)items);
        var child = DuckDbNative.ListVectorGetChild(vector);
        var item = 0;
        for (var row = 0; row < rows; row++)
        {
            if (lists[start + row] is not { } texts)
            {
                SetNull(vector, row);
                continue;
            }

            foreach (var text in texts)
            {
                if (text is null)
                {
                    SetNull(child, item++);
                }
                else
                {
                    Assign(child, item++, text, ref buffer);
                }
            }
        }
    }

    private nint Vector(int start, int column) => DuckDbNative.DataChunkGetVector(_chunks[start / _capacity].DangerousGetHandle(), (ulong)column);

    private DuckDbColumn Column(int column)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)column, (uint)_columns.Length, nameof(column));
        return _columns[column];
    }

    private void Start(int column, int rows)
    {
        if (_rows >= 0 && rows != _rows)
        {
            throw new ProblemException(new Problem("SEG-DUCK-032", $"Column #{column} has {rows} rows, the columns before it {_rows}.", "Give every column of a batch the same number of rows."));
        }

        if (_set[column])
        {
            throw new ProblemException(new Problem("SEG-DUCK-032", $"Column #{column} was set twice in one batch.", "Write the batch before the next one is set."));
        }

        _rows = rows;
        _set[column] = true;
        while (_chunks.Count * _capacity < rows)
        {
            _chunks.Add(NewChunk());
        }
    }

    private DataChunkHandle NewChunk()
    {
        var types = stackalloc nint[_types.Length];
        for (var column = 0; column < _types.Length; column++)
        {
            types[column] = _types[column].DangerousGetHandle();
        }

        return DuckDbNative.CreateDataChunk(types, (ulong)_types.Length);
    }

    private ProblemException WrongType(int column, string given) => new(new Problem(
        "SEG-DUCK-032",
        $"Column #{column} of the table is {_columns[column].TypeName}{(_columns[column].Storage is { } storage ? $" (written as {storage.Name})" : "")}; {given} was given.",
        "Give values in the column's physical type, or change the table."));
}
