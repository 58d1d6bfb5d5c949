using System.Runtime.InteropServices;

namespace SegmentationML.Storage.DuckDb.Interop;

/// <summary>Owns a native object that <c>duckdb_destroy_extracted</c> frees.</summary>
internal sealed class ExtractedStatementsHandle : SafeHandle
{
    public ExtractedStatementsHandle()
        : base(0, ownsHandle: true)
    {
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        DuckDbNative.DestroyExtracted(ref handle);
        return true;
    }
}
