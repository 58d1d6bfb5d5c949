using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.DuckDb;

/// <summary>The query engine on DuckDB: one database and one connection. One thread at a time, save for <see cref="Progress"/>.</summary>
public sealed class DuckDbEngine : IQueryEngine
{
    private readonly DuckDbDatabase _database;
    private readonly DuckDbConnection _connection;
    private bool _reading;

    private DuckDbEngine(DuckDbDatabase database, DuckDbConnection connection)
    {
        _database = database;
        _connection = connection;
    }

    /// <summary>The version of the library that is loaded, for example <c>v1.5.6</c>.</summary>
    public static string LibraryVersion => DuckDbDatabase.LibraryVersion;

    /// <inheritdoc/>
    public double Progress => _connection.Progress;

    /// <summary>Opens or creates a database.</summary>
    /// <param name="options">Default: in memory, with DuckDB's own limits.</param>
    public static DuckDbEngine Open(DuckDbOptions? options = null)
    {
        var database = DuckDbDatabase.Open(options ?? new DuckDbOptions());
        try
        {
            return new DuckDbEngine(database, database.Connect());
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public long Execute(string sql, IReadOnlyList<object?>? parameters = null, CancellationToken cancellation = default)
    {
        EnsureIdle(cancellation);
        using var watch = QueryInterrupt.Watch(_connection.Handle, cancellation);
        long rows = 0;
        _ = _connection.ForEachStatement(
            sql,
            (statement, count) =>
            {
                BindAll(statement, parameters, count, sql);
                using var result = statement.Execute(cancellation);
                rows = result.CountRows();
            },
            cancellation);
        return rows;
    }

    /// <inheritdoc/>
    public long Read(string sql, Action<IColumnBatch> onBatch, IReadOnlyList<object?>? parameters = null, CancellationToken cancellation = default)
    {
        EnsureIdle(cancellation);
        using var watch = QueryInterrupt.Watch(_connection.Handle, cancellation);
        using var statement = _connection.PrepareOne(sql, cancellation);
        statement.Bind(parameters ?? []);
        using var result = statement.Execute(cancellation);
        return ReadBatches(result, onBatch);
    }

    /// <summary>Runs a query whose result is taken as Arrow arrays; the engine is busy until the reader is disposed.</summary>
    /// <param name="sql">One query.</param>
    /// <param name="parameters">Values for <c>$1 …</c>.</param>
    /// <param name="cancellation">Interrupts the query.</param>
    internal DuckDbArrowReader ReadArrow(string sql, IReadOnlyList<object?>? parameters = null, CancellationToken cancellation = default)
    {
        EnsureIdle(cancellation);
        var watch = QueryInterrupt.Watch(_connection.Handle, cancellation);
        try
        {
            using var statement = _connection.PrepareOne(sql, cancellation);
            statement.Bind(parameters ?? []);
            var reader = new DuckDbArrowReader(_connection, statement.Execute(cancellation), () =>
            {
                watch?.Dispose();
                _reading = false;
            });
            _reading = true;
            return reader;
        }
        catch
        {
            watch?.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    IColumnAppender IQueryEngine.Append(string table) => Append(table);

    /// <summary>Opens a bulk writer on a table. Its rows are seen by queries once it is completed; until then the table must not be changed otherwise.</summary>
    /// <param name="table">The table's name, unquoted; not a temporary table, which only this engine's own connection sees.</param>
    public DuckDbAppender Append(string table) => DuckDbAppender.Open(_database, table);

    /// <inheritdoc/>
    public IReadOnlyList<ColumnShape> Describe(string sql)
    {
        var shapes = new List<ColumnShape>();
        _ = Read($"DESCRIBE {sql}", batch =>
        {
            for (var row = 0; row < batch.Rows; row++)
            {
                shapes.Add(new ColumnShape(batch.Text(0, row)!, batch.Text(1, row)!));
            }
        });
        return shapes;
    }

    /// <summary>Runs a query to its end with the result in DuckDB's own memory, and drops it: what reading is measured against.</summary>
    /// <param name="sql">One query.</param>
    internal void Materialize(string sql) => _ = _connection.ForEachStatement(
        sql,
        static (statement, _) => statement.ExecuteMaterialized(CancellationToken.None).Dispose(),
        CancellationToken.None);

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    private static void BindAll(DuckDbStatement statement, IReadOnlyList<object?>? parameters, int statements, string sql)
    {
        if (parameters is { Count: > 0 } && statements > 1)
        {
            throw new ProblemException(new Problem("SEG-DUCK-031", $"Parameters were given to {statements} statements: {sql}", "Give parameters to one statement at a time."));
        }

        statement.Bind(parameters ?? []);
    }

    private long ReadBatches(DuckDbResult result, Action<IColumnBatch> onBatch)
    {
        _reading = true;
        try
        {
            long rows = 0;
            while (result.NextBatch() is { } batch)
            {
                using (batch)
                {
                    rows += batch.Rows;
                    onBatch(batch);
                }
            }

            return rows;
        }
        finally
        {
            _reading = false;
        }
    }

    private void EnsureIdle(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_reading)
        {
            throw new InvalidOperationException("A query was started inside the callback of another: the engine runs one at a time. Read the first to its end, or open a second engine.");
        }
    }
}
