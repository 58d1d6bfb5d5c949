using Microsoft.Extensions.DependencyInjection;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Service.Worker;
using SegmentationML.Storage;

namespace SegmentationML.Service.Tests.Worker;

/// <summary>A service that was down for three days, and what it makes up for.</summary>
public sealed class CatchUpTests : IDisposable
{
    private readonly Shop _shop = new();

    private static CancellationToken End => TestContext.Current.CancellationToken;

    public void Dispose() => _shop.Dispose();

    [Theory]
    [InlineData("once", 1)]
    [InlineData("skip", 0)]
    public async Task Start_AfterThreeDaysOfDailyRuns_MakesUpAsTheMisfireRuleSays(string misfire, int expected)
    {
        _shop.WritePipeline($"schedule:\n  cron: \"0 4 * * *\"\n  misfire: {misfire}\n");
        await ServeAsync(TimeSpan.Zero, async services => await services.GetRequiredService<RunBoard>().Start("shop", new RunOptions()).Work);
        await ServeAsync(TimeSpan.FromDays(3), async services =>
        {
            var ledger = services.GetRequiredService<IRunLedger>();
            for (var tries = 0; tries < (expected > 0 ? 1_200 : 15) && (ledger.Runs("shop", 10).Count <= expected || ledger.Runs("shop", 1)[0].State == RunState.Running); tries++)
            {
                await Task.Delay(100, End);
            }

            Assert.Equal(1 + expected, ledger.Runs("shop", 10).Count); // One for three that were missed.
            Assert.Equal(expected > 0 ? RunCause.CatchUp : null, services.GetRequiredService<RunStarter>().Last("shop")?.Cause);
        });
    }

    private async Task ServeAsync(TimeSpan ahead, Func<IServiceProvider, Task> act)
    {
        var clock = new ShiftedClock(ahead);
        using var workspace = Workspace.Open(_shop.Workspace, clock);
        await using var app = SegmlServer.Build(workspace, new ServiceOptions { DefinitionRoots = [_shop.Root], Urls = ["http://127.0.0.1:0"] }, clock);
        await app.StartAsync(End);
        await act(app.Services);
        await app.StopAsync(End);
    }
}
