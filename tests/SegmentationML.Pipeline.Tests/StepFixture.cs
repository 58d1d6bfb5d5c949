using Microsoft.Extensions.Logging.Abstractions;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Pipeline.Tests;

/// <summary>A place in which one step can run for real: an engine in memory and a cache folder of its own.</summary>
internal sealed class StepFixture : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("segml-step-").FullName;
    private int _outputs;

    public DuckDbEngine Engine { get; } = DuckDbEngine.Open(new DuckDbOptions());

    /// <summary>A context whose output folder is fresh.</summary>
    public StepContext Context()
    {
        var name = $"out-{_outputs++}";
        return new StepContext
        {
            Engine = Engine,
            CacheFolder = _folder,
            OutputFolder = Directory.CreateDirectory(Path.Combine(_folder, name)).FullName,
            OutputName = name,
            Key = name,
            Progress = new Progress<StepProgress>(),
            Logger = NullLogger.Instance,
            Clock = TimeProvider.System,
            Cancellation = TestContext.Current.CancellationToken,
        };
    }

    /// <summary>A table from a query.</summary>
    public TableHandle Table(string name, string query)
    {
        var context = Context();
        var rows = Engine.Execute($"COPY ({query}) TO {Sql.Literal(Path.Combine(context.OutputFolder, "t.parquet"))} (FORMAT parquet)");
        return context.Table(name, "t.parquet", rows);
    }

    /// <summary>The rows of a query as texts, columns joined by <c>|</c>, null as <c>-</c>.</summary>
    public IReadOnlyList<string> Rows(string query)
    {
        var rows = new List<string>();
        var columns = string.Join(", ", Engine.Describe(query).Select(c => $"coalesce(CAST({Sql.Identifier(c.Name)} AS VARCHAR), '-')"));
        Engine.Read($"SELECT concat_ws('|', {columns}) FROM ({query})", batch =>
        {
            for (var i = 0; i < batch.Rows; i++)
            {
                rows.Add(batch.Text(0, i)!);
            }
        });
        return rows;
    }

    public void Dispose()
    {
        Engine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
