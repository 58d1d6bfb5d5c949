using System.Runtime.InteropServices;

namespace SegmentationML.Storage.DuckDb.Interop;

/// <summary><c>duckdb_hugeint</c>: 128 bits in two's complement, low half first.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeHugeInt
{
    public ulong Lower;
    public long Upper;

    public static NativeHugeInt From(Int128 value) => new() { Lower = (ulong)value, Upper = (long)(value >> 64) };
}
