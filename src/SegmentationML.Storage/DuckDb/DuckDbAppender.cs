using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.DuckDb.Interop;

namespace SegmentationML.Storage.DuckDb;

/// <summary>The bulk writer: each column is copied once, straight into DuckDB's chunks. It has a connection and a transaction of its own, so that nothing is seen before <see cref="Complete"/>.</summary>
public sealed class DuckDbAppender : IColumnAppender
{
    private readonly DuckDbConnection _connection;
    private readonly AppenderHandle _appender;
    private readonly AppenderChunks _chunks;
    private readonly string _table;
    private bool _completed;
    private bool _disposed;

    private DuckDbAppender(DuckDbConnection connection, AppenderHandle appender, string table)
    {
        _connection = connection;
        _appender = appender;
        _table = table;
        _chunks = new AppenderChunks(appender);
    }

    /// <inheritdoc/>
    public void Set<T>(int column, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        EnsureOpen();
        _chunks.Set(column, values, validity: []);
    }

    /// <inheritdoc/>
    public void Set<T>(int column, ReadOnlySpan<T> values, ReadOnlySpan<ulong> validity)
        where T : unmanaged
    {
        EnsureOpen();
        _chunks.Set(column, values, validity);
    }

    /// <inheritdoc/>
    public void SetUtf8(int column, ReadOnlySpan<byte> utf8, ReadOnlySpan<int> offsets, ReadOnlySpan<ulong> validity)
    {
        EnsureOpen();
        _chunks.SetUtf8(column, utf8, offsets, validity);
    }

    /// <inheritdoc/>
    public void Set(int column, IReadOnlyList<string?> values)
    {
        EnsureOpen();
        _chunks.Set(column, values);
    }

    /// <inheritdoc/>
    public void Set(int column, IReadOnlyList<IReadOnlyList<string?>?> values)
    {
        EnsureOpen();
        _chunks.Set(column, values);
    }

    /// <inheritdoc/>
    public void SetLists<T>(int column, ReadOnlySpan<T> items, ReadOnlySpan<int> offsets)
        where T : unmanaged
    {
        EnsureOpen();
        _chunks.SetLists(column, items, offsets);
    }

    /// <inheritdoc/>
    public void WriteBatch()
    {
        EnsureOpen();
        foreach (var chunk in _chunks.Filled())
        {
            if (DuckDbNative.AppendDataChunk(_appender, chunk) != 0)
            {
                throw Failed();
            }
        }

        _chunks.Clear();
    }

    /// <inheritdoc/>
    public void Complete()
    {
        EnsureOpen();
        _chunks.ThrowIfUnwritten();
        if (DuckDbNative.AppenderClose(_appender) != 0)
        {
            throw Failed();
        }

        _ = _connection.Run("COMMIT");
        _completed = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (!_completed)
        {
            _ = DuckDbNative.AppenderClear(_appender);
        }

        // Closing the connection rolls back what was not committed.
        _chunks.Dispose();
        _appender.Dispose();
        _connection.Dispose();
    }

    internal static DuckDbAppender Open(DuckDbDatabase database, string table)
    {
        var connection = database.Connect();
        try
        {
            _ = connection.Run("BEGIN");
            if (DuckDbNative.AppenderCreate(connection.Handle, schema: null, table, out var appender) != 0)
            {
                using (appender)
                {
                    throw Error(appender, table);
                }
            }

            return new DuckDbAppender(connection, appender, table);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static ProblemException Error(AppenderHandle appender, string table)
    {
        using var error = DuckDbNative.AppenderErrorData(appender);
        var parsed = DuckDbError.Parse(DuckDbErrors.Text(DuckDbNative.ErrorDataMessage(error)), DuckDbNative.ErrorDataType(error));
        return new ProblemException(DuckDbErrors.ToProblem(parsed with { Message = $"{parsed.Message} (while appending to table '{table}')" }, sql: ""));
    }

    private ProblemException Failed()
    {
        var failure = Error(_appender, _table);
        Dispose();
        return failure;
    }

    private void EnsureOpen()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_completed)
        {
            throw new InvalidOperationException("The appender is completed: open another one.");
        }
    }
}
