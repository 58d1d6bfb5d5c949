using System.Runtime.InteropServices;

namespace SegmentationML.Storage.DuckDb.Interop;

/// <summary>Owns a native object that <c>duckdb_destroy_arrow_options</c> frees.</summary>
internal sealed class ArrowOptionsHandle : SafeHandle
{
    public ArrowOptionsHandle()
        : base(0, ownsHandle: true)
    {
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        DuckDbNative.DestroyArrowOptions(ref handle);
        return true;
    }
}
