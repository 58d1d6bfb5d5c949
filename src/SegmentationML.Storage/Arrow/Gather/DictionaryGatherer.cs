using SegmentationML.Storage.Arrow.CData;

namespace SegmentationML.Storage.Arrow.Gather;

/// <summary>Text in, 32-bit indices into a given dictionary out. The source may be plain text or have a dictionary of its own, as the engine's ENUM has.</summary>
internal sealed unsafe class DictionaryGatherer(ArrowField field, ArrowField source, ArrowDictionary dictionary) : ColumnGatherer(field)
{
    private readonly NativeBuffer _indices = new();
    private readonly bool _wide = source.Type.OffsetWidth == sizeof(long);
    private readonly ArrowType? _sourceIndex = source.IndexType;
    private int[] _mapped = [];

    public override long BytesHeld => _indices.Length;

    public override long BytesIn(ArrowArray* array, long first, long count) => count * sizeof(int);

    protected override void AppendValues(ArrowArray* array, byte* validity, long first, long count)
    {
        var target = (int*)_indices.Extend(count * sizeof(int));
        if (_sourceIndex is null)
        {
            LookUp(array, validity, first, count, target);
        }
        else
        {
            Map(array, validity, first, count, target);
        }
    }

    protected override void DescribeValues(BatchBody body) => body.Buffer(_indices);

    protected override void ClearValues() => _indices.Clear();

    protected override void DisposeValues() => _indices.Dispose();

    private void LookUp(ArrowArray* array, byte* validity, long first, long count, int* target)
    {
        // Neighbours are often equal (sorted keys, few codes): the last text is tried first.
        ReadOnlySpan<byte> last = default;
        var lastIndex = -1;
        for (var row = first; row < first + count; row++)
        {
            if (validity != null && !Bitmap.Get(validity, row))
            {
                *target++ = 0;
                continue;
            }

            var text = TextAt(array, row);
            if (lastIndex < 0 || !text.SequenceEqual(last))
            {
                lastIndex = IndexOf(text);
                last = text;
            }

            *target++ = lastIndex;
        }
    }

    private void Map(ArrowArray* array, byte* validity, long first, long count, int* target)
    {
        var values = array->Dictionary;
        if (_mapped.Length < values->Length)
        {
            _mapped = new int[values->Length];
        }

        // Entries are looked up when a row needs them: a chunk has fewer rows than a large ENUM has values.
        var mapped = _mapped.AsSpan(0, (int)values->Length);
        mapped.Fill(-1);
        for (var row = first; row < first + count; row++)
        {
            if (validity != null && !Bitmap.Get(validity, row))
            {
                *target++ = 0;
                continue;
            }

            var entry = SourceIndex(array, row);
            ref var index = ref mapped[entry];
            if (index < 0)
            {
                index = IndexOf(TextAt(values, values->Offset + entry));
            }

            *target++ = index;
        }
    }

    private int SourceIndex(ArrowArray* array, long row) => _sourceIndex!.BitWidth switch
    {
        8 => ((byte*)array->Buffers[1])[row],
        16 => ((ushort*)array->Buffers[1])[row],
        _ => ((int*)array->Buffers[1])[row],
    };

    private ReadOnlySpan<byte> TextAt(ArrowArray* array, long row)
    {
        var (start, end) = _wide
            ? (((long*)array->Buffers[1])[row], ((long*)array->Buffers[1])[row + 1])
            : (((int*)array->Buffers[1])[row], ((int*)array->Buffers[1])[row + 1]);
        return new ReadOnlySpan<byte>((byte*)array->Buffers[2] + start, (int)(end - start));
    }

    private int IndexOf(ReadOnlySpan<byte> text)
    {
        var index = dictionary.IndexOf(text);
        return index >= 0
            ? index
            : throw ArrowProblems.Exception(
                ArrowProblems.NotInDictionary,
                $"Column '{Field.Name}' holds '{System.Text.Encoding.UTF8.GetString(text)}', which its dictionary of {dictionary.Values.Count} values does not.",
                "Give all values that the column can take, or write the column as plain text.");
    }
}
