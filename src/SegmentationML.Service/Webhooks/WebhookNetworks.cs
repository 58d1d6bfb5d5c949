using System.Net;
using SegmentationML.Core;
using SegmentationML.Core.Governance;

namespace SegmentationML.Service.Webhooks;

/// <summary>Where webhooks may go: to the public Internet by https, and to the networks that the operator allows beside it. So an address that somebody enters cannot make the service call what only the service can reach.</summary>
public sealed class WebhookNetworks
{
    /// <summary>The environment variable with further networks, separated by spaces.</summary>
    public const string Variable = "SEGML_WEBHOOK_NETWORKS";

    private const int LongestUrl = 2_000;
    private readonly IPNetwork[] _allowed;

    /// <summary>The public Internet and further networks.</summary>
    /// <param name="allowed">Networks in the form 10.20.0.0/16; one on loopback also allows http there.</param>
    /// <exception cref="ProblemException">One of them is no network.</exception>
    public WebhookNetworks(IEnumerable<string> allowed)
    {
        var wanted = allowed.ToArray();
        ProblemException.ThrowIfAny(Validate(wanted));
        _allowed = [.. wanted.Select(IPNetwork.Parse)];
    }

    /// <summary>Lists what is wrong with networks.</summary>
    /// <param name="networks">The networks.</param>
    public static IEnumerable<Problem> Validate(IEnumerable<string> networks)
        => networks.Where(n => !IPNetwork.TryParse(n, out _)).Select(n => new Problem("SEG-HOOK-005", $"'{GovernedText.Shown(n)}' is no network that webhooks could be allowed to.", "Write address and length, such as 10.20.0.0/16 or 127.0.0.0/8."));

    /// <summary>The networks of the environment variable.</summary>
    public static IReadOnlyList<string> FromEnvironment() => (Environment.GetEnvironmentVariable(Variable) ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Lists what is wrong with a webhook's address as it is written. Where its name leads is looked at anew for every call.</summary>
    /// <param name="url">The address.</param>
    public IEnumerable<Problem> Check(string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (WhyNot(url) is { } why)
        {
            yield return new Problem("SEG-HOOK-001", $"A webhook cannot go to '{GovernedText.Shown(url)}': {why}.", "Give an https address on the public Internet, its host in plain form; further networks are the operator's to allow (`segml serve --webhooks-to 10.20.0.0/16`).");
        }
    }

    /// <summary>Whether a webhook may call an address that its name led to.</summary>
    /// <param name="address">The address.</param>
    /// <param name="isHttps">Whether the call is encrypted; without it only an allowed loopback is.</param>
    public bool Allows(IPAddress address, bool isHttps)
    {
        ArgumentNullException.ThrowIfNull(address);
        var isAllowed = !address.IsIPv4MappedToIPv6 && Array.Exists(_allowed, n => n.BaseAddress.AddressFamily == address.AddressFamily && n.Contains(address));
        return isHttps ? isAllowed || PublicAddress.Is(address) : isAllowed && IPAddress.IsLoopback(address);
    }

    private string? WhyNot(string url)
    {
        if (url.Length > LongestUrl || url.Any(c => c <= ' ' || c > '~' || c == '\\') || !Uri.TryCreate(url, UriKind.Absolute, out var uri))
        {
            return "it is no address";
        }

        var isHttps = uri.Scheme == Uri.UriSchemeHttps;
        if (!isHttps && uri.Scheme != Uri.UriSchemeHttp)
        {
            return "it is not https";
        }

        if (uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
        {
            return "it holds a user or a fragment";
        }

        // A host such as 2130706433, 0x7f.1 or 0177.0.0.1 is read as 127.0.0.1: what is not written as it is read is refused.
        var written = url[(url.IndexOf("//", StringComparison.Ordinal) + 2)..].Split('/', '?', '#')[0];
        written = written.StartsWith('[') ? written[..(written.IndexOf(']') + 1)] : written.Split(':')[0];
        if (!string.Equals(written, uri.Host, StringComparison.OrdinalIgnoreCase) || uri.Host.EndsWith('.'))
        {
            return "its host is not in plain form";
        }

        if (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address))
        {
            return Allows(address, isHttps) ? null : "that address is not allowed";
        }

        return uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && _allowed.Length == 0 ? "that is this machine"
            : !isHttps && !uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) ? "it is not https"
            : null;
    }
}
