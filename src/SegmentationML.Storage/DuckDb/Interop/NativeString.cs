using System.Runtime.InteropServices;

namespace SegmentationML.Storage.DuckDb.Interop;

/// <summary><c>duckdb_string_t</c>, 16 bytes: a length, then either up to 12 bytes of text in place, or four bytes of prefix and a pointer.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeString
{
    /// <summary>The longest text that lies in place, in bytes.</summary>
    public const int InlineLength = 12;

    private readonly uint _length;
    private fixed byte _rest[InlineLength];

    /// <summary>Length in bytes.</summary>
    public readonly uint Length => _length;

    /// <summary>The bytes of the entry, which must lie in memory that does not move.</summary>
    /// <param name="entry">Points into a vector.</param>
    public static ReadOnlySpan<byte> Bytes(NativeString* entry)
    {
        var length = checked((int)entry->_length);
        return new ReadOnlySpan<byte>(length <= InlineLength ? entry->_rest : *(byte**)(entry->_rest + 4), length);
    }

    /// <summary>Copies the twelve bytes in which a short text lies, padding included.</summary>
    /// <param name="entry">Points into a vector.</param>
    /// <param name="target">At least <see cref="InlineLength"/> bytes.</param>
    public static void CopyInline(NativeString* entry, Span<byte> target) => new ReadOnlySpan<byte>(entry->_rest, InlineLength).CopyTo(target);

    /// <summary>Writes a short text in place.</summary>
    /// <param name="entry">Points into a vector.</param>
    /// <param name="text">At most <see cref="InlineLength"/> bytes.</param>
    public static void WriteInline(NativeString* entry, ReadOnlySpan<byte> text)
    {
        *(uint*)entry = (uint)text.Length;
        var rest = new Span<byte>(entry->_rest, InlineLength);
        rest.Clear();
        text.CopyTo(rest);
    }
}
