using System.Runtime.InteropServices;

namespace SegmentationML.Storage.DuckDb.Interop;

/// <summary>Owns a <c>duckdb_result</c>, which lies in native memory of ours so that its address never changes.</summary>
internal sealed unsafe class ResultHandle : SafeHandle
{
    /// <summary><c>DUCKDB_RESULT_TYPE_QUERY_RESULT</c>.</summary>
    private const int QueryResult = 3;

    public ResultHandle()
        : base(0, ownsHandle: true) => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(NativeResult)));

    /// <inheritdoc/>
    public override bool IsInvalid => handle == 0;

    /// <summary>True when the statement gives rows, not a count.</summary>
    public bool HasRows => Use(static result => DuckDbNative.ResultReturnType(result)) == QueryResult;

    /// <summary>The next chunk, which the caller destroys; 0 at the end and after an error.</summary>
    public nint FetchChunk() => Use(DuckDbNative.FetchChunk);

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        DuckDbNative.DestroyResult(handle);
        NativeMemory.Free((void*)handle);
        return true;
    }

    // The struct is passed by value, so the handle is held here, not by the marshaller.
    private T Use<T>(Func<NativeResult, T> call)
    {
        var held = false;
        try
        {
            DangerousAddRef(ref held);
            return call(*(NativeResult*)handle);
        }
        finally
        {
            if (held)
            {
                DangerousRelease();
            }
        }
    }
}
