using System.Runtime.InteropServices;

namespace SegmentationML.Storage.Arrow.CData;

/// <summary>The type of an array or record batch in the Arrow C data interface; the layout is the ABI's and never changes.</summary>
/// <remarks>Apache Arrow, The Arrow C data interface, struct ArrowSchema. A null <see cref="Release"/> marks a released or moved structure.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ArrowSchema
{
    /// <summary>Flag of <see cref="Flags"/>: a dictionary whose order has a meaning.</summary>
    public const long DictionaryOrdered = 1;

    /// <summary>Flag of <see cref="Flags"/>: the field may hold nulls.</summary>
    public const long Nullable = 2;

    /// <summary>Zero-terminated format string, for example <c>u</c> for utf8 or <c>+s</c> for a record batch.</summary>
    public byte* Format;

    /// <summary>Zero-terminated UTF-8 name of the field; may be null.</summary>
    public byte* Name;

    /// <summary>Key-value pairs in the interface's own binary form; may be null.</summary>
    public byte* Metadata;

    /// <summary>Bitwise or of the flags above.</summary>
    public long Flags;

    /// <summary>Number of children.</summary>
    public long ChildCount;

    /// <summary>Pointers to the children, <see cref="ChildCount"/> of them.</summary>
    public ArrowSchema** Children;

    /// <summary>Type of the dictionary's values; null when not dictionary-encoded.</summary>
    public ArrowSchema* Dictionary;

    /// <summary>Frees what the producer owns; sets itself to null.</summary>
    public delegate* unmanaged[Cdecl]<ArrowSchema*, void> Release;

    /// <summary>The producer's own.</summary>
    public void* PrivateData;

    /// <summary>Releases the structure if it is still live; safe to call twice.</summary>
    /// <param name="schema">The structure; its memory stays the caller's.</param>
    public static void ReleaseIfLive(ArrowSchema* schema)
    {
        if (schema->Release != null)
        {
            schema->Release(schema);
        }
    }
}
