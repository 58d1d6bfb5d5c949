using System.Text;
using SegmentationML.Core;
using SegmentationML.Storage.DuckDb.Interop;

namespace SegmentationML.Storage.DuckDb;

/// <summary>One prepared statement; parameters are bound by position and kept until they are bound anew.</summary>
internal sealed unsafe class DuckDbStatement : IDisposable
{
    private readonly PreparedStatementHandle _statement;
    private readonly string _sql;

    public DuckDbStatement(PreparedStatementHandle statement, string sql)
    {
        _statement = statement;
        _sql = sql;
    }

    /// <summary>Number of parameters.</summary>
    public int ParameterCount => (int)DuckDbNative.ParameterCount(_statement);

    /// <summary>What the statement does.</summary>
    public DuckDbStatementType Type => DuckDbNative.PreparedStatementType(_statement);

    /// <summary>Binds every parameter.</summary>
    /// <param name="values">Values for <c>$1 …</c>, exactly as many as the statement has.</param>
    public void Bind(IReadOnlyList<object?> values)
    {
        if (values.Count != ParameterCount)
        {
            throw new ProblemException(new Problem("SEG-DUCK-031", $"The statement has {ParameterCount} parameters; {values.Count} values were given: {_sql}", "Give one value for each of $1, $2, …"));
        }

        for (var index = 0; index < values.Count; index++)
        {
            if (Bind((ulong)index + 1, values[index]) != 0)
            {
                throw new ProblemException(new Problem("SEG-DUCK-031", $"Parameter ${index + 1} could not be bound: {_sql}", "Give a value of the type that the statement expects."));
            }
        }
    }

    /// <summary>Runs the statement: a query's rows come while it runs, anything else runs to its end.</summary>
    /// <param name="cancellation">The token that the caller watches.</param>
    public DuckDbResult Execute(CancellationToken cancellation) =>
        Type == DuckDbStatementType.Select ? Execute(StreamingExecution.TryExecute, cancellation) : ExecuteMaterialized(cancellation);

    /// <summary>Runs the statement to its end and holds the result in memory.</summary>
    /// <param name="cancellation">The token that the caller watches.</param>
    public DuckDbResult ExecuteMaterialized(CancellationToken cancellation) =>
        Execute(static (statement, result) => DuckDbNative.ExecutePrepared(statement, result) == 0, cancellation);

    public void Dispose() => _statement.Dispose();

    private DuckDbResult Execute(Func<PreparedStatementHandle, ResultHandle, bool> run, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var result = new ResultHandle();
        try
        {
            return run(_statement, result)
                ? new DuckDbResult(result, _sql, cancellation)
                : throw DuckDbErrors.Translate(DuckDbError.Parse(DuckDbErrors.Text(DuckDbNative.ResultError(result)), DuckDbNative.ResultErrorType(result)), _sql, cancellation);
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    private int Bind(ulong index, object? value) => value switch
    {
        null => DuckDbNative.BindNull(_statement, index),
        bool flag => DuckDbNative.BindBoolean(_statement, index, flag),
        sbyte or byte or short or ushort or int => DuckDbNative.BindInt32(_statement, index, Convert.ToInt32(value)),
        uint or long => DuckDbNative.BindInt64(_statement, index, Convert.ToInt64(value)),
        ulong number => DuckDbNative.BindUInt64(_statement, index, number),
        Int128 number => DuckDbNative.BindHugeInt(_statement, index, NativeHugeInt.From(number)),
        float number => DuckDbNative.BindFloat(_statement, index, number),
        double number => DuckDbNative.BindDouble(_statement, index, number),
        decimal number => DuckDbNative.BindDecimal(_statement, index, NativeDecimal.From(number)),
        DateOnly date => DuckDbNative.BindDate(_statement, index, DuckDbTime.Days(date)),
        DateTime time => DuckDbNative.BindTimestamp(_statement, index, DuckDbTime.Microseconds(time)),
        DateTimeOffset time => DuckDbNative.BindTimestampTz(_statement, index, DuckDbTime.Microseconds(time.UtcDateTime)),
        string text => BindText(index, text),
        byte[] bytes => BindBytes(index, bytes),
        _ => throw new ProblemException(new Problem("SEG-DUCK-031", $"Parameter ${index} is a {value.GetType().Name}.", "Give null, bool, a number, string, DateOnly, DateTime or bytes.")),
    };

    private int BindText(ulong index, string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        fixed (byte* pointer = utf8)
        {
            // A pointer to an empty array is null, which the library refuses.
            byte nothing = 0;
            return DuckDbNative.BindVarchar(_statement, index, pointer == null ? &nothing : pointer, (ulong)utf8.Length);
        }
    }

    private int BindBytes(ulong index, byte[] bytes)
    {
        fixed (byte* pointer = bytes)
        {
            byte nothing = 0;
            return DuckDbNative.BindBlob(_statement, index, pointer == null ? &nothing : pointer, (ulong)bytes.Length);
        }
    }
}
