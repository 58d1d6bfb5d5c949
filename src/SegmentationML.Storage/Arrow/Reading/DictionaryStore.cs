using SegmentationML.Storage.Arrow.FlatBuffers;
using SegmentationML.Storage.Arrow.Metadata;

namespace SegmentationML.Storage.Arrow.Reading;

/// <summary>The dictionaries of a file or stream as far as it has been read: given, replaced, or grown by deltas.</summary>
internal sealed class DictionaryStore
{
    private readonly Dictionary<long, ArrowField> _fields = [];
    private readonly Dictionary<long, ArrowColumn> _values = [];
    private readonly Dictionary<long, GrowingText> _growing = [];
    private readonly Dictionary<long, long> _bytes = [];
    private readonly ArrowReadOptions _options;

    public DictionaryStore(ArrowTableSchema schema, ArrowReadOptions options)
    {
        _options = options;
        foreach (var field in schema.Fields)
        {
            Collect(field);
        }
    }

    /// <summary>The values that a column's indices point into.</summary>
    public ArrowColumn Get(ArrowField field)
        => _values.TryGetValue(field.DictionaryId, out var values)
            ? values
            : throw ArrowProblems.Data($"Column '{field.Name}' needs dictionary {field.DictionaryId}, which has not come before it.");

    /// <summary>Reads a dictionary message whose body follows.</summary>
    public void Read(FlatTable table, long bodyLength, ByteSource source)
    {
        var id = table.Int64(FormatTables.DictionaryBatch.Id);
        if (!_fields.TryGetValue(id, out var field))
        {
            throw ArrowProblems.Metadata($"Dictionary {id} belongs to no column.");
        }

        var layout = new BatchLayout(table.Table(FormatTables.DictionaryBatch.Data, "dictionary values"), _options.MaxRowsPerBatch);

        // The limit of a batch holds for all dictionaries together.
        var arena = new BufferArena(_options.MaxBatchBytes - _bytes.Where(pair => pair.Key != id).Sum(pair => pair.Value));
        var body = new BodyReader(source, arena);
        body.Begin(layout, bodyLength);
        var values = new ColumnReader(layout, body, arena, this).Read(field, layout.Rows);
        body.End();
        if (table.Byte(FormatTables.DictionaryBatch.IsDelta) == 0)
        {
            Replace(id, values, arena.Bytes);
        }
        else
        {
            Grow(id, values);
        }
    }

    private void Replace(long id, ArrowColumn values, long bytes)
    {
        _growing.Remove(id);
        _values[id] = values;
        _bytes[id] = bytes;
    }

    private void Grow(long id, ArrowColumn values)
    {
        if (!_growing.TryGetValue(id, out var text))
        {
            text = new GrowingText(values.Field, _options.MaxBatchBytes);
            if (_values.TryGetValue(id, out var before))
            {
                text.Append(before);
            }

            _growing[id] = text;
        }

        text.Append(values);
        _values[id] = text.ToColumn();
        _bytes[id] = text.Bytes;
    }

    private void Collect(ArrowField field)
    {
        if (field.Type.Item is { } item)
        {
            Collect(item);
        }

        if (field.IndexType is null)
        {
            return;
        }

        if (!field.Type.IsText && !field.Type.IsBytes && field.Type.FixedWidth == 0)
        {
            throw ArrowProblems.Unsupported($"Column '{field.Name}' has a dictionary of {field.Type}, which is not read.", "Write the column without a dictionary.");
        }

        var values = new ArrowField(field.Name, field.Type);
        if (_fields.TryAdd(field.DictionaryId, values) || _fields[field.DictionaryId].Type == field.Type)
        {
            return;
        }

        throw ArrowProblems.Metadata($"Column '{field.Name}' shares dictionary {field.DictionaryId} with a column of another type.");
    }
}
