using SegmentationML.Core;
using SegmentationML.Storage.DuckDb.Interop;

namespace SegmentationML.Storage.DuckDb;

/// <summary>One connection: statements run on it one at a time.</summary>
internal sealed class DuckDbConnection : IDisposable
{
    private readonly ConnectionHandle _connection;

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

    /// <summary>Prepares and visits the statements of a text, one after the other: the second is prepared when the first has run.</summary>
    /// <param name="sql">One or several statements.</param>
    /// <param name="visit">Receives each statement and their number.</param>
    /// <param name="cancellation">Turns an interrupt into a cancellation.</param>
    /// <returns>The number of statements.</returns>
    public int ForEachStatement(string sql, Action<DuckDbStatement, int> visit, CancellationToken cancellation)
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

        return count;
    }

    /// <summary>Prepares the one statement of a text.</summary>
    /// <param name="sql">Exactly one statement.</param>
    /// <param name="cancellation">Turns an interrupt into a cancellation.</param>
    public DuckDbStatement PrepareOne(string sql, CancellationToken cancellation)
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

    /// <summary>Runs statements that need no parameters and gives the row count of the last.</summary>
    /// <param name="sql">One or several statements.</param>
    public long Run(string sql)
    {
        long rows = 0;
        _ = ForEachStatement(
            sql,
            (statement, _) =>
            {
                using var result = statement.Execute(CancellationToken.None);
                rows = result.CountRows();
            },
            CancellationToken.None);
        return rows;
    }

    public void Dispose() => _connection.Dispose();

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
            throw DuckDbErrors.Translate(DuckDbErrorType.Invalid, message, sql, cancellation);
        }
    }

    private static void ThrowIfError(string message, string sql, CancellationToken cancellation)
    {
        if (message.Length > 0)
        {
            throw DuckDbErrors.Translate(DuckDbErrorType.Invalid, message, sql, cancellation);
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
}
