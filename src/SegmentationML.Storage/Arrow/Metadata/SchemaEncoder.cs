using SegmentationML.Storage.Arrow.FlatBuffers;

namespace SegmentationML.Storage.Arrow.Metadata;

/// <summary>Schemas to FlatBuffers.</summary>
internal static class SchemaEncoder
{
    /// <summary>Writes the Schema table and returns its offset.</summary>
    public static int Encode(FlatBufferBuilder builder, ArrowTableSchema schema)
    {
        var fields = builder.OffsetVector([.. schema.Fields.Select(field => Encode(builder, field))]);
        var metadata = schema.Metadata.Count == 0 ? 0 : builder.OffsetVector([.. schema.Metadata.Select(pair => Encode(builder, pair))]);
        builder.StartTable(FormatTables.Schema.Slots);
        builder.Offset(FormatTables.Schema.Fields, fields);
        builder.Offset(FormatTables.Schema.Metadata, metadata);
        return builder.EndTable();
    }

    private static int Encode(FlatBufferBuilder builder, ArrowField field)
    {
        var name = builder.String(field.Name);
        int[] items = field.Type.Item is { } item ? [Encode(builder, item)] : [];
        var children = builder.OffsetVector(items);
        var dictionary = field.IndexType is null ? 0 : EncodeDictionary(builder, field);
        var type = TypeEncoder.Encode(builder, field.Type);
        builder.StartTable(FormatTables.Field.Slots);
        builder.Offset(FormatTables.Field.Name, name);
        builder.Byte(FormatTables.Field.Nullable, field.Nullable ? (byte)1 : (byte)0);
        builder.Byte(FormatTables.Field.TypeKind, (byte)TypeEncoder.Tag(field.Type));
        builder.Offset(FormatTables.Field.Type, type);
        builder.Offset(FormatTables.Field.Dictionary, dictionary);
        builder.Offset(FormatTables.Field.Children, children);
        return builder.EndTable();
    }

    private static int EncodeDictionary(FlatBufferBuilder builder, ArrowField field)
    {
        var index = TypeEncoder.Encode(builder, field.IndexType!);
        builder.StartTable(FormatTables.DictionaryEncoding.Slots);
        builder.Int64(FormatTables.DictionaryEncoding.Id, field.DictionaryId);
        builder.Offset(FormatTables.DictionaryEncoding.IndexType, index);
        return builder.EndTable();
    }

    private static int Encode(FlatBufferBuilder builder, KeyValuePair<string, string> pair)
    {
        var key = builder.String(pair.Key);
        var value = builder.String(pair.Value);
        builder.StartTable(FormatTables.KeyValue.Slots);
        builder.Offset(FormatTables.KeyValue.Key, key);
        builder.Offset(FormatTables.KeyValue.Value, value);
        return builder.EndTable();
    }
}
