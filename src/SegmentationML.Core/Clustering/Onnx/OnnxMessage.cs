using System.Text;

namespace SegmentationML.Core.Clustering.Onnx;

/// <summary>One message of the protocol buffers wire format: fields in the order in which they are added.</summary>
/// <remarks>protobuf.dev, "Encoding": a field is its number and kind as a varint, then a varint or a length and bytes. Four kinds of value are all that an ONNX model needs.</remarks>
internal sealed class OnnxMessage
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public OnnxMessage Add(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint((ulong)value);
        return this;
    }

    public OnnxMessage Add(int field, string text) => Add(field, Encoding.UTF8.GetBytes(text));

    public OnnxMessage Add(int field, OnnxMessage message) => Add(field, message.ToArray());

    public OnnxMessage Add(int field, ReadOnlySpan<byte> bytes)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)bytes.Length);
        _bytes.AddRange(bytes);
        return this;
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            _bytes.Add((byte)(value | 0x80));
        }

        _bytes.Add((byte)value);
    }
}
