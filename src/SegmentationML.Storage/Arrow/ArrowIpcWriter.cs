using System.Buffers.Binary;
using SegmentationML.Core;
using SegmentationML.Storage.Arrow.CData;
using SegmentationML.Storage.Arrow.Gather;
using SegmentationML.Storage.Arrow.Metadata;

namespace SegmentationML.Storage.Arrow;

/// <summary>Writes an Arrow IPC file or stream: gathers chunks of any size into batches of one size and frames them.</summary>
/// <remarks>
/// Apache Arrow columnar format 1.5, metadata version 5, little endian; buffers and message bodies start at multiples of 64 bytes from the start of the output.
/// Dictionaries are written once, before the first batch. The same rows and options give the same bytes, however the rows are cut into chunks.
/// While a batch is written, on a thread of the pool, the next one is gathered: a failure to write is thrown by a later call, at the latest by <see cref="Complete"/>.
/// Rows come through <see cref="ArrowColumnAppender"/> (arrays) or from the query engine (<c>ITableExporter</c>).
/// </remarks>
internal sealed unsafe class ArrowIpcWriter : IDisposable
{
    private const int Continuation = -1;
    private readonly Stream _output;
    private readonly ArrowWriteOptions _options;
    private readonly MessageEncoder _encoder = new();
    private readonly List<MessageBlock> _dictionaryBlocks = [];
    private readonly List<MessageBlock> _batchBlocks = [];
    private readonly ArrowTableSchema _schema;
    private BatchBuffers _filling;
    private BatchBuffers _leaving;
    private Task _writing = Task.CompletedTask;

    /// <summary>Writes the schema and the dictionaries.</summary>
    /// <param name="output">Written from its position on; stays the caller's and is not flushed.</param>
    /// <param name="source">The columns as the arrays will come, and the custom metadata.</param>
    /// <param name="dictionaries">By column name, the values of the columns that are to be dictionary-encoded.</param>
    /// <param name="options">Format and sizes.</param>
    public ArrowIpcWriter(Stream output, ArrowTableSchema source, IReadOnlyDictionary<string, ArrowDictionary> dictionaries, ArrowWriteOptions options)
    {
        ProblemException.ThrowIfAny(options.Validate());
        _output = output;
        _options = options;
        _filling = new BatchBuffers(source.Fields, dictionaries, options.Compression);
        _leaving = new BatchBuffers(source.Fields, dictionaries, options.Compression);
        _schema = source with { Fields = _filling.Fields };
        try
        {
            WriteStart(source.Fields.Where(field => dictionaries.ContainsKey(field.Name)).Select(field => dictionaries[field.Name]));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Rows appended.</summary>
    public long Rows { get; private set; }

    /// <summary>Bytes of what was handed to the output, or is about to be.</summary>
    public long Bytes { get; private set; }

    /// <summary>Appends all rows of a record batch; full batches are written on the way.</summary>
    /// <param name="batch">A struct array whose children are the columns; read only during the call.</param>
    public void Append(ArrowArray* batch)
    {
        long done = 0;
        while (done < batch->Length)
        {
            var room = Math.Min(batch->Length - done, _options.RowsPerBatch - _filling.Rows);
            var rows = _filling.Fit(batch, done, room, _options.ColumnBytesPerBatch);
            _filling.Append(batch, done, rows);
            done += rows;
            Rows += rows;
            if (done < batch->Length || _filling.Rows == _options.RowsPerBatch)
            {
                WriteBatch();
            }
        }
    }

    /// <summary>Writes what is gathered, the end marker and, in a file, the footer.</summary>
    public void Complete()
    {
        if (_filling.Rows > 0)
        {
            WriteBatch();
        }

        _writing.GetAwaiter().GetResult();
        Write(Prefix(0));
        if (_options.Format == ArrowFormat.File)
        {
            var footer = _encoder.Footer(_schema, _dictionaryBlocks, _batchBlocks);
            Write(footer);
            Write(Prefix(footer.Length).AsSpan(sizeof(int)));
            Write(FileMagic.Text);
        }
    }

    /// <summary>Waits for the batch that is being written and frees the buffers; writes nothing more.</summary>
    public void Dispose()
    {
        ((IAsyncResult)_writing).AsyncWaitHandle.WaitOne();
        _filling.Dispose();
        _leaving.Dispose();
    }

    private void WriteStart(IEnumerable<ArrowDictionary> dictionaries)
    {
        if (_options.Format == ArrowFormat.File)
        {
            Write([.. FileMagic.Text, 0, 0]);
        }

        _ = Frame(_encoder.Schema(_schema), bodyLength: 0, out var schema);
        Write(schema);
        var body = new BatchBody(_options.Compression);
        foreach (var dictionary in dictionaries)
        {
            using var values = new DictionaryBody(dictionary);
            values.Describe(body);
            _dictionaryBlocks.Add(Frame(_encoder.DictionaryBatch(_dictionaryBlocks.Count, body), body.Length, out var message));
            Write(message);
            body.WriteTo(_output);
            Bytes += body.Length;
        }
    }

    private void WriteBatch()
    {
        _writing.GetAwaiter().GetResult();
        (_filling, _leaving) = (_leaving, _filling);
        var leaving = _leaving;
        var body = leaving.Describe();
        _batchBlocks.Add(Frame(_encoder.RecordBatch(body), body.Length, out var message));
        Bytes += message.Length + body.Length;
        _writing = Task.Run(() =>
        {
            _output.Write(message);
            body.WriteTo(_output);
            leaving.Clear();
        });
    }

    // Prefix, metadata and padding end at a multiple of 64 bytes of the output, so that the body can be mapped as it is.
    private MessageBlock Frame(byte[] metadata, long bodyLength, out byte[] message)
    {
        var prefix = Prefix(0);
        var length = (int)(NativeBuffer.PaddedTo64(Bytes + prefix.Length + metadata.Length) - Bytes);
        message = new byte[length];
        Prefix(length - prefix.Length).CopyTo(message, 0);
        metadata.CopyTo(message, prefix.Length);
        return new MessageBlock(Bytes, length, bodyLength);
    }

    private static byte[] Prefix(int length)
    {
        var prefix = new byte[2 * sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(prefix, Continuation);
        BinaryPrimitives.WriteInt32LittleEndian(prefix.AsSpan(sizeof(int)), length);
        return prefix;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        Bytes += bytes.Length;
    }
}
