using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Pipeline.Ingest;

/// <summary>Engine settings under which the rows of a file keep their order and a moment is read the same everywhere; disposing restores what was set before.</summary>
/// <remarks>
/// Without the last one an <c>IN</c> with several constants, as rules of rows to leave out have them, is run as a join, and a join gives rows in the order in which threads finish:
/// the same file then had another order of rows each time.
/// </remarks>
internal sealed class OrderedLoading : IDisposable
{
    private static readonly (string Name, string Value)[] Settings = [("preserve_insertion_order", "true"), ("TimeZone", "UTC"), ("disabled_optimizers", "in_clause")];
    private readonly IQueryEngine _engine;
    private readonly List<(string Name, string Value)> _before = [];

    /// <summary>Sets them.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="cancellation">Ends the call.</param>
    public OrderedLoading(IQueryEngine engine, CancellationToken cancellation)
    {
        _engine = engine;
        foreach (var (name, value) in Settings)
        {
            engine.Read($"SELECT CAST(current_setting('{name}') AS VARCHAR)", batch => _before.Add((name, batch.Text(0, 0) ?? "")), null, cancellation);
            engine.Execute($"SET {name} = {Ports.Sql.Literal(value)}", null, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (name, value) in _before)
        {
            _engine.Execute($"SET {name} = {Ports.Sql.Literal(value)}", null, CancellationToken.None);
        }
    }
}
