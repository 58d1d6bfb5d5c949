using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.DuckDb.Interop;

namespace SegmentationML.Storage.DuckDb;

/// <summary>One connection: statements run on it one at a time.</summary>
internal sealed class DuckDbConnection : IDisposable
{
    private readonly ConnectionHandle _connection;
    private bool _reading;

    public DuckDbConnection(ConnectionHandle connection) => _connection = connection;

    internal ConnectionHandle Handle => _connection;

    /// <summary>How much of the running query is done, in [0, 1]; NaN when unknown. For any thread.</summary>
    public double Progress
    {
        get
        {
            var percentage = DuckDbNative.QueryProgress(_connection).Percentage;
            return percentage < 0 ? double.NaN : Math.Min(percentage / 100, 1);
        }
    }

    /// <summary>Runs one or several statements and gives the row count of the last.</summary>
    /// <param name="sql">The statements; parameters are allowed only with a single one.</param>
    /// <param name="parameters">Values for <c>$1 …</c>.</param>
    /// <param name="cancellation">Interrupts the statement that runs.</param>
    public long Execute(string sql, IReadOnlyList<object?>? parameters, CancellationToken cancellation)
    {
        EnsureIdle(cancellation);
        using var watch = QueryInterrupt.Watch(_connection, cancellation);
        long rows = 0;
        ForEachStatement(
            sql,
            (statement, count) =>
            {
                RefuseParametersForSeveral(parameters, count, sql);
                statement.Bind(parameters ?? []);
                using var result = statement.Execute(cancellation);
                rows = result.CountRows();
            },
            cancellation);
        return rows;
    }

    /// <summary>Streams the rows of one query.</summary>
    /// <param name="sql">One query.</param>
    /// <param name="onBatch">Receives each batch, which ends with the call.</param>
    /// <param name="parameters">Values for <c>$1 …</c>.</param>
    /// <param name="cancellation">Interrupts the query.</param>
    public long Read(string sql, Action<IColumnBatch> onBatch, IReadOnlyList<object?>? parameters, CancellationToken cancellation)
    {
        EnsureIdle(cancellation);
        using var watch = QueryInterrupt.Watch(_connection, cancellation);
        using var statement = PrepareOne(sql, cancellation);
        statement.Bind(parameters ?? []);
        using var result = statement.Execute(cancellation);
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

    /// <summary>Starts a query whose rows are taken as Arrow arrays; the connection is busy until the reader is disposed.</summary>
    /// <param name="sql">One query.</param>
    /// <param name="parameters">Values for <c>$1 …</c>.</param>
    /// <param name="cancellation">Interrupts the query.</param>
    public DuckDbArrowReader ReadArrow(string sql, IReadOnlyList<object?>? parameters, CancellationToken cancellation)
    {
        EnsureIdle(cancellation);
        var watch = QueryInterrupt.Watch(_connection, cancellation);
        try
        {
            using var statement = PrepareOne(sql, cancellation);
            statement.Bind(parameters ?? []);
            var reader = new DuckDbArrowReader(this, statement.Execute(cancellation), () =>
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

    /// <summary>The columns that a query would return.</summary>
    /// <param name="sql">One query.</param>
    public IReadOnlyList<ColumnShape> Describe(string sql)
    {
        EnsureIdle(CancellationToken.None);

        // DESCRIBE alone would count places from its own first letter.
        using (var statement = PrepareOne(sql, CancellationToken.None))
        {
            if (statement.Type != DuckDbStatementType.Select)
            {
                throw new ProblemException(new Problem("SEG-DUCK-010", $"A query was expected: {sql}", "Give one query, not a statement that changes something."));
            }
        }

        var shapes = new List<ColumnShape>();
        _ = Read(
            $"DESCRIBE {sql}",
            batch =>
            {
                for (var row = 0; row < batch.Rows; row++)
                {
                    shapes.Add(new ColumnShape(batch.Text(0, row)!, batch.Text(1, row)!));
                }
            },
            parameters: null,
            CancellationToken.None);
        return shapes;
    }

    /// <summary>The syntax tree of a text as JSON; nothing is looked up or run.</summary>
    /// <param name="sql">Any text.</param>
    /// <param name="cancellation">Interrupts it.</param>
    public string SyntaxTree(string sql, CancellationToken cancellation)
    {
        RefuseZeroCharacter(sql);
        var tree = "";
        _ = Read("SELECT json_serialize_sql($1::VARCHAR)::VARCHAR", batch => tree = batch.Text(0, 0)!, [sql], cancellation);
        return tree;
    }

    /// <summary>Runs a query to its end with the result in DuckDB's own memory, and drops it: what reading is measured against.</summary>
    /// <param name="sql">One query.</param>
    public void Materialize(string sql)
    {
        using var statement = PrepareOne(sql, CancellationToken.None);
        statement.ExecuteMaterialized(CancellationToken.None).Dispose();
    }

    /// <summary>Runs statements that need no parameters and cannot be cancelled.</summary>
    /// <param name="sql">One or several statements.</param>
    public long Run(string sql) => Execute(sql, parameters: null, CancellationToken.None);

    public void Dispose() => _connection.Dispose();

    // The second statement is prepared when the first has run, so that it sees what the first has made.
    private void ForEachStatement(string sql, Action<DuckDbStatement, int> visit, CancellationToken cancellation)
    {
        RefuseZeroCharacter(sql);
        var count = (int)DuckDbNative.ExtractStatements(_connection, sql, out var statements);
        using (statements)
        {
            ThrowIfError(DuckDbErrors.Text(DuckDbNative.ExtractStatementsError(statements)), sql, cancellation);
            for (var index = 0; index < count; index++)
            {
                using var statement = Prepare(statements, index, sql, cancellation);
                visit(statement, count);
            }
        }
    }

    private DuckDbStatement PrepareOne(string sql, CancellationToken cancellation)
    {
        RefuseZeroCharacter(sql);
        var count = (int)DuckDbNative.ExtractStatements(_connection, sql, out var statements);
        using (statements)
        {
            ThrowIfError(DuckDbErrors.Text(DuckDbNative.ExtractStatementsError(statements)), sql, cancellation);
            return count == 1
                ? Prepare(statements, 0, sql, cancellation)
                : throw new ProblemException(new Problem("SEG-DUCK-010", $"One query was expected, {count} statements were found: {sql}", "Give exactly one query."));
        }
    }

    private DuckDbStatement Prepare(ExtractedStatementsHandle statements, int index, string sql, CancellationToken cancellation)
    {
        var state = DuckDbNative.PrepareExtractedStatement(_connection, statements, (ulong)index, out var handle);
        if (state == 0)
        {
            return new DuckDbStatement(handle, sql);
        }

        using (handle)
        {
            var message = handle.IsInvalid ? "" : DuckDbErrors.Text(DuckDbNative.PrepareError(handle));
            throw DuckDbErrors.Translate(DuckDbError.Parse(message), sql, cancellation);
        }
    }

    private static void ThrowIfError(string message, string sql, CancellationToken cancellation)
    {
        if (message.Length > 0)
        {
            throw DuckDbErrors.Translate(DuckDbError.Parse(message), sql, cancellation);
        }
    }

    private static void RefuseZeroCharacter(string sql)
    {
        var place = sql.IndexOf('\0', StringComparison.Ordinal);
        if (place >= 0)
        {
            throw new ProblemException(new Problem("SEG-DUCK-010", $"The SQL holds a zero character at position {place}, where it would be cut off.", "Remove the character, or pass the text as a parameter."));
        }
    }

    private static void RefuseParametersForSeveral(IReadOnlyList<object?>? parameters, int statements, string sql)
    {
        if (parameters is { Count: > 0 } && statements > 1)
        {
            throw new ProblemException(new Problem("SEG-DUCK-031", $"Parameters were given to {statements} statements: {sql}", "Give parameters to one statement at a time."));
        }
    }

    private void EnsureIdle(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_reading)
        {
            throw new InvalidOperationException("A query was started inside the callback of another: a connection runs one at a time. Read the first to its end, or open a second engine.");
        }
    }
}
