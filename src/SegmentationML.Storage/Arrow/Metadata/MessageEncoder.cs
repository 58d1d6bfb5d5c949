using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Arrow.FlatBuffers;
using SegmentationML.Storage.Arrow.Gather;

namespace SegmentationML.Storage.Arrow.Metadata;

/// <summary>Messages and the footer to FlatBuffers (metadata version 5).</summary>
internal sealed class MessageEncoder
{
    private readonly FlatBufferBuilder _builder = new();

    /// <summary>The message that carries the schema.</summary>
    public byte[] Schema(ArrowTableSchema schema) => Message(MessageKind.Schema, SchemaEncoder.Encode(_builder, schema), bodyLength: 0);

    /// <summary>The message that carries rows.</summary>
    public byte[] RecordBatch(BatchBody body) => Message(MessageKind.RecordBatch, Encode(body), body.Length);

    /// <summary>The message that carries all values of a dictionary.</summary>
    public byte[] DictionaryBatch(long id, BatchBody body)
    {
        var data = Encode(body);
        _builder.StartTable(FormatTables.DictionaryBatch.Slots);
        _builder.Int64(FormatTables.DictionaryBatch.Id, id);
        _builder.Offset(FormatTables.DictionaryBatch.Data, data);
        return Message(MessageKind.DictionaryBatch, _builder.EndTable(), body.Length);
    }

    /// <summary>The footer of the file format.</summary>
    public byte[] Footer(ArrowTableSchema schema, IReadOnlyList<MessageBlock> dictionaries, IReadOnlyList<MessageBlock> batches)
    {
        var schemaTable = SchemaEncoder.Encode(_builder, schema);
        var dictionaryBlocks = Blocks(dictionaries);
        var batchBlocks = Blocks(batches);
        _builder.StartTable(FormatTables.Footer.Slots);
        _builder.Int16(FormatTables.Footer.Version, FormatTables.Version5);
        _builder.Offset(FormatTables.Footer.Schema, schemaTable);
        _builder.Offset(FormatTables.Footer.Dictionaries, dictionaryBlocks);
        _builder.Offset(FormatTables.Footer.RecordBatches, batchBlocks);
        return _builder.Finish(_builder.EndTable());
    }

    private byte[] Message(MessageKind kind, int header, long bodyLength)
    {
        _builder.StartTable(FormatTables.Message.Slots);
        _builder.Int64(FormatTables.Message.BodyLength, bodyLength);
        _builder.Offset(FormatTables.Message.Header, header);
        _builder.Int16(FormatTables.Message.Version, FormatTables.Version5);
        _builder.Byte(FormatTables.Message.HeaderType, (byte)kind);
        return _builder.Finish(_builder.EndTable());
    }

    private int Encode(BatchBody body)
    {
        var nodes = _builder.StructVector(body.NodeWords, 2);
        var buffers = _builder.StructVector(body.BufferWords, 2);
        var compression = body.Compression == ArrowCompression.None ? 0 : Compression(body.Compression);
        _builder.StartTable(FormatTables.RecordBatch.Slots);
        _builder.Int64(FormatTables.RecordBatch.Length, body.Rows);
        _builder.Offset(FormatTables.RecordBatch.Nodes, nodes);
        _builder.Offset(FormatTables.RecordBatch.Buffers, buffers);
        if (compression != 0)
        {
            _builder.Offset(FormatTables.RecordBatch.Compression, compression);
        }

        return _builder.EndTable();
    }

    private int Compression(ArrowCompression compression)
    {
        _builder.StartTable(FormatTables.BodyCompression.Slots);
        _builder.Byte(FormatTables.BodyCompression.Codec, (byte)(compression == ArrowCompression.Zstd ? 1 : 0));
        return _builder.EndTable();
    }

    private int Blocks(IReadOnlyList<MessageBlock> blocks)
        => _builder.StructVector([.. blocks.SelectMany(block => new[] { block.Offset, block.MetadataLength, block.BodyLength })], 3);
}
