using System.Buffers;
using System.Buffers.Binary;
using K4os.Compression.LZ4.Streams;
using SegmentationML.Pipeline.Ports;
using ZstdSharp;

namespace SegmentationML.Storage.Arrow.Gather;

/// <summary>Packs one buffer of a message body: the length without compression, 64 bits little endian, then an LZ4 frame or a Zstandard frame; -1 and the bytes as they are where packing gains nothing.</summary>
/// <remarks>Apache Arrow columnar format 1.5, BodyCompression. The same bytes in give the same bytes out.</remarks>
internal static class BufferPacker
{
    /// <summary>Zstandard's own default.</summary>
    private const int ZstdLevel = 3;

    /// <summary>Packs it.</summary>
    /// <param name="compression">Lz4 or Zstd.</param>
    /// <param name="plain">The bytes, at least one.</param>
    public static ReadOnlyMemory<byte> Pack(ArrowCompression compression, ReadOnlySpan<byte> plain)
    {
        var packed = compression == ArrowCompression.Lz4 ? Lz4(plain) : Zstd(plain);
        if (packed.Length - sizeof(long) < plain.Length)
        {
            BinaryPrimitives.WriteInt64LittleEndian(packed.Span, plain.Length);
            return packed;
        }

        var asIs = new byte[sizeof(long) + plain.Length];
        BinaryPrimitives.WriteInt64LittleEndian(asIs, -1);
        plain.CopyTo(asIs.AsSpan(sizeof(long)));
        return asIs;
    }

    private static Memory<byte> Lz4(ReadOnlySpan<byte> plain)
    {
        var writer = new ArrayBufferWriter<byte>(sizeof(long) + (plain.Length / 2) + 64);
        writer.Write(stackalloc byte[sizeof(long)]);
        LZ4Frame.Encode(plain, writer);
        return System.Runtime.InteropServices.MemoryMarshal.AsMemory(writer.WrittenMemory);
    }

    private static Memory<byte> Zstd(ReadOnlySpan<byte> plain)
    {
        using var compressor = new Compressor(ZstdLevel);
        var target = new byte[sizeof(long) + Compressor.GetCompressBound(plain.Length)];
        return target.AsMemory(0, sizeof(long) + compressor.Wrap(plain, target.AsSpan(sizeof(long))));
    }
}
