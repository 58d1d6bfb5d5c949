using System.Runtime.InteropServices;

namespace SegmentationML.Storage.Arrow.CData;

/// <summary>The values of an array or record batch in the Arrow C data interface; the layout is the ABI's and never changes.</summary>
/// <remarks>Apache Arrow, The Arrow C data interface, struct ArrowArray. A null <see cref="Release"/> marks a released or moved structure.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ArrowArray
{
    /// <summary>Rows.</summary>
    public long Length;

    /// <summary>Null rows, or -1 when not counted.</summary>
    public long NullCount;

    /// <summary>Rows to skip at the start of every buffer of this array.</summary>
    public long Offset;

    /// <summary>Number of <see cref="Buffers"/>.</summary>
    public long BufferCount;

    /// <summary>Number of <see cref="Children"/>.</summary>
    public long ChildCount;

    /// <summary>Validity, offsets, values: by the type's layout. The validity buffer is null when nothing is null.</summary>
    public void** Buffers;

    /// <summary>Pointers to the children, <see cref="ChildCount"/> of them.</summary>
    public ArrowArray** Children;

    /// <summary>The dictionary's values; null when not dictionary-encoded.</summary>
    public ArrowArray* Dictionary;

    /// <summary>Frees what the producer owns; sets itself to null.</summary>
    public delegate* unmanaged[Cdecl]<ArrowArray*, void> Release;

    /// <summary>The producer's own.</summary>
    public void* PrivateData;

    /// <summary>Releases the structure if it is still live; safe to call twice.</summary>
    /// <param name="array">The structure; its memory stays the caller's.</param>
    public static void ReleaseIfLive(ArrowArray* array)
    {
        if (array->Release != null)
        {
            array->Release(array);
        }
    }
}
