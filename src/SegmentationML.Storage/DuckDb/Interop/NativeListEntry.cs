using System.Runtime.InteropServices;

namespace SegmentationML.Storage.DuckDb.Interop;

/// <summary><c>duckdb_list_entry</c>: where a row's items lie in the child vector.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeListEntry
{
    public ulong Offset;
    public ulong Length;
}
