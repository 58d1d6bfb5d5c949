using SegmentationML.Storage.DuckDb.Interop;

namespace SegmentationML.Storage.DuckDb;

/// <summary>The result of one statement, taken chunk by chunk.</summary>
internal sealed class DuckDbResult : IDisposable
{
    private readonly ResultHandle _result;
    private readonly string _sql;
    private readonly CancellationToken _cancellation;

    public DuckDbResult(ResultHandle result, string sql, CancellationToken cancellation)
    {
        _result = result;
        _sql = sql;
        _cancellation = cancellation;
        Columns = ReadColumns(result);
    }

    /// <summary>The columns, in result order.</summary>
    public DuckDbColumn[] Columns { get; }

    /// <summary>The native types of the columns, which the caller disposes.</summary>
    public LogicalTypeHandle[] LogicalTypes() =>
        [.. Enumerable.Range(0, Columns.Length).Select(column => DuckDbNative.ColumnLogicalType(_result, (ulong)column))];

    /// <summary>Reads what is left and counts it; for a statement that changes rows, their number.</summary>
    public long CountRows()
    {
        if (!_result.HasRows)
        {
            return ReadCount();
        }

        long rows = 0;
        while (NextBatch() is { } batch)
        {
            rows += batch.Rows;
            batch.Dispose();
        }

        return rows;
    }

    /// <summary>The next chunk, which the caller disposes; null at the end.</summary>
    public DuckDbBatch? NextBatch()
    {
        _cancellation.ThrowIfCancellationRequested();
        var chunk = _result.FetchChunk();
        if (chunk != 0)
        {
            var batch = new DuckDbBatch(Columns, chunk);
            if (batch.Rows > 0)
            {
                return batch;
            }

            batch.Dispose();
            return null;
        }

        ThrowIfFailed();
        return null;
    }

    public void Dispose() => _result.Dispose();

    // insert, update, delete, copy and create table as give one row with one number; other statements give none.
    private long ReadCount()
    {
        using var batch = NextBatch();
        return batch is not null && Columns is [{ Type: DuckDbType.BigInt }] ? batch.Values<long>(0)[0] : 0;
    }

    private void ThrowIfFailed()
    {
        var message = DuckDbErrors.Text(DuckDbNative.ResultError(_result));
        if (message.Length > 0)
        {
            throw DuckDbErrors.Translate(DuckDbError.Parse(message, DuckDbNative.ResultErrorType(_result)), _sql, _cancellation);
        }

        // An interrupted stream may end without an error: its rows are not all there.
        _cancellation.ThrowIfCancellationRequested();
    }

    private static DuckDbColumn[] ReadColumns(ResultHandle result)
    {
        var columns = new DuckDbColumn[DuckDbNative.ColumnCount(result)];
        for (var column = 0; column < columns.Length; column++)
        {
            using var type = DuckDbNative.ColumnLogicalType(result, (ulong)column);
            columns[column] = DuckDbColumn.From(DuckDbErrors.Text(DuckDbNative.ColumnName(result, (ulong)column)), type);
        }

        return columns;
    }
}
