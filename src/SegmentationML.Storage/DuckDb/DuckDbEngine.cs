using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Storage.DuckDb;

/// <summary>The query engine on DuckDB: one database and one connection. One thread at a time, save for <see cref="Progress"/>.</summary>
public sealed class DuckDbEngine : IQueryEngine
{
    private readonly DuckDbDatabase _database;
    private readonly DuckDbConnection _connection;
    private readonly DuckDbOptions _options;

    private DuckDbEngine(DuckDbDatabase database, DuckDbConnection connection, DuckDbOptions options)
    {
        _options = options;
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
        options ??= new DuckDbOptions();
        var database = DuckDbDatabase.Open(options);
        try
        {
            return new DuckDbEngine(database, database.ConnectFirst(), options);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public long Execute(string sql, IReadOnlyList<object?>? parameters = null, CancellationToken cancellation = default) =>
        _connection.Execute(sql, parameters, cancellation);

    /// <inheritdoc/>
    public long Read(string sql, Action<IColumnBatch> onBatch, IReadOnlyList<object?>? parameters = null, CancellationToken cancellation = default) =>
        _connection.Read(sql, onBatch, parameters, cancellation);

    /// <inheritdoc/>
    IColumnAppender IQueryEngine.Append(string table) => Append(table);

    /// <summary>Opens a bulk writer on a table. Its rows are seen by queries once it is completed; until then the table must not be changed otherwise.</summary>
    /// <param name="table">The table's name, unquoted; not a temporary table, which only this engine's own connection sees.</param>
    public DuckDbAppender Append(string table) => DuckDbAppender.Open(_database, table);

    /// <inheritdoc/>
    public IReadOnlyList<ColumnShape> Describe(string sql) => _connection.Describe(sql);

    /// <inheritdoc/>
    public IQueryEngine Confine(IReadOnlyCollection<string> tables) => new ConfinedDuckDbEngine(_database.Connect(), tables);

    /// <inheritdoc/>
    public IQueryEngine Reader() => Open(new DuckDbOptions { Threads = 1, MemoryLimitBytes = _options.MemoryLimitBytes, AllowedPaths = _options.AllowedPaths });

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    /// <summary>Runs a query whose result is taken as Arrow arrays; the engine is busy until the reader is disposed.</summary>
    /// <param name="sql">One query.</param>
    /// <param name="parameters">Values for <c>$1 …</c>.</param>
    /// <param name="cancellation">Interrupts the query.</param>
    internal DuckDbArrowReader ReadArrow(string sql, IReadOnlyList<object?>? parameters = null, CancellationToken cancellation = default) =>
        _connection.ReadArrow(sql, parameters, cancellation);

    /// <summary>Runs a query to its end with the result in DuckDB's own memory, and drops it: what reading is measured against.</summary>
    /// <param name="sql">One query.</param>
    internal void Materialize(string sql) => _connection.Materialize(sql);
}
