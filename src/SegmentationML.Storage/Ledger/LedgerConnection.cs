using System.Data.Common;

namespace SegmentationML.Storage.Ledger;

/// <summary>One-line SQL inside a transaction of the ledger; values always go in as parameters.</summary>
/// <remarks>
/// Two databases read the same text, so it keeps to what both understand: <c>INSERT … ON CONFLICT (columns) DO …</c>, <c>RETURNING</c>, <c>@name</c>, <c>CASE</c> in place of a
/// maximum of two values, <c>CAST(@name AS TEXT)</c> where a parameter stands alone, <c>AS</c> before each alias, an <c>ORDER BY</c> wherever order counts. Points in time are
/// <see cref="Timestamp"/>'s sortable text, truth values the integers 0 and 1, JSON is text.
/// </remarks>
/// <param name="connection">The connection, in a transaction.</param>
internal sealed class LedgerConnection(DbConnection connection)
{
    /// <summary>Runs a statement and gives the number of rows that it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>Runs a query and gives its rows in order.</summary>
    public List<T> Query<T>(string sql, Func<DbDataReader, T> row, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary>Runs a query and hands on its rows one by one.</summary>
    public void Each(string sql, Action<DbDataReader> take)
    {
        using var command = Command(sql, []);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            take(reader);
        }
    }

    /// <summary>The names of a query's columns, in order.</summary>
    public IReadOnlyList<string> Columns(string sql)
    {
        using var command = Command(sql, []);
        using var reader = command.ExecuteReader();
        return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }

    /// <summary>An integer from the first row; null without a row or when it is null.</summary>
    public long? Integer(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
        => Query(sql, row => row.IntegerOrNull(0), parameters).FirstOrDefault();

    /// <summary>A text from the first row; null without a row or when it is null.</summary>
    public string? Text(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
        => Query(sql, row => row.TextOrNull(0), parameters).FirstOrDefault();

    private DbCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + name;
            parameter.Value = AsStored(value);
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static object AsStored(object? value) => value switch
    {
        null => DBNull.Value,
        bool truth => truth ? 1L : 0L,
        DateTimeOffset time => Timestamp.Text(time),
        _ => value,
    };
}
