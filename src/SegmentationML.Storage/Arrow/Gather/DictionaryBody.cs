using System.Runtime.InteropServices;

namespace SegmentationML.Storage.Arrow.Gather;

/// <summary>The one column of a dictionary message: its values as text.</summary>
internal sealed class DictionaryBody : IDisposable
{
    private readonly NativeBuffer _offsets = new();
    private readonly NativeBuffer _bytes = new();
    private readonly int _values;

    public DictionaryBody(ArrowDictionary dictionary)
    {
        _values = dictionary.Values.Count;
        _offsets.Append(MemoryMarshal.AsBytes(dictionary.Offsets));
        _bytes.Append(dictionary.Utf8);
    }

    /// <summary>Plans the body.</summary>
    public void Describe(BatchBody body)
    {
        body.Begin(_values);
        body.Node(_values, nulls: 0);
        body.NoBuffer();
        body.Buffer(_offsets);
        body.Buffer(_bytes);
    }

    public void Dispose()
    {
        _offsets.Dispose();
        _bytes.Dispose();
    }
}
