using System.Runtime.InteropServices;

namespace SegmentationML.Storage.DuckDb.Interop;

/// <summary><c>duckdb_query_progress_type</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeProgress
{
    /// <summary>In [0, 100]; -1 when unknown.</summary>
    public double Percentage;
    public ulong RowsProcessed;
    public ulong TotalRows;
}
