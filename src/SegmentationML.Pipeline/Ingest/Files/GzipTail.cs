using System.IO.Compression;

namespace SegmentationML.Pipeline.Ingest.Files;

/// <summary>Reads a gzip file and notices when it was cut short, which <see cref="GZipStream"/> passes over in silence.</summary>
/// <remarks>
/// A second, tiny gzip member is put behind the file's bytes. In a whole file it is unpacked at the end (members may follow each other, RFC 1952, 2.2);
/// in a file that was cut, its bytes fall into the broken member and either spoil the checksum or are never unpacked.
/// </remarks>
internal static class GzipTail
{
    private static readonly byte[] Marker = [.. "end of the file, as it was written"u8];
    private static readonly byte[] PackedMarker = Pack(Marker);

    /// <summary>Unpacks a file.</summary>
    /// <param name="packed">The file.</param>
    /// <param name="block">Receives the unpacked bytes in blocks of one size; only the last may be shorter.</param>
    /// <param name="blockBytes">The size.</param>
    /// <exception cref="InvalidDataException">The file is damaged or cut short.</exception>
    public static void Unpack(Stream packed, int blockBytes, Action<ReadOnlyMemory<byte>> block)
    {
        using var unpacked = new GZipStream(new ConcatenatedStream(packed, new MemoryStream(PackedMarker)), CompressionMode.Decompress);
        var buffer = new byte[blockBytes + Marker.Length];
        var held = 0;
        for (int read; (read = unpacked.ReadAtLeast(buffer.AsSpan(held), buffer.Length - held, throwOnEndOfStream: false)) > 0;)
        {
            held += read;
            if (held == buffer.Length)
            {
                block(buffer.AsMemory(0, blockBytes));
                buffer.AsSpan(blockBytes, Marker.Length).CopyTo(buffer);
                held = Marker.Length;
            }
        }

        if (held < Marker.Length || !buffer.AsSpan(held - Marker.Length, Marker.Length).SequenceEqual(Marker))
        {
            throw new InvalidDataException("The data end before the gzip member does.");
        }

        if (held > Marker.Length)
        {
            block(buffer.AsMemory(0, held - Marker.Length));
        }
    }

    private static byte[] Pack(byte[] text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(text);
        }

        return packed.ToArray();
    }
}
