using System.Collections.Frozen;
using SegmentationML.Core;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.DuckDb;

/// <summary>A second connection to an engine's database for SQL that others wrote: each text is checked by <see cref="ConfinedSql"/> and runs in a transaction that can only read.</summary>
internal sealed class ConfinedDuckDbEngine : IQueryEngine
{
    private readonly DuckDbConnection _connection;
    private readonly FrozenSet<string> _tables;

    public ConfinedDuckDbEngine(DuckDbConnection connection, IReadOnlyCollection<string> tables)
    {
        _connection = connection;
        _tables = tables.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public double Progress => _connection.Progress;

    /// <inheritdoc/>
    public long Execute(string sql, IReadOnlyList<object?>? parameters = null, CancellationToken cancellation = default) =>
        Read(sql, static _ => { }, parameters, cancellation);

    /// <inheritdoc/>
    public long Read(string sql, Action<IColumnBatch> onBatch, IReadOnlyList<object?>? parameters = null, CancellationToken cancellation = default)
    {
        ConfinedSql.Check(sql, _connection.SyntaxTree(sql, cancellation), _tables);
        return InReadOnlyTransaction(() => _connection.Read(sql, onBatch, parameters, cancellation));
    }

    /// <inheritdoc/>
    public IReadOnlyList<ColumnShape> Describe(string sql)
    {
        ConfinedSql.Check(sql, _connection.SyntaxTree(sql, CancellationToken.None), _tables);
        return InReadOnlyTransaction(() => _connection.Describe(sql));
    }

    /// <inheritdoc/>
    public IColumnAppender Append(string table) =>
        throw new ProblemException(new Problem("SEG-DUCK-018", $"Rows were to be appended to '{table}' through a confined engine.", "Use the engine that it was made from."));

    /// <inheritdoc/>
    public IQueryEngine Confine(IReadOnlyCollection<string> tables) =>
        throw new ProblemException(new Problem("SEG-DUCK-018", "A confined engine was to be confined again.", "Confine the engine that it was made from."));

    /// <inheritdoc/>
    public IQueryEngine Reader() =>
        throw new ProblemException(new Problem("SEG-DUCK-018", "Files were to be read beside a confined engine.", "Use the engine that it was made from."));

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private T InReadOnlyTransaction<T>(Func<T> read)
    {
        _ = _connection.Run("BEGIN TRANSACTION READ ONLY");
        try
        {
            return read();
        }
        finally
        {
            _ = _connection.Run("ROLLBACK");
        }
    }
}
