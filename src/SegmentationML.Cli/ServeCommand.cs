using System.CommandLine;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SegmentationML.Core;
using SegmentationML.Service;
using SegmentationML.Service.Security;
using SegmentationML.Service.Webhooks;

namespace SegmentationML.Cli;

/// <summary><c>segml serve</c>: the service, until it is told to stop.</summary>
internal static class ServeCommand
{
    private static readonly Option<string[]> Urls = new("--urls") { Description = "Where to listen; loopback unless told otherwise, port 0 takes a free one", HelpName = "URL", DefaultValueFactory = _ => ["http://127.0.0.1:8700"], AllowMultipleArgumentsPerToken = true };
    private static readonly Option<string[]> Host = new("--host") { Description = "A name under which callers may address the service, such as that of a proxy", HelpName = "NAME" };
    private static readonly Option<string[]> Source = new("--source", "-s") { Description = "Take a pipeline's source from another place", HelpName = "pipeline:name=path" };
    private static readonly Option<bool> NoSchedules = new("--no-schedules") { Description = "Serve only; run pipelines on request, never by schedule" };
    private static readonly Option<int> ConcurrentRuns = new("--concurrent-runs") { Description = "Runs of different pipelines at the same time", DefaultValueFactory = _ => 1, HelpName = "N" };
    private static readonly Option<bool> NoAlerts = new("--no-alerts") { Description = "Neither look for alerts nor deliver webhooks" };
    private static readonly Option<string[]> WebhooksTo = new("--webhooks-to") { Description = $"A network that webhooks may call beside the public Internet (also: {WebhookNetworks.Variable})", HelpName = "NETWORK" };
    private static readonly Option<bool> ReadOnly = new("--read-only") { Description = "A replica: serves versions, runs nothing and changes nothing" };
    private static readonly Option<string[]> Proxy = new("--proxy") { Description = "Address or network of a proxy whose X-Forwarded-For and X-Forwarded-Proto are believed", HelpName = "ADDRESS" };
    private static readonly Option<bool> JsonLog = new("--json-log") { Description = "Write the log as JSON, a line an event, with pipeline, run and step" };
    private static readonly Option<double> KeepFree = new("--keep-free") { Description = "Refuse runs when the disk has fewer GiB free", DefaultValueFactory = _ => 1, HelpName = "GIB" };
    private static readonly Option<double> Quota = new("--quota") { Description = "Refuse runs when the workspace holds more GiB (default: no limit)", HelpName = "GIB" };

    // A run's loops hold as many threads of the pool as there are processors: without more at hand, calls wait for the pool to grow, which takes half a second a thread.
    private const int LeastThreads = 32;

    public static Command Create(CommandContext context)
    {
        var command = new Command("serve", "Serve versions over HTTP and run pipelines by schedule") { Urls, Host, Source, NoSchedules, ConcurrentRuns, ReadOnly, Proxy, JsonLog, KeepFree, Quota, NoAlerts, WebhooksTo };
        command.SetAction((parsed, cancellation) => RunAsync(context, parsed, cancellation));
        return command.WithExamples("segml serve", "segml serve --workspace /var/lib/segml --urls http://127.0.0.1:9000", "segml serve --source demo-products:order_lines=lines.csv", "segml serve --no-schedules --urls http://127.0.0.1:0", "segml serve --host segml.example --proxy 127.0.0.1 --json-log", "segml serve --read-only --urls http://127.0.0.1:8701");
    }

    private static async Task<int> RunAsync(CommandContext context, ParseResult parsed, CancellationToken cancellation)
    {
        var options = new ServiceOptions
        {
            DefinitionRoots = CommandContext.DefinitionRoots(),
            Urls = parsed.GetRequiredValue(Urls),
            Hosts = parsed.GetValue(Host) ?? [],
            Sources = Places(parsed.GetValue(Source) ?? []),
            Schedules = !parsed.GetValue(NoSchedules),
            ConcurrentRuns = parsed.GetValue(ConcurrentRuns),
            Alerts = !parsed.GetValue(NoAlerts) && !parsed.GetValue(ReadOnly),
            WebhookNetworks = [.. parsed.GetValue(WebhooksTo) ?? [], .. WebhookNetworks.FromEnvironment()],
            ReadOnly = parsed.GetValue(ReadOnly),
            Proxies = parsed.GetValue(Proxy) ?? [],
            JsonLog = parsed.GetValue(JsonLog),
            KeepFreeBytes = (long)(parsed.GetValue(KeepFree) * (1L << 30)),
            QuotaBytes = (long)(parsed.GetValue(Quota) * (1L << 30)),
        };
        ProblemException.ThrowIfAny(options.Validate());
        ThreadPool.SetMinThreads(Math.Max(LeastThreads, 8 * Environment.ProcessorCount), Math.Max(LeastThreads, 8 * Environment.ProcessorCount));
        using var workspace = options.ReadOnly ? context.OpenWorkspaceToRead(parsed) : context.OpenWorkspace(parsed);
        await using var app = SegmlServer.Build(workspace, options, context.Clock);
        await StartAsync(app, options, cancellation);
        Greet(context, app, context.Actor(parsed), options.ReadOnly);
        await app.WaitForShutdownAsync(cancellation);
        context.Console.Error.WriteLine("Stopped. A run that was cut off is resumed by the next one.");
        return ExitCode.Done;
    }

    private static async Task StartAsync(WebApplication app, ServiceOptions options, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception e) when (options.Urls.Any(u => u.StartsWith("https:", StringComparison.OrdinalIgnoreCase)) && e is InvalidOperationException or CryptographicException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ProblemException(new Problem("SEG-SRV-084", $"The service has no certificate for https that can be used: {e.Message.Split(['\r', '\n'])[0].TrimEnd('.')}.", "Name its files in the environment, Kestrel__Certificates__Default__Path and Kestrel__Certificates__Default__KeyPath, or let a proxy end TLS."), e);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            throw new ProblemException(new Problem("SEG-SRV-009", $"The service cannot listen on {string.Join(", ", options.Urls)}: {e.Message.TrimEnd('.')}.", "Choose another port with --urls, or end what holds it."), e);
        }
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> Places(string[] settings)
        => settings.Select(Place).GroupBy(p => p.Pipeline, StringComparer.Ordinal)
            .ToDictionary(p => p.Key, p => (IReadOnlyDictionary<string, string>)p.ToDictionary(s => s.Name, s => s.Path, StringComparer.Ordinal), StringComparer.Ordinal);

    private static (string Pipeline, string Name, string Path) Place(string setting)
        => setting.Split(':', 2) is [{ Length: > 0 } pipeline, var rest] && rest.Split('=', 2) is [{ Length: > 0 } name, { Length: > 0 } path]
            ? (pipeline, name, System.IO.Path.GetFullPath(path))
            : throw new ProblemException(new Problem("SEG-CLI-002", $"--source is '{setting}'.", "Write --source pipeline:name=path, such as --source demo-products:order_lines=lines.csv."));

    /// <summary>Prints where the page is. The first start makes an admin's key and shows it here, once.</summary>
    private static void Greet(CommandContext context, WebApplication app, string actor, bool readOnly)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        var keys = app.Services.GetRequiredService<KeyRing>();
        if (readOnly || keys.HasAdmin())
        {
            context.Console.Out.WriteLine($"Ready: {address}/");
        }
        else
        {
            var (_, text) = keys.Add("first admin", [Scope.Admin], null, actor);
            context.Console.Out.WriteLine($"Ready: {address}/#key={text}");
            context.Console.Out.WriteLine("This link holds the admin's key and is shown this once. `segml key add NAME --scope admin` makes another.");
        }

        context.Console.Out.Flush();
    }
}
