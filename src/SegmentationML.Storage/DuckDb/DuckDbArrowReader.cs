using System.Runtime.InteropServices;
using SegmentationML.Core;
using SegmentationML.Storage.Arrow.CData;
using SegmentationML.Storage.DuckDb.Interop;

namespace SegmentationML.Storage.DuckDb;

/// <summary>A query's result as arrays of the Arrow C data interface, one record batch (a struct array) for each chunk of at most 2,048 rows.</summary>
/// <remarks>
/// The engine is busy until the reader is disposed. Schema and batch belong to the reader: they are released by the next <see cref="MoveNext"/> and by <see cref="Dispose"/>.
/// A consumer that wants to keep a batch moves it: copies the structure and sets <see cref="ArrowArray.Release"/> of <see cref="Batch"/> to null; then it releases the copy.
/// ENUM columns are exported dictionary-encoded, all other texts plainly.
/// </remarks>
internal sealed unsafe class DuckDbArrowReader : IDisposable
{
    private readonly DuckDbResult _result;
    private readonly ArrowOptionsHandle _options;
    private readonly Action _onDispose;
    private ArrowSchema* _schema;
    private ArrowArray* _batch;

    /// <summary>Takes a result over.</summary>
    /// <param name="connection">Gives the settings of the export.</param>
    /// <param name="result">Disposed with the reader.</param>
    /// <param name="onDispose">Called when the reader is disposed.</param>
    public DuckDbArrowReader(DuckDbConnection connection, DuckDbResult result, Action onDispose)
    {
        _result = result;
        _onDispose = onDispose;
        DuckDbNative.ConnectionGetArrowOptions(connection.Handle, out _options);
        _schema = (ArrowSchema*)NativeMemory.AllocZeroed((nuint)sizeof(ArrowSchema));
        _batch = (ArrowArray*)NativeMemory.AllocZeroed((nuint)sizeof(ArrowArray));
        try
        {
            ExportSchema();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The same columns in DuckDB's terms, with the texts of ENUMs.</summary>
    public IReadOnlyList<DuckDbColumn> Columns => _result.Columns;

    /// <summary>The struct type of the batches; valid until the reader is disposed.</summary>
    public ArrowSchema* Schema
    {
        get
        {
            ObjectDisposedException.ThrowIf(_schema == null, this);
            return _schema;
        }
    }

    /// <summary>The current batch; valid until the next <see cref="MoveNext"/>.</summary>
    public ArrowArray* Batch
    {
        get
        {
            ObjectDisposedException.ThrowIf(_batch == null, this);
            return _batch;
        }
    }

    /// <summary>Goes to the next batch.</summary>
    /// <returns>False at the end.</returns>
    public bool MoveNext()
    {
        ObjectDisposedException.ThrowIf(_batch == null, this);
        ArrowArray.ReleaseIfLive(_batch);
        using var chunk = _result.NextBatch();
        if (chunk is null)
        {
            return false;
        }

        using var error = DuckDbNative.DataChunkToArrow(_options, chunk.Chunk, _batch);
        ThrowIfError(error);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_batch == null)
        {
            return;
        }

        ArrowArray.ReleaseIfLive(_batch);
        ArrowSchema.ReleaseIfLive(_schema);
        NativeMemory.Free(_batch);
        NativeMemory.Free(_schema);
        _batch = null;
        _schema = null;
        _options.Dispose();
        _result.Dispose();
        _onDispose();
    }

    private static void ThrowIfError(ErrorDataHandle error)
    {
        if (!error.IsInvalid && DuckDbNative.ErrorDataHasError(error))
        {
            var parsed = DuckDbError.Parse(DuckDbErrors.Text(DuckDbNative.ErrorDataMessage(error)), DuckDbNative.ErrorDataType(error));
            throw new ProblemException(DuckDbErrors.ToProblem(parsed, sql: ""));
        }
    }

    private void ExportSchema()
    {
        var types = _result.LogicalTypes();
        var names = _result.Columns.Select(static column => Marshal.StringToCoTaskMemUTF8(column.Name)).ToArray();
        try
        {
            var handles = types.Select(static type => type.DangerousGetHandle()).ToArray();
            fixed (nint* typePointers = handles)
            fixed (nint* namePointers = names)
            {
                using var error = DuckDbNative.ToArrowSchema(_options, typePointers, (byte**)namePointers, (ulong)types.Length, _schema);
                ThrowIfError(error);
            }
        }
        finally
        {
            Array.ForEach(types, static type => type.Dispose());
            Array.ForEach(names, Marshal.FreeCoTaskMem);
        }
    }
}
