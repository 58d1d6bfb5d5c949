using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace SegmentationML.Service.Telemetry;

/// <summary>Sends traces and metrics of runs and calls to a collector by OTLP, when the standard environment variables name one: <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its kin.</summary>
internal sealed class OtlpExport : IHostedService, IDisposable
{
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    /// <summary>Whether the environment names a collector for a kind of signal.</summary>
    /// <param name="signal"><c>TRACES</c> or <c>METRICS</c>.</param>
    internal static bool IsOn(string signal)
        => !string.Equals(Variable("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase)
            && Variable($"OTEL_{signal}_EXPORTER") != "none"
            && (Variable("OTEL_EXPORTER_OTLP_ENDPOINT") ?? Variable($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT")) is not null;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (IsOn("TRACES"))
        {
            _traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(Name).AddSource(RunTelemetry.Name, "Microsoft.AspNetCore").AddOtlpExporter().Build();
        }

        if (IsOn("METRICS"))
        {
            _metrics = Sdk.CreateMeterProviderBuilder().ConfigureResource(Name)
                .AddMeter(RunTelemetry.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime").AddOtlpExporter().Build();
        }

        return Task.CompletedTask;
    }

    /// <summary>Sends what is left.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        const int Milliseconds = 3_000;
        _traces?.ForceFlush(Milliseconds);
        _metrics?.ForceFlush(Milliseconds);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    private static void Name(ResourceBuilder resource)
    {
        if (Variable("OTEL_SERVICE_NAME") is null)
        {
            resource.AddService("segml", serviceVersion: typeof(OtlpExport).Assembly.GetName().Version!.ToString(3));
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
