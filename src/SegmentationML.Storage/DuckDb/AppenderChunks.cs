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
    private readonly VectorTextWriter _texts = new();
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
    /// <param name="column">Zero-based.</param>
    /// <param name="values">One value a row.</param>
    /// <param name="validity">Bit 1 = not null, 64 rows a word; empty when no row is null.</param>
    public void Set<T>(int column, ReadOnlySpan<T> values, ReadOnlySpan<ulong> validity)
        where T : unmanaged
    {
        if (Column(column).Storage != typeof(T) || _columns[column].Dictionary is not null)
        {
            throw WrongType(column, typeof(T).Name);
        }

        EnsureMaskCovers(validity, values.Length, column);
        Start(column, values.Length);
        for (var start = 0; start < values.Length; start += _capacity)
        {
            var rows = Math.Min(_capacity, values.Length - start);
            VectorWriter.Write(Vector(start, column), values.Slice(start, rows), validity.IsEmpty ? [] : validity[(start >> 6)..]);
        }
    }

    /// <summary>Sets a text column.</summary>
    /// <param name="column">Zero-based.</param>
    /// <param name="values">One value a row.</param>
    public void Set(int column, IReadOnlyList<string?> values)
    {
        if (!Column(column).IsText && _columns[column].Dictionary is null)
        {
            throw WrongType(column, "text");
        }

        Start(column, values.Count);
        for (var start = 0; start < values.Count; start += _capacity)
        {
            _texts.Write(Vector(start, column), values, start, Math.Min(_capacity, values.Count - start));
        }
    }

    /// <summary>Sets a column of text or bytes from one buffer.</summary>
    /// <param name="column">Zero-based.</param>
    /// <param name="utf8">All texts.</param>
    /// <param name="offsets">Where each text starts, and after the last where it ends.</param>
    /// <param name="validity">Bit 1 = not null, 64 rows a word; empty when no row is null.</param>
    public void SetUtf8(int column, ReadOnlySpan<byte> utf8, ReadOnlySpan<int> offsets, ReadOnlySpan<ulong> validity)
    {
        if (!Column(column).IsText)
        {
            throw WrongType(column, "UTF-8 text");
        }

        var total = offsets.Length - 1;
        EnsureMaskCovers(validity, total, column);
        Start(column, total);
        for (var start = 0; start < total; start += _capacity)
        {
            var rows = Math.Min(_capacity, total - start);
            VectorTextWriter.WriteUtf8(Vector(start, column), utf8, offsets.Slice(start, rows + 1), validity.IsEmpty ? [] : validity[(start >> 6)..]);
        }
    }

    /// <summary>Sets a column of lists of text.</summary>
    /// <param name="column">Zero-based.</param>
    /// <param name="values">One list a row, null for a null.</param>
    public void Set(int column, IReadOnlyList<IReadOnlyList<string?>?> values)
    {
        if (Column(column).Child is not { IsText: true })
        {
            throw WrongType(column, "lists of text");
        }

        Start(column, values.Count);
        for (var start = 0; start < values.Count; start += _capacity)
        {
            _texts.WriteLists(Vector(start, column), values, start, Math.Min(_capacity, values.Count - start));
        }
    }

    /// <summary>Sets a column of lists of fixed-width items.</summary>
    /// <param name="column">Zero-based.</param>
    /// <param name="items">The items of all rows.</param>
    /// <param name="offsets">Where each list starts, and after the last where it ends.</param>
    public void SetLists<T>(int column, ReadOnlySpan<T> items, ReadOnlySpan<int> offsets)
        where T : unmanaged
    {
        if (Column(column).Child?.Storage != typeof(T))
        {
            throw WrongType(column, $"lists of {typeof(T).Name}");
        }

        var total = offsets.Length - 1;
        Start(column, total);
        for (var start = 0; start < total; start += _capacity)
        {
            VectorWriter.WriteLists(Vector(start, column), items, offsets.Slice(start, Math.Min(_capacity, total - start) + 1));
        }
    }

    /// <summary>The chunks of the batch, in order; throws when a column was not set.</summary>
    public IEnumerable<DataChunkHandle> Filled()
    {
        var missing = Array.IndexOf(_set, false);
        if (missing >= 0)
        {
            throw DoesNotFit($"Column #{missing} ({_columns[missing].TypeName}) of the batch was not set.", "Set every column of the table before the batch is written.");
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
            throw DoesNotFit($"A batch of {_rows} rows was set and not written.", "Call WriteBatch before Complete.");
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

    private static void EnsureMaskCovers(ReadOnlySpan<ulong> validity, int rows, int column)
    {
        if (!validity.IsEmpty && validity.Length < (rows + 63) >> 6)
        {
            throw DoesNotFit($"Column #{column} has {rows} rows; its validity mask has {validity.Length} words.", "Give one bit a row, or no mask.");
        }
    }

    private static ProblemException DoesNotFit(string what, string fix) => new(new Problem("SEG-DUCK-032", what, fix));

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
            throw DoesNotFit($"Column #{column} has {rows} rows, the columns before it {_rows}.", "Give every column of a batch the same number of rows.");
        }

        if (_set[column])
        {
            throw DoesNotFit($"Column #{column} was set twice in one batch.", "Write the batch before the next one is set.");
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

    private ProblemException WrongType(int column, string given) => DoesNotFit(
        $"Column #{column} of the table is {_columns[column].TypeName}{(_columns[column].Storage is { } storage ? $" (written as {storage.Name})" : "")}; {given} was given.",
        "Give values in the column's physical type, or change the table.");
}
