using System.Net;
using SegmentationML.Core;

namespace SegmentationML.Service;

/// <summary>What <c>segml serve</c> is told.</summary>
public sealed record ServiceOptions
{
    /// <summary>Folders that hold <c>pipelines</c>, <c>models</c> and <c>data-contracts</c>, searched in order.</summary>
    public required IReadOnlyList<string> DefinitionRoots { get; init; }

    /// <summary>Where to listen, such as <c>http://127.0.0.1:8700</c>; port 0 takes a free one.</summary>
    public IReadOnlyList<string> Urls { get; init; } = ["http://127.0.0.1:8700"];

    /// <summary>Names under which callers may address the service beside those of <see cref="Urls"/> and loopback: the <c>Host</c> header is checked against them, so that a rebound name reaches nothing.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Sources that lie elsewhere than a pipeline's definition says, by pipeline and source.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Sources { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);

    /// <summary>Whether pipelines run by their schedules and triggers; a replica that only serves says no.</summary>
    public bool Schedules { get; init; } = true;

    /// <summary>Whether the service looks for alerts and delivers messages to webhooks and receivers; of several over one ledger any number may.</summary>
    public bool Alerts { get; init; } = true;

    /// <summary>Networks that webhooks may call beside the public Internet, such as <c>10.20.0.0/16</c>; one on loopback also allows http there.</summary>
    public IReadOnlyList<string> WebhookNetworks { get; init; } = [];

    /// <summary>Runs of different pipelines at the same time; others wait in the order in which they were asked for.</summary>
    public int ConcurrentRuns { get; init; } = 1;

    /// <summary>The largest body of a request, bytes.</summary>
    public long LargestBody { get; init; } = 1 << 20;

    /// <summary>Calls in a minute that one key may make; one without a key, or with a wrong one, counts by its address against <see cref="FailedCallsPerMinute"/>.</summary>
    public int CallsPerMinute { get; init; } = 1_000_000;

    /// <summary>Calls without a valid key in a minute and from one address, past which the address is shut out for the rest of that minute.</summary>
    public int FailedCallsPerMinute { get; init; } = 30;

    /// <summary>Calls that read files (rows, differences, scores) answered at the same time; one more is asked to come back.</summary>
    public int HeavyCalls { get; init; } = 16;

    /// <summary>As <see cref="HeavyCalls"/>, of one key.</summary>
    public int HeavyCallsPerKey { get; init; } = 8;

    /// <summary>After how long such a call is ended when it has not begun to answer, in seconds.</summary>
    public int SecondsPerCall { get; init; } = 60;

    /// <summary>Whether the service only reads: no runs, no changes; for replicas over one snapshot folder.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Addresses or networks (<c>10.0.0.0/8</c>) of proxies whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed; of others they are ignored.</summary>
    public IReadOnlyList<string> Proxies { get; init; } = [];

    /// <summary>Whether the log is written as JSON, a line an event, with the scopes of the run.</summary>
    public bool JsonLog { get; init; }

    /// <summary>Bytes of the disk that are to stay free: a run is refused when there are less.</summary>
    public long KeepFreeBytes { get; init; } = 1L << 30;

    /// <summary>Bytes that the workspace may hold before runs are refused; 0 for no limit.</summary>
    public long QuotaBytes { get; init; }

    /// <summary>How long a stopping service lets runs finish their step, in seconds; what is cut off is resumed by the next run.</summary>
    public int SecondsToStop { get; init; } = 25;

    /// <summary>Lists everything that is wrong.</summary>
    public IEnumerable<Problem> Validate()
    {
        foreach (var url in Urls.Where(u => !Uri.TryCreate(u, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.AbsolutePath != "/"))
        {
            yield return new Problem("SEG-SRV-001", $"--urls is '{url}'.", "Write a scheme, an address and a port, such as http://127.0.0.1:8700.");
        }

        foreach (var problem in Webhooks.WebhookNetworks.Validate(WebhookNetworks))
        {
            yield return problem;
        }

        foreach (var proxy in Proxies.Where(p => Network(p) is null))
        {
            yield return new Problem("SEG-SRV-083", $"--proxy is '{proxy}'.", "Write the proxy's address or network, such as 127.0.0.1 or 10.1.0.0/16.");
        }

        foreach (var (name, bytes) in new[] { ("--keep-free", KeepFreeBytes), ("--quota", QuotaBytes) }.Where(s => s.Item2 < 0))
        {
            yield return new Problem("SEG-SRV-002", $"{name} is {bytes} bytes.", "Give 0 or more.");
        }

        if (Urls.Count == 0)
        {
            yield return new Problem("SEG-SRV-001", "--urls names nothing to listen on.", "Write an address, such as http://127.0.0.1:8700.");
        }

        foreach (var (name, value) in new (string, long)[] { ("concurrent runs", ConcurrentRuns), ("largest body", LargestBody), ("calls per minute", CallsPerMinute), ("failed calls per minute", FailedCallsPerMinute), ("heavy calls", HeavyCalls), ("heavy calls of one key", HeavyCallsPerKey), ("seconds per call", SecondsPerCall), ("seconds to stop", SecondsToStop) })
        {
            if (value < 1)
            {
                yield return new Problem("SEG-SRV-002", $"The number of {name} is {value}.", "Give at least 1.");
            }
        }
    }

    /// <summary>Lists what works and is not safe.</summary>
    public IEnumerable<Problem> Warnings()
        => Proxies.Count > 0 ? [] : Urls.Select(u => new Uri(u)).Where(u => u.Scheme == Uri.UriSchemeHttp && !u.IsLoopback).Select(u => new Problem(
            "SEG-SRV-085", $"Keys travel in the clear: other machines reach {u.GetLeftPart(UriPartial.Authority)}, and nothing encrypts it.",
            "Listen on 127.0.0.1 behind a proxy that ends TLS (`--proxy ADDRESS` names one that is elsewhere), or on https:// with a certificate: docs/operations.md has both."));

    /// <summary>The network of a proxy's setting; null when it is none.</summary>
    internal static IPNetwork? Network(string text)
        => IPNetwork.TryParse(text, out var network) ? network : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;

    /// <summary>Host names that are served: loopback, the addresses listened on, and <see cref="Hosts"/>.</summary>
    internal IReadOnlySet<string> ServedHosts()
        => Urls.Select(u => new Uri(u).Host).Where(h => !IPAddress.TryParse(h.Trim('[', ']'), out var a) || !(a.Equals(IPAddress.Any) || a.Equals(IPAddress.IPv6Any)))
            .Concat(["127.0.0.1", "localhost", "[::1]"]).Concat(Hosts).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
