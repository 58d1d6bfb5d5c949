using System.Runtime.InteropServices;

namespace SegmentationML.Storage.DuckDb.Interop;

/// <summary>Owns a native object that <c>duckdb_destroy_error_data</c> frees.</summary>
internal sealed class ErrorDataHandle : SafeHandle
{
    public ErrorDataHandle()
        : base(0, ownsHandle: true)
    {
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        DuckDbNative.DestroyErrorData(ref handle);
        return true;
    }
}
