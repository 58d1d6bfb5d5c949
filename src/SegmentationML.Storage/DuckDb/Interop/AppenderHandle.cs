using System.Runtime.InteropServices;

namespace SegmentationML.Storage.DuckDb.Interop;

/// <summary>Owns a native appender. Freeing it writes what it still holds, so a caller that gives up clears it first.</summary>
internal sealed class AppenderHandle : SafeHandle
{
    public AppenderHandle()
        : base(0, ownsHandle: true)
    {
    }

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        // Its error was read before; nothing is left to report here.
        _ = DuckDbNative.AppenderDestroy(ref handle);
        return true;
    }
}
