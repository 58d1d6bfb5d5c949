namespace SegmentationML.Service.Tests;

/// <summary>A service whose shop has two versions: the second of four more weeks, in which some products changed their price.</summary>
public sealed class TwoVersions : IAsyncLifetime
{
    internal RunningService Service { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Service.InitializeAsync();
        Service.Shop.WriteLines(64);
        Assert.Equal("published", (await Service.RunAsync(Service.Admin, new { })).GetProperty("state").GetString());
    }

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
