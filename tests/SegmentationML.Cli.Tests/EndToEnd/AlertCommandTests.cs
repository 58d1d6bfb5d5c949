using System.Text.Json;

namespace SegmentationML.Cli.Tests.EndToEnd;

[Collection(CommandLine.Name)]
public sealed class AlertCommandTests : IDisposable
{
    private readonly TemporaryWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Silence_FromItsBeginningToItsEnd()
    {
        Assert.Contains("until", Done(await Run("alert", "silence", "--match", "kind = drift", "--hours", "2", "--reason", "new assortment")).Out, StringComparison.Ordinal);
        Assert.Contains("new assortment", Done(await Run("alert", "list", "--silences")).Out, StringComparison.Ordinal);
        Assert.Contains("Silence 1 covers it", Done(await Run("alert", "test", "--label", "kind=drift")).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("covers", Done(await Run("alert", "test", "--label", "kind=churn")).Out, StringComparison.Ordinal);
        Done(await Run("alert", "silence", "--end", "1"));
        Assert.Contains("ended", Done(await Run("alert", "list", "--silences")).Out, StringComparison.Ordinal);
        var none = Done(await Run("alert", "list"));
        Assert.Contains("Nothing fires", none.Error, StringComparison.Ordinal);
        Assert.Empty(none.Out);
        Done(await Run("audit", "verify"));
    }

    [Fact]
    public async Task Rules_WithoutAFile_AreTheNineKinds()
    {
        var call = Done(await Run("alert", "rules"));
        Assert.All(["drift", "churn", "accuracy", "contract", "freshness", "boundary", "run-failed", "run-late", "override-expiring"], kind => Assert.Contains($"| {kind} ", call.Out, StringComparison.Ordinal));
        Assert.All(["the monitor's limit", "RMSSE 5 % up", "0 rows set aside", "8 days", "25 % of entities", "0.1 standard deviations", "60 minutes"], limit => Assert.Contains($"| {limit} ", call.Out, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Schema_OfAlerts_NamesEverySetting()
    {
        var schema = JsonDocument.Parse(Done(await SegmlCall.RunAsync("schema", "alerts")).Out).RootElement;
        Assert.Equal(["address", "inhibit", "receivers", "resolve_after_minutes", "route", "rules", "smtp"], schema.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order());
        Assert.Equal("#/$defs/alert-route", schema.GetProperty("properties").GetProperty("route").GetProperty("$ref").GetString()); // A tree: routes hold routes.
        Assert.Equal("#/$defs/alert-route", schema.GetProperty("$defs").GetProperty("alert-route").GetProperty("properties").GetProperty("routes").GetProperty("anyOf")[0].GetProperty("items").GetProperty("$ref").GetString());
    }

    [Fact]
    public async Task Webhook_OfAnAddressThatDoesNotAnswer_WaitsAndIsRemoved()
    {
        var added = Done(await Run("webhook", "add", "erp", "https://erp.invalid/hook", "--event", "version"));
        Assert.StartsWith("whsec_", added.Out.Trim(), StringComparison.Ordinal);
        var test = await Run("webhook", "test", "erp");
        Assert.Equal(ExitCode.Failed, test.Code);
        Assert.Contains("note It", test.Error, StringComparison.Ordinal); // Its name is not known, or nothing is reached.
        Assert.Contains("webhook.test", Done(await Run("webhook", "deliveries", "erp")).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", Done(await Run("webhook", "list")).Out + Done(await Run("audit", "show")).Out, StringComparison.Ordinal);
        var rotated = Done(await Run("webhook", "rotate", "erp"));
        Assert.StartsWith("whsec_", rotated.Out.Trim(), StringComparison.Ordinal);
        Assert.NotEqual(added.Out, rotated.Out);
        Done(await Run("audit", "verify"));
        Done(await Run("webhook", "remove", "erp"));
        Assert.Equal("SEG-HOOK-004", (await Run("webhook", "deliveries", "erp")).Error.Split("SEG-HOOK-004").Length > 1 ? "SEG-HOOK-004" : "");
    }

    private static SegmlCall Done(SegmlCall call)
    {
        Assert.True(call.Code == ExitCode.Done, call.Error);
        return call;
    }

    private Task<SegmlCall> Run(params string[] args) => SegmlCall.RunAsync([.. args, "--workspace", _workspace.Folder]);
}
