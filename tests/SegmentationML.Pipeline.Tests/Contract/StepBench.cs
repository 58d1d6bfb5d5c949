using Microsoft.Extensions.Logging.Abstractions;
using SegmentationML.Core;
using SegmentationML.Pipeline.Contract;
using SegmentationML.Pipeline.Ingest;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Pipeline.Tests.Contract;

/// <summary>Runs the contract step on tables that a test writes in SQL, with the real engine.</summary>
internal sealed class StepBench : IDisposable
{
    private readonly WorkFolder _cache = new();
    private readonly List<IngestTable> _tables = [];
    private readonly Dictionary<string, string> _contracts = new(StringComparer.Ordinal);
    private int _runs;

    /// <summary>What ingest found that blocks.</summary>
    public IReadOnlyList<Problem> Blocking { get; set; } = [];

    /// <summary>The cut-off.</summary>
    public DateOnly? AsOf { get; set; }

    /// <summary>Changes the options.</summary>
    public Func<ContractOptions, ContractOptions> With { get; set; } = o => o;

    /// <summary>Threads of the engine.</summary>
    public int Threads { get; set; } = 2;

    /// <summary>The folder that handles are relative to.</summary>
    public string Cache => _cache.Path;

    /// <summary>The context of the last run; its engine is open until the next.</summary>
    public StepContext? Context { get; private set; }

    /// <summary>Adds a table of one file for each query.</summary>
    public StepBench Table(string name, params string[] queries) => Table(name, null, queries);

    /// <summary>Adds a table that leaves rows out already.</summary>
    public StepBench Table(string name, string? without, string[] queries)
    {
        using var engine = DuckDbEngine.Open();
        Directory.CreateDirectory(Path.Combine(Cache, name));
        var files = queries.Select((q, i) => $"{name}/part-{i}.parquet").ToArray();
        long rows = 0;
        foreach (var (query, file) in queries.Zip(files))
        {
            rows += engine.Execute($"COPY ({query}) TO {Sql.Literal(Path.Combine(Cache, file))} (FORMAT parquet)");
        }

        if (without is not null)
        {
            engine.Execute($"COPY ({without}) TO {Sql.Literal(Path.Combine(Cache, name, "without.parquet"))} (FORMAT parquet)");
        }

        var columns = engine.Describe(queries[0]).Select(c => c.Name).ToArray();
        _tables.Add(new IngestTable(new TableHandle(name, files, rows, $"digest-of-{name}", without is null ? null : $"{name}/without.parquet"), columns, 0));
        return this;
    }

    /// <summary>Tells the step that no source gives a column.</summary>
    public void Forget(string table, string column)
    {
        var i = _tables.FindIndex(t => t.Handle.Name == table);
        _tables[i] = _tables[i] with { Given = [.. _tables[i].Given.Where(c => c != column)] };
    }

    /// <summary>Tells the step which columns of a canonical table the files hold between them.</summary>
    public void Store(string table, params string[] columns)
    {
        var i = _tables.FindIndex(t => t.Handle.Name == table);
        _tables[i] = _tables[i] with { Handle = _tables[i].Handle with { Columns = columns }, Given = columns };
    }

    /// <summary>Adds the contract of a table; the head is written for the test.</summary>
    public StepBench Contract(string table, string body)
    {
        _contracts[table] = _cache.Write($"{table}.yaml", $"kind: DataContract\napiVersion: v3.2.0\nversion: 1.2.3\nid: {table}-contract\n{body}");
        return this;
    }

    /// <summary>Adds a contract of the repository.</summary>
    public StepBench ContractFile(string table, string folder)
    {
        _contracts[table] = Path.Combine(Repository.DataContracts, folder, "v1.yaml");
        return this;
    }

    /// <summary>Runs the step.</summary>
    public ContractResult Run(CancellationToken cancellation = default)
    {
        Context?.Engine.Dispose();
        var output = $"contract-{_runs++}";
        Context = new StepContext
        {
            Engine = DuckDbEngine.Open(new DuckDbOptions { Threads = Threads }),
            CacheFolder = Cache,
            OutputFolder = Directory.CreateDirectory(Path.Combine(Cache, output)).FullName,
            OutputName = output,
            Key = "test",
            Progress = new Progress<StepProgress>(),
            Logger = NullLogger.Instance,
            Clock = TimeProvider.System,
            Cancellation = cancellation,
        };
        var set = ContractSet.Load(With(new ContractOptions { Tables = _contracts }), Cache);
        var ingest = new IngestResult(_tables, [], Blocking, [], null, null, null, []);
        return ContractStep.Run(Context, set, ingest, AsOf, () => DuckDbEngine.Open(new DuckDbOptions { Threads = Threads }));
    }

    /// <summary>One column of a query as text, in the engine of the last run.</summary>
    public string[] Query(string sql)
    {
        var texts = new List<string>();
        Context!.Engine.Read($"SELECT x::VARCHAR FROM ({sql}) q(x)", batch => texts.AddRange(Enumerable.Range(0, batch.Rows).Select(r => batch.Text(0, r) ?? "null")));
        return [.. texts];
    }

    /// <summary>The rows of a quarantine file as a table function.</summary>
    public string Quarantine(ContractResult result, string table) => $"read_parquet({Sql.Literal(Context!.PathOf(result.Reports.Single(r => r.Table == table).QuarantineFile!))})";

    public void Dispose()
    {
        Context?.Engine.Dispose();
        _cache.Dispose();
    }
}
