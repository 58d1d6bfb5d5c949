using Microsoft.Extensions.Logging.Abstractions;
using SegmentationML.Core;
using SegmentationML.Pipeline.Definition.Yaml;
using SegmentationML.Pipeline.Ingest;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Pipeline.Tests.Ingest;

/// <summary>A workspace and a pipeline folder that go with the test, and ingest on the real engine.</summary>
public sealed class IngestWorkspace : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("segml-ingest-").FullName;
    private readonly Workspace _workspace;
    private int _run;

    public IngestWorkspace()
    {
        PipelineFolder = Directory.CreateDirectory(Path.Combine(_root, "pipeline")).FullName;
        _workspace = Workspace.Open(Path.Combine(_root, "workspace"), TimeProvider.System);
        Engine = DuckDbEngine.Open(new DuckDbOptions { MemoryLimitBytes = 1L << 30, Threads = 2, TempDirectory = Path.Combine(_root, "spill") });
    }

    public string PipelineFolder { get; }

    public IQueryEngine Engine { get; }

    public IArrowImport? Arrow { get; init; }

    public IDatabaseExport? Databases { get; init; }

    public StepContext Context { get; private set; } = null!;

    public string TimeZone { get; init; } = "Europe/Berlin";

    public string CacheFolder => _workspace.Steps.Folder;

    public static IngestOptions Options(string yaml) => YamlBinder.Bind<IngestOptions>(YamlText.Read(yaml, "pipeline.yaml"), "pipeline.yaml");

    public string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(PipelineFolder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public IngestResult Run(string yaml) => Run(Options(yaml));

    public IngestResult Run(IngestOptions options, Action? afterPlan = null)
    {
        var scratch = Directory.CreateDirectory(Path.Combine(_root, $"scratch{++_run}")).FullName;
        var plan = new IngestPlanner(Databases).Plan("test", options, PipelineFolder, TimeZone, scratch, TestContext.Current.CancellationToken);
        afterPlan?.Invoke();
        var output = Directory.CreateDirectory(Path.Combine(CacheFolder, "test", $"out{_run}")).FullName;
        Context = new StepContext
        {
            Engine = Engine,
            CacheFolder = CacheFolder,
            OutputFolder = output,
            OutputName = $"test/out{_run}",
            Key = "test",
            Progress = new Progress<StepProgress>(),
            Logger = NullLogger.Instance,
            Clock = TimeProvider.System,
            Cancellation = TestContext.Current.CancellationToken,
        };
        return new IngestStep(_workspace.Steps, Arrow).Run(Context, plan);
    }

    /// <summary>The one problem that a run ends with.</summary>
    public Problem Refuses(string yaml)
    {
        var problems = Assert.Throws<ProblemException>(() => Run(yaml)).Problems;
        Assert.Empty(Finished());
        return Assert.Single(problems);
    }

    /// <summary>Finished outputs in the cache and drafts: nothing may be half-written.</summary>
    public IReadOnlyList<string> Finished()
        => Directory.Exists(Path.Combine(CacheFolder, "test")) ? [.. Directory.EnumerateFileSystemEntries(Path.Combine(CacheFolder, "test")).Select(Path.GetFileName).Where(n => !n!.StartsWith("out"))!] : [];

    /// <summary>Rows of a query over the loaded tables, values joined by a bar, null as ∅.</summary>
    public IReadOnlyList<string> Rows(IngestResult result, string sql)
    {
        foreach (var table in result.Tables)
        {
            Context.Open(table.Handle);
        }

        return Query(sql);
    }

    public IReadOnlyList<string> Query(string sql)
    {
        var rows = new List<string>();
        var columns = Engine.Describe(sql);
        var texts = string.Join(", ", columns.Select(c => $"coalesce(CAST({Sql.Identifier(c.Name)} AS VARCHAR), '∅')"));
        Engine.Read($"SELECT concat_ws('|', {texts}) FROM ({sql})", batch => rows.AddRange(Enumerable.Range(0, batch.Rows).Select(r => batch.Text(0, r)!)));
        return rows;
    }

    public void Dispose()
    {
        Engine.Dispose();
        _workspace.Dispose();
        Directory.Delete(_root, recursive: true);
    }
}
