using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using SegmentationML.Benchmarks.ServiceLoad;

namespace SegmentationML.Cli.Tests.EndToEnd;

/// <summary>What a service sends to a collector, and writes into its log, as another program reads it.</summary>
[Collection(CommandLine.Name)]
public sealed class TelemetryTests : IDisposable
{
    private readonly TemporaryWorkspace _scratch = new();

    private static CancellationToken End => TestContext.Current.CancellationToken;

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Serve_WithACollectorAndAJsonLog_TellsOfRunsStepsAndCalls()
    {
        using var collector = new HttpListener();
        var port = Port();
        collector.Prefixes.Add($"http://127.0.0.1:{port}/");
        collector.Start();
        var received = new Dictionary<string, string>(StringComparer.Ordinal) { ["/v1/traces"] = "", ["/v1/metrics"] = "" };
        var collecting = CollectAsync(collector, received);
        var environment = new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{port}", ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf", ["OTEL_SERVICE_NAME"] = "segml-under-test", ["OTEL_BSP_SCHEDULE_DELAY"] = "200", ["OTEL_METRIC_EXPORT_INTERVAL"] = "300",
        };
        using (var service = await ServedWorkspace.StartAsync(_scratch.Folder, null, ["--workspace", _scratch.Path("w"), "--no-schedules", "--json-log", "--source", $"demo-products:order_lines={_scratch.Path("missing.csv")}"], environment))
        {
            using var caller = service.Client();
            using var started = await caller.PostAsJsonAsync("/api/v1/pipelines/demo-products/runs", new { }, End);
            var run = (await started.Content.ReadFromJsonAsync<JsonElement>(End)).GetProperty("id").GetString()!;
            Assert.Contains("ended", await caller.GetStringAsync($"/api/v1/runs/{run}/events", End), StringComparison.Ordinal);
            service.Signal("TERM");
            await service.WaitForExitAsync(End);

            var line = service.Log.Split('\n').First(l => l.Contains("\"LogLevel\":\"Error\"", StringComparison.Ordinal));
            using var entry = JsonDocument.Parse(line);
            Assert.Equal("Error", entry.RootElement.GetProperty("LogLevel").GetString());
            var scope = entry.RootElement.GetProperty("Scopes").EnumerateArray().First(s => s.TryGetProperty("run", out _));
            Assert.Equal((run, "demo-products"), (scope.GetProperty("run").GetString(), scope.GetProperty("pipeline").GetString()));
        }

        collector.Stop();
        await collecting;
        Assert.All(new[] { "segml-under-test", "run demo-products", "ingest", "segml.state", "/api/v1/pipelines/{pipeline}/runs" }, text => Assert.Contains(text, received["/v1/traces"], StringComparison.Ordinal));
        Assert.All(new[] { "segml.runs", "segml.run.duration", "http.server.request.duration", "failed" }, text => Assert.Contains(text, received["/v1/metrics"], StringComparison.Ordinal));
        Assert.DoesNotContain("segml_", received["/v1/traces"], StringComparison.Ordinal); // No key.
    }

    private static async Task CollectAsync(HttpListener collector, Dictionary<string, string> received)
    {
        while (collector.IsListening)
        {
            try
            {
                var call = await collector.GetContextAsync();
                using var body = new MemoryStream();
                await call.Request.InputStream.CopyToAsync(body, End);
                received[call.Request.Url!.AbsolutePath] += Encoding.Latin1.GetString(body.ToArray());
                call.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static int Port()
    {
        using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }
}
