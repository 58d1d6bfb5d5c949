using SegmentationML.Storage.Arrow.FlatBuffers;

namespace SegmentationML.Storage.Arrow.Metadata;

/// <summary>FlatBuffers to schemas.</summary>
internal sealed class SchemaDecoder
{
    // Tables of a FlatBuffer may be shared, so a few bytes can claim any number of fields: both bounds are needed.
    private const int MostFields = 100_000;
    private const int MostLevels = 16;
    private int _fields;

    /// <summary>Decodes the Schema table.</summary>
    public static ArrowTableSchema Decode(FlatTable table)
    {
        if (table.Int16(FormatTables.Schema.Endianness) != 0)
        {
            throw ArrowProblems.Unsupported("The file is big-endian.", "Write it on a little-endian machine, or ask the producer for little-endian output.");
        }

        var decoder = new SchemaDecoder();
        var fields = new ArrowField[table.TableCount(FormatTables.Schema.Fields)];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = decoder.Field(table.TableAt(FormatTables.Schema.Fields, i), level: 0);
        }

        return new ArrowTableSchema(fields, Metadata(table));
    }

    private static KeyValuePair<string, string>[] Metadata(FlatTable table)
    {
        var pairs = new KeyValuePair<string, string>[table.TableCount(FormatTables.Schema.Metadata)];
        for (var i = 0; i < pairs.Length; i++)
        {
            var pair = table.TableAt(FormatTables.Schema.Metadata, i);
            pairs[i] = new(pair.Text(FormatTables.KeyValue.Key) ?? string.Empty, pair.Text(FormatTables.KeyValue.Value) ?? string.Empty);
        }

        return pairs;
    }

    private ArrowField Field(FlatTable table, int level)
    {
        if (++_fields > MostFields || level > MostLevels)
        {
            throw ArrowProblems.Large($"The schema has more than {MostFields} fields or {MostLevels} levels.", "Write fewer columns.");
        }

        var name = table.Text(FormatTables.Field.Name) ?? string.Empty;
        var items = new ArrowField[table.TableCount(FormatTables.Field.Children)];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = Field(table.TableAt(FormatTables.Field.Children, i), level + 1);
        }

        var tag = (TypeTag)table.Byte(FormatTables.Field.TypeKind);
        var type = TypeDecoder.Decode(tag, table.Table(FormatTables.Field.Type, "type"), name, items);
        var field = new ArrowField(name, type, table.Byte(FormatTables.Field.Nullable) != 0);
        return table.Has(FormatTables.Field.Dictionary) ? WithDictionary(field, table.Table(FormatTables.Field.Dictionary, "dictionary")) : field;
    }

    // Without an index type the indices are signed integers of 32 bits.
    private static ArrowField WithDictionary(ArrowField field, FlatTable table) => field with
    {
        DictionaryId = table.Int64(FormatTables.DictionaryEncoding.Id),
        IndexType = table.Has(FormatTables.DictionaryEncoding.IndexType)
            ? TypeDecoder.Integer(table.Table(FormatTables.DictionaryEncoding.IndexType, "index type"), field.Name)
            : ArrowType.Int32,
    };
}
