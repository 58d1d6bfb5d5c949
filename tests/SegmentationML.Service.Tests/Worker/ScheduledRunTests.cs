using System.Net.Http.Json;
using System.Text.Json;

namespace SegmentationML.Service.Tests.Worker;

/// <summary>Runs that nobody asked for, in the real service.</summary>
public sealed class ScheduledRunTests : IAsyncLifetime
{
    private readonly RunningService _service = new();

    public ValueTask InitializeAsync() => _service.InitializeAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task Schedule_WrittenWhileTheServiceRuns_FiresWithoutARestart()
    {
        _service.Shop.WritePipeline("schedule:\n  cron: \"0/2 * * * * ?\"\n");
        var run = (await UntilAsync("/api/v1/runs", runs => runs.GetArrayLength() > 1))[0];
        Assert.Contains(run.GetProperty("state").GetString(), new[] { "running", "unchanged", "published" });
        var shop = await _service.Reader.GetFromJsonAsync<JsonElement>("/api/v1/pipelines/shop", TestContext.Current.CancellationToken);
        Assert.NotNull(shop.GetProperty("schedule").GetProperty("next").GetString());

        _service.Shop.WritePipeline("schedule:\n  cron: every monday\n"); // A broken edit: told, and what was valid goes on.
        shop = await UntilAsync("/api/v1/pipelines/shop", p => p.GetProperty("problems").GetArrayLength() > 0);
        Assert.Equal("SEG-SRV-006", shop.GetProperty("problems")[0].GetProperty("code").GetString());
        Assert.Equal("0/2 * * * * ?", shop.GetProperty("schedule").GetProperty("cron").GetString());
    }

    /// <summary>Asks until the answer is as it should be.</summary>
    private async Task<JsonElement> UntilAsync(string path, Func<JsonElement, bool> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (true)
        {
            var answer = await _service.Reader.GetFromJsonAsync<JsonElement>(path, limit.Token);
            if (holds(answer))
            {
                return answer;
            }

            await Task.Delay(300, limit.Token);
        }
    }
}
