using System.Text;

namespace SegmentationML.Storage.Lineage;

/// <summary>A file of events, one a line. A line that a killed writer left half is taken back, and one that is there already is not written again.</summary>
internal static class LineageFile
{
    private const int TailBytes = 1 << 20;

    /// <summary>Appends a line, on the disk when this returns.</summary>
    /// <param name="path">The file, absolute; its folder is made.</param>
    /// <param name="line">The event, without a line break.</param>
    public static void Append(string path, string line)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        var tail = Tail(file);
        var whole = tail.AsSpan(0, tail.AsSpan().LastIndexOf((byte)'\n') + 1);
        file.SetLength(file.Length - (tail.Length - whole.Length));
        if (Encoding.UTF8.GetString(whole).Split('\n').Contains(line, StringComparer.Ordinal))
        {
            return;
        }

        file.Seek(0, SeekOrigin.End);
        file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        file.Flush(flushToDisk: true);
    }

    private static byte[] Tail(FileStream file)
    {
        var tail = new byte[(int)Math.Min(file.Length, TailBytes)];
        file.Seek(-tail.Length, SeekOrigin.End);
        file.ReadExactly(tail);
        return tail;
    }
}
