using Microsoft.Extensions.Logging;
using SegmentationML.Core;
using SegmentationML.Core.Governance.Alerts;
using SegmentationML.Pipeline.Definition;

namespace SegmentationML.Service.Alerts;

/// <summary>The policy of alerts as its file stands: an edit counts as soon as it is valid; one that is not keeps the policy that was, and is told.</summary>
internal sealed class AlertPolicies(IReadOnlyList<string> roots, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan TrustFor = TimeSpan.FromSeconds(2);
    private readonly Lock _lock = new();
    private AlertPolicy _policy = AlertPolicy.Default;
    private IReadOnlyList<Problem> _problems = [];
    private DateTimeOffset? _read;

    /// <summary>What is wrong with the file now; empty when it is valid or there is none.</summary>
    public IReadOnlyList<Problem> Problems
    {
        get
        {
            Current();
            return _problems;
        }
    }

    /// <summary>The policy that holds.</summary>
    public AlertPolicy Current()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (_read is { } read && now >= read && now - read < TrustFor)
            {
                return _policy;
            }

            _read = now;
            var before = _problems;
            (_policy, _problems) = Read();
            if (_problems.Count > 0 && !_problems.SequenceEqual(before))
            {
                logger.LogError("alerts.yaml is not valid; what held before goes on: {Problems}", string.Join(" ", _problems));
            }

            return _policy;
        }
    }

    private (AlertPolicy Policy, IReadOnlyList<Problem> Problems) Read()
    {
        try
        {
            return (Definitions.ReadAlerts(roots), []);
        }
        catch (ProblemException e)
        {
            return (_policy, e.Problems);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (_policy, [new Problem("SEG-ALRT-010", $"alerts.yaml cannot be read: {e.Message.TrimEnd('.')}.", "Mend the file or its rights; what held before goes on.")]);
        }
    }
}
