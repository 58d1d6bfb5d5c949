using SegmentationML.Core;
using SegmentationML.Storage.Arrow.Metadata;
using SegmentationML.Storage.Arrow.Reading;

namespace SegmentationML.Storage.Arrow;

/// <summary>Reads an Arrow IPC file or stream batch by batch; which of the two it is, is seen from its first bytes.</summary>
/// <remarks>
/// Made for files of unknown origin: every length, offset and index is checked before it is used, and whatever is wrong is a <see cref="ProblemException"/> with a <c>SEG-ARROW</c> code.
/// Memory is bounded by <see cref="ArrowReadOptions"/> and, without compression, by the bytes of the input.
/// Reads metadata versions 4 and 5, dictionaries (replaced and grown too), lz4 bodies. A file on a pipe is read in its order, without its footer.
/// </remarks>
public sealed class ArrowIpcReader : IDisposable
{
    private readonly Stream _stream;
    private readonly bool _owned;
    private readonly ArrowReadOptions _options;
    private readonly ByteSource _source;
    private readonly DictionaryStore _dictionaries;
    private readonly BufferArena _arena;
    private readonly BodyReader _body;
    private readonly MessageReader _messages;
    private readonly IReadOnlyList<MessageBlock>? _blocks;
    private int _nextBlock;

    /// <summary>Reads the schema, and of a file the footer and the dictionaries.</summary>
    /// <param name="stream">Read from its position on; stays the caller's.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    public ArrowIpcReader(Stream stream, ArrowReadOptions? options = null)
        : this(stream, owned: false, options ?? new ArrowReadOptions())
    {
    }

    private ArrowIpcReader(Stream stream, bool owned, ArrowReadOptions options)
    {
        ProblemException.ThrowIfAny(options.Validate());
        _stream = stream;
        _owned = owned;
        _options = options;
        _source = new ByteSource(stream);
        _messages = new MessageReader(_source, options);
        _arena = new BufferArena(options.MaxBatchBytes);
        _body = new BodyReader(_source, _arena);
        Format = _messages.Start();
        if (Format == ArrowFormat.File && _source.CanSeek)
        {
            var footer = FileFooter.Read(_source, options);
            Schema = footer.Schema;
            _dictionaries = new DictionaryStore(Schema, options);
            _blocks = footer.Batches;
            foreach (var block in footer.Dictionaries)
            {
                ReadDictionary(block);
            }
        }
        else
        {
            Schema = _messages.Schema();
            _dictionaries = new DictionaryStore(Schema, options);
        }
    }

    /// <summary>The columns and the custom metadata.</summary>
    public ArrowTableSchema Schema { get; }

    /// <summary>File or stream.</summary>
    public ArrowFormat Format { get; }

    /// <summary>Opens a file on disk.</summary>
    /// <param name="path">An Arrow file or stream.</param>
    /// <param name="options">Limits; null for the defaults.</param>
    public static ArrowIpcReader Open(string path, ArrowReadOptions? options = null)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem(ArrowProblems.CannotRead, $"'{path}' cannot be opened: {problem.Message}", "Check the path and the rights."), problem);
        }

        try
        {
            return new ArrowIpcReader(stream, owned: true, options ?? new ArrowReadOptions());
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next batch; the one before becomes invalid.</summary>
    /// <returns>Null after the last.</returns>
    public ArrowRecordBatch? Read()
    {
        if (_blocks is null)
        {
            return ReadFromStream();
        }

        if (_nextBlock == _blocks.Count)
        {
            return null;
        }

        var header = _messages.At(_blocks[_nextBlock++]);
        return header.Kind == MessageKind.RecordBatch
            ? ReadBatch(header)
            : throw ArrowProblems.Metadata($"The footer points to a {header.Kind} where it promises a record batch.");
    }

    /// <summary>Closes the file that <see cref="Open"/> opened.</summary>
    public void Dispose()
    {
        if (_owned)
        {
            _stream.Dispose();
        }
    }

    private ArrowRecordBatch? ReadFromStream()
    {
        while (_messages.TryNext(out var header))
        {
            switch (header.Kind)
            {
                case MessageKind.DictionaryBatch:
                    _dictionaries.Read(_messages.Header(header), header.BodyLength, _source);
                    break;
                case MessageKind.RecordBatch:
                    return ReadBatch(header);
                default:
                    throw ArrowProblems.Metadata($"A message of kind {header.Kind} stands among the batches.");
            }
        }

        return null;
    }

    private void ReadDictionary(MessageBlock block)
    {
        var header = _messages.At(block);
        if (header.Kind != MessageKind.DictionaryBatch)
        {
            throw ArrowProblems.Metadata($"The footer points to a {header.Kind} where it promises a dictionary.");
        }

        _dictionaries.Read(_messages.Header(header), header.BodyLength, _source);
    }

    private ArrowRecordBatch ReadBatch(MessageHeader header)
    {
        var layout = new BatchLayout(_messages.Header(header), _options.MaxRowsPerBatch);
        _arena.Begin();
        _body.Begin(layout, header.BodyLength);
        var reader = new ColumnReader(layout, _body, _arena, _dictionaries);
        var columns = new ArrowColumn[Schema.Fields.Count];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = reader.Read(Schema.Fields[i], layout.Rows);
        }

        _body.End();
        return new ArrowRecordBatch(layout.Rows, columns);
    }
}
