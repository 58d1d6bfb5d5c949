using System.Globalization;
using System.Text.RegularExpressions;

namespace SegmentationML.Service.Tests.Api;

public sealed class MetricsRoutesTests(RunningService service) : IClassFixture<RunningService>
{
    private static readonly Regex Line = new("^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\\{[a-z]+=\"[^\"]*\"(,[a-z]+=\"[^\"]*\")*\\})? (?<value>[-+0-9.eE]+))$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    [Fact]
    public async Task Metrics_AreTextThatPrometheusReads_AndTrue()
    {
        var before = Calls(await GetAsync());
        var text = await GetAsync();

        Assert.All(text.TrimEnd('\n').Split('\n'), line => Assert.Matches(Line, line));
        Assert.Equal(before + 1, Calls(text));
        Assert.Matches("\\ndotnet_gc_last_collection_heap_size_bytes [1-9]", text);
        Assert.Contains("segml_version{pipeline=\"shop\"} 1\n", text, StringComparison.Ordinal);
        Assert.Contains("segml_version_entities{pipeline=\"shop\"} 40\n", text, StringComparison.Ordinal);
        Assert.Contains("segml_pipeline_valid{pipeline=\"broken\"} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("segml_last_run_state{pipeline=\"shop\",state=\"published\"} 1\n", text, StringComparison.Ordinal);
    }

    private Task<string> GetAsync() => service.Reader.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);

    private static double Calls(string text)
        => double.Parse(text.Split('\n').Single(l => l.StartsWith("segml_http_request_seconds_count ", StringComparison.Ordinal)).Split(' ')[1], CultureInfo.InvariantCulture);
}
