using SegmentationML.Benchmarks.Kill;
using SegmentationML.Benchmarks.ServiceLoad;
using SegmentationML.Cli.Demo;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>The short form of the kill study; the long one is <c>kill</c> of the benchmark project.</summary>
[Collection(CommandLine.Name)]
public sealed class KillTests
{
    [Fact]
    public async Task Kill_OfAServiceUnderLoad_LosesNothingThatWasAcknowledgedAndPublishesNothingTwice()
    {
        using var study = new ServiceKillStudy(TestContext.Current.SendDiagnosticMessage);
        Assert.Empty(await study.RunAsync(kills: 2, seed: 5));
        Assert.True(study.Acknowledged > 10, $"Only {study.Acknowledged} writes were acknowledged.");
    }

    [Fact]
    public void Kill_AtRandomMoments_RestartsEndInTheSameBytes()
    {
        using var scratch = new TemporaryWorkspace();
        var data = DemoDataset.Generate(DemoSize.Small, 1, scratch.Path("data"), cancellation: TestContext.Current.CancellationToken);
        string[] arguments = ["run", "demo-products", .. DemoTests.Sources(data.Folder)];
        var study = new KillStudy(Path.Combine(AppContext.BaseDirectory, "segml.dll"), arguments, AppContext.BaseDirectory, scratch.Folder, "demo-products");

        Assert.Empty(study.Run(kills: 4, seed: 7, TestContext.Current.SendDiagnosticMessage));
    }
}
