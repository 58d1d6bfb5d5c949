using SegmentationML.Pipeline;
using SegmentationML.Service.Doctor;
using SegmentationML.Service.Security;
using SegmentationML.Storage;

namespace SegmentationML.Service.Tests.Doctor;

/// <summary>What <c>segml doctor</c> finds in a shop that works, and in one that does not.</summary>
public sealed class ExaminationTests : IDisposable
{
    private readonly Shop _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Run_OfAShopThatWorks_FindsNothingToDo()
    {
        Directory.Delete(_shop.PathOf("pipelines", "broken"), recursive: true);
        await MakeWorkspaceAsync(withAdmin: true);
        var findings = await FindAsync(TimeSpan.Zero);
        Assert.All(findings.Where(f => f.Check != "disk"), f => Assert.True(f.Health == Health.Good, $"{f}"));
        Assert.Equal(["audit", "clock", "definitions", "disk", "engine", "keys", "ledger", "mlflow", "outbox", "program", "rights", "runs", "time zones", "versions", "workspace"], findings.Select(f => f.Check).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Run_OfAShopThatDoesNot_SaysWhatAndWhatToDo()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Rights are not looked at on this system.");
        _shop.WritePipeline("schedule:\n  cron: \"0 4 * * *\"\n");
        await MakeWorkspaceAsync(withAdmin: false);
        var version = Path.Combine(_shop.Workspace, "snapshots", "shop", "000001", "policies.parquet");
        File.Delete(version);
        File.WriteAllText(version, "other bytes");
        File.Delete(_shop.PathOf("lines.csv"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_shop.Workspace, (UnixFileMode)0b111_111_111);
        }

        var findings = await FindAsync(TimeSpan.FromDays(2));
        AssertFound(findings, "definitions", Health.Bad, "broken");
        AssertFound(findings, "definitions", Health.Warning, "order_lines");
        AssertFound(findings, "versions", Health.Bad, "shop");
        AssertFound(findings, "rights", Health.Bad, "write");
        AssertFound(findings, "runs", Health.Warning, "was due");
        AssertFound(findings, "keys", Health.Warning, "admin");
        Assert.All(findings.Where(f => f.Health != Health.Good), f => Assert.False(string.IsNullOrWhiteSpace(f.Fix)));
    }

    [Fact]
    public async Task Run_WithoutAWorkspaceOrWithADamagedLedger_SaysSo()
    {
        AssertFound(await FindAsync(TimeSpan.Zero), "workspace", Health.Bad, "SEG-LEDG-015");
        await MakeWorkspaceAsync(withAdmin: true);
        using (var file = new FileStream(Path.Combine(_shop.Workspace, "ledger.db"), FileMode.Open))
        {
            file.Seek(4096 * 3, SeekOrigin.Begin);
            file.Write(Enumerable.Repeat((byte)0x5A, 4096 * 8).ToArray());
        }

        Assert.Contains(await FindAsync(TimeSpan.Zero), f => f.Health == Health.Bad && f.What.Contains("SEG-LEDG-003", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_WithPipelinesThatMlflowFollows_AsksTheServerThatTheyName()
    {
        // Port 1 is nobody's: the server is down.
        _shop.WritePipeline("registry: mlflow\nmlflow:\n  tracking_uri: http://127.0.0.1:1\n");
        var findings = await FindAsync(TimeSpan.Zero);
        AssertFound(findings, "mlflow", Health.Warning, "http://127.0.0.1:1: It cannot be reached");

        Assert.SkipWhen(Environment.GetEnvironmentVariable("MLFLOW_TRACKING_URI") is { Length: > 0 }, "The environment names a server.");
        _shop.WritePipeline("registry: mlflow\n");
        AssertFound(await FindAsync(TimeSpan.Zero), "mlflow", Health.Warning, "no address of a server is named");
    }

    private async Task MakeWorkspaceAsync(bool withAdmin)
    {
        using var workspace = Workspace.Open(_shop.Workspace, TimeProvider.System);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_shop.Workspace, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        await using var app = SegmlServer.Build(workspace, new ServiceOptions { DefinitionRoots = [_shop.Root], Urls = ["http://127.0.0.1:0"], Schedules = false }, TimeProvider.System);
        await ((Service.Worker.RunBoard)app.Services.GetService(typeof(Service.Worker.RunBoard))!).Start("shop", new RunOptions()).Work;
        if (withAdmin)
        {
            ((KeyRing)app.Services.GetService(typeof(KeyRing))!).Add("admin", [Scope.Admin], null, "tests");
        }
    }

    private Task<IReadOnlyList<Finding>> FindAsync(TimeSpan ahead) => new Examination(_shop.Workspace, null, [_shop.Root], new ShiftedClock(ahead)).RunAsync(TestContext.Current.CancellationToken);

    private static void AssertFound(IReadOnlyList<Finding> findings, string check, Health health, string words)
        => Assert.True(findings.Any(f => f.Check == check && f.Health == health && f.What.Contains(words, StringComparison.Ordinal)), $"No {health} {check} with '{words}' in:\n{string.Join('\n', findings)}");
}
