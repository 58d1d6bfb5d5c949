namespace SegmentationML.Pipeline.Ports;

/// <summary>The analytical database of one run: runs SQL, streams results by column batch, takes rows in bulk.</summary>
/// <remarks>
/// It is a cache that can be rebuilt. One engine belongs to one run and is used by one thread at a time; it parallelises inside.
/// SQL text may hold positional parameters <c>$1, $2, …</c>; identifiers are quoted by <see cref="Sql"/>.
/// Every call throws a <c>ProblemException</c> with the engine's message and the place in the SQL, and <see cref="OperationCanceledException"/> when cancelled in mid-query.
/// </remarks>
public interface IQueryEngine : IDisposable
{
    /// <summary>Runs one or several statements and returns the number of rows that the last one changed or produced.</summary>
    /// <param name="sql">The statements, separated by semicolons; parameters are allowed only with a single statement.</param>
    /// <param name="parameters">Values for <c>$1 …</c>: null, bool, int, long, double, decimal, string, DateOnly, DateTime.</param>
    /// <param name="cancellation">Interrupts the query.</param>
    long Execute(string sql, IReadOnlyList<object?>? parameters = null, CancellationToken cancellation = default);

    /// <summary>Streams the result of one query, batch by batch, in result order. A batch is valid only during the call.</summary>
    /// <param name="sql">One query.</param>
    /// <param name="onBatch">Receives each batch, on the calling thread.</param>
    /// <param name="parameters">Values for <c>$1 …</c>.</param>
    /// <param name="cancellation">Interrupts the query.</param>
    /// <returns>The number of rows.</returns>
    long Read(string sql, Action<IColumnBatch> onBatch, IReadOnlyList<object?>? parameters = null, CancellationToken cancellation = default);

    /// <summary>Opens a bulk writer on an existing table; values are given column by column in table order.</summary>
    /// <param name="table">The table's name, unquoted.</param>
    IColumnAppender Append(string table);

    /// <summary>The columns that a query or table function would return, without running it.</summary>
    /// <param name="sql">One query.</param>
    IReadOnlyList<ColumnShape> Describe(string sql);

    /// <summary>
    /// A second engine on the same data for SQL that others wrote (rules of a contract): it runs one query at a time, over the named tables and nothing else;
    /// no other table, file, setting or write, and no function that differs from run to run. What is refused throws a <c>ProblemException</c> before it runs.
    /// </summary>
    /// <param name="tables">Tables and views that may be read, unquoted; committed ones, not temporary ones.</param>
    IQueryEngine Confine(IReadOnlyCollection<string> tables);

    /// <summary>A small engine of its own, with the same files in reach: one thread, no table of this one. For reading files at the same time as others do; dispose it.</summary>
    IQueryEngine Reader();

    /// <summary>How much of the running query is done, in [0, 1]; NaN when unknown. May be read from another thread.</summary>
    double Progress { get; }
}
