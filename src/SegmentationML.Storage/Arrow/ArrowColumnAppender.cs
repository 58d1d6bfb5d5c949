using System.Runtime.InteropServices;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Arrow.CData;

namespace SegmentationML.Storage.Arrow;

/// <summary>Writes an Arrow IPC file or stream from .NET arrays, through the port that also fills the query engine's tables.</summary>
public sealed unsafe class ArrowColumnAppender : IColumnAppender
{
    private readonly ArrowIpcWriter _writer;
    private readonly StagedColumn[] _columns;
    private readonly ArrowArray** _arrays;
    private bool _disposed;

    /// <summary>Writes the schema and the dictionaries.</summary>
    /// <param name="output">Written from its position on; stays the caller's.</param>
    /// <param name="schema">The columns and the custom metadata; text is utf8 and lists are lists of utf8.</param>
    /// <param name="dictionaries">By column name, the values of the text columns that are to be dictionary-encoded.</param>
    /// <param name="options">Format and sizes.</param>
    public ArrowColumnAppender(Stream output, ArrowTableSchema schema, IReadOnlyDictionary<string, ArrowDictionary> dictionaries, ArrowWriteOptions options)
    {
        _writer = new ArrowIpcWriter(output, schema, dictionaries, options);
        _columns = [.. schema.Fields.Select(field => new StagedColumn(field))];
        _arrays = (ArrowArray**)NativeMemory.Alloc((nuint)_columns.Length, (nuint)sizeof(void*));
        for (var i = 0; i < _columns.Length; i++)
        {
            _arrays[i] = _columns[i].Array;
        }
    }

    /// <summary>Rows of the batches written so far.</summary>
    public long Rows => _writer.Rows;

    /// <summary>Bytes written so far.</summary>
    public long Bytes => _writer.Bytes;

    /// <inheritdoc/>
    public void Set<T>(int column, ReadOnlySpan<T> values)
        where T : unmanaged
        => Column(column).Set(values, validity: []);

    /// <inheritdoc/>
    public void Set<T>(int column, ReadOnlySpan<T> values, ReadOnlySpan<ulong> validity)
        where T : unmanaged
        => Column(column).Set(values, validity);

    /// <inheritdoc/>
    public void SetUtf8(int column, ReadOnlySpan<byte> utf8, ReadOnlySpan<int> offsets, ReadOnlySpan<ulong> validity)
        => Column(column).SetUtf8(utf8, offsets, validity);

    /// <inheritdoc/>
    public void Set(int column, IReadOnlyList<string?> values) => Column(column).Set(values);

    /// <inheritdoc/>
    public void Set(int column, IReadOnlyList<IReadOnlyList<string?>?> values) => Column(column).Set(values);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: the lists of a schema here are lists of text.</exception>
    public void SetLists<T>(int column, ReadOnlySpan<T> items, ReadOnlySpan<int> offsets)
        where T : unmanaged
        => throw new NotSupportedException("Lists are lists of text here.");

    /// <inheritdoc/>
    public void WriteBatch()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var rows = _columns.Length == 0 ? 0 : _columns[0].Array->Length;
        foreach (var column in _columns)
        {
            if (!column.IsSet || column.Array->Length != rows)
            {
                throw new InvalidOperationException("Set every column of a batch, all to the same number of rows, before writing it.");
            }
        }

        var batch = new ArrowArray { Length = rows, ChildCount = _columns.Length, Children = _arrays };
        _writer.Append(&batch);
        foreach (var column in _columns)
        {
            column.Clear();
        }
    }

    /// <inheritdoc/>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        _writer.Complete();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _writer.Dispose();
        foreach (var column in _columns)
        {
            column.Dispose();
        }

        NativeMemory.Free(_arrays);
    }

    private StagedColumn Column(int column)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _columns[column];
    }
}
