namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>One run of <c>segml demo</c> that several tests look at.</summary>
public sealed class DemoRun : IAsyncLifetime
{
    public TemporaryWorkspace Workspace { get; } = new();

    internal SegmlCall Call { get; private set; } = new(-1, "", "");

    public async ValueTask InitializeAsync() => Call = await SegmlCall.RunAsync("demo", "--workspace", Workspace.Folder);

    public ValueTask DisposeAsync()
    {
        Workspace.Dispose();
        return ValueTask.CompletedTask;
    }
}
