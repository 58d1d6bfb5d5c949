using System.Runtime.InteropServices;

namespace SegmentationML.Storage.DuckDb.Interop;

/// <summary>Owns a native object that <c>duckdb_close</c> frees.</summary>
internal sealed class DatabaseHandle : SafeHandle
{
    public DatabaseHandle()
        : base(0, ownsHandle: true)
    {
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        DuckDbNative.Close(ref handle);
        return true;
    }
}
