using System.Text.Json;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>The demo published as of its end and, before that, as of a day some months earlier.</summary>
public sealed class TwoVersions : IAsyncLifetime
{
    public TemporaryWorkspace Workspace { get; } = new();

    /// <summary>The cut-off of the second version.</summary>
    public string Second { get; private set; } = "";

    /// <summary>A day between the two cut-offs.</summary>
    public string Between { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        var made = await SegmlCall.RunAsync("demo", "--workspace", Workspace.Folder);
        Assert.True(made.Code == ExitCode.Done, made.Error);
        using var list = JsonDocument.Parse((await SegmlCall.RunAsync("snapshot", "list", "demo-products", "--json", "--workspace", Workspace.Folder)).Out);
        var last = DateOnly.Parse(list.RootElement[0].GetProperty("as_of").GetString()!);
        Directory.Delete(Workspace.Path("snapshots"), recursive: true);
        foreach (var file in Directory.GetFiles(Workspace.Folder, "ledger.db*"))
        {
            File.Delete(file);
        }

        foreach (var day in new[] { last.AddDays(-91), last })
        {
            var run = await SegmlCall.RunAsync(["run", "demo-products", "--as-of", $"{day:yyyy-MM-dd}", "--set", "forecast.horizon=4", "--workspace", Workspace.Folder, .. DemoTests.Sources(Workspace.Path("demo", "small"))]);
            Assert.True(run.Code == ExitCode.Done, run.Error);
        }

        (Second, Between) = ($"{last:yyyy-MM-dd}", $"{last.AddDays(-30):yyyy-MM-dd}");
    }

    public ValueTask DisposeAsync()
    {
        Workspace.Dispose();
        return ValueTask.CompletedTask;
    }
}
