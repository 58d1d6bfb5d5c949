namespace SegmentationML.Core.Governance.Alerts;

/// <summary>When something is worth an alert. Of the rules of a kind that name a pipeline, the first holds; a kind that no rule names has its default.</summary>
public sealed record AlertRule : AlgorithmOptions
{
    /// <summary>What it watches.</summary>
    public required AlertKind Kind { get; init; }

    /// <summary>The pipelines that it holds for; empty for all.</summary>
    public IReadOnlyList<string> Pipelines { get; init; } = [];

    /// <summary>True to have no alert of this kind for these pipelines.</summary>
    public bool Off { get; init; }

    /// <summary>
    /// The limit. drift: PSI (default: what the pipeline's monitor calls drift); churn: share of entities (default: the pipeline's churn_threshold); accuracy: relative rise of the RMSSE (0.05);
    /// contract: rows set aside (0); freshness: days since the last good run (8); boundary: share of entities (0.25); run-late: minutes past due (60). Not for run-failed and override-expiring.
    /// </summary>
    public double? Above { get; init; }

    /// <summary>boundary: how close is close, in standard deviations, one of 0.05, 0.1, 0.25, 0.5, 1 (0.1); override-expiring: how many days ahead (7).</summary>
    public double? Within { get; init; }

    /// <summary>freshness: true to watch pipelines with a calendar only, as the default rule does.</summary>
    public bool ScheduledOnly { get; init; }

    /// <summary>How much it weighs; by default critical for failed runs and blocking contracts, info for boundaries and overrides, warning for the rest.</summary>
    public AlertSeverity? Severity { get; init; }

    /// <summary>More labels for its alerts, such as <c>team: planning</c>, for routes to tell by.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What to do, in the company's own words; empty for ours.</summary>
    public string Todo { get; init; } = "";

    /// <summary>The rules where none are written.</summary>
    public static IReadOnlyList<AlertRule> Defaults { get; } =
    [
        new() { Kind = AlertKind.Drift }, new() { Kind = AlertKind.Churn }, new() { Kind = AlertKind.Accuracy, Above = 0.05 }, new() { Kind = AlertKind.Contract, Above = 0 },
        new() { Kind = AlertKind.Freshness, Above = 8, ScheduledOnly = true }, new() { Kind = AlertKind.Boundary, Above = 0.25, Within = 0.1 }, new() { Kind = AlertKind.RunFailed },
        new() { Kind = AlertKind.RunLate, Above = 60 }, new() { Kind = AlertKind.OverrideExpiring, Within = 7 },
    ];

    /// <summary>The rule with the limits of the default where it gives none.</summary>
    public AlertRule Filled()
    {
        var usual = Defaults.First(r => r.Kind == Kind);
        return this with { Above = Above ?? usual.Above, Within = Within ?? usual.Within };
    }

    /// <inheritdoc/>
    public override IEnumerable<Problem> Validate()
    {
        var name = $"The rule {AlertLabels.Word(Kind)} of alerts.yaml";
        if (Above is not null && Kind is AlertKind.RunFailed or AlertKind.OverrideExpiring)
        {
            yield return new Problem("SEG-ALRT-002", $"{name} has a limit `above`, which it does not know.", Kind == AlertKind.RunFailed ? "Take it out." : "Write `within`, in days.");
        }

        if (Above is { } above && !(above >= 0 && double.IsFinite(above)))
        {
            yield return new Problem("SEG-ALRT-002", $"{name} has above: {above}.", "Give 0 or more.");
        }

        if (Within is { } within && !IsWithin(within))
        {
            yield return new Problem("SEG-ALRT-002", $"{name} has within: {within}.", Kind == AlertKind.Boundary ? $"Choose one of {string.Join(", ", NearBoundary.Steps)}." : Kind == AlertKind.OverrideExpiring ? "Give 1 to 366 days." : "Only boundary and override-expiring know `within`.");
        }

        foreach (var label in Labels.Where(l => !AlertLabels.IsName(l.Key) || l.Key is AlertLabels.Kind or AlertLabels.Pipeline or AlertLabels.Severity || GovernedText.Line("", l.Value).Any()))
        {
            yield return new Problem("SEG-ALRT-003", $"{name} has the label '{GovernedText.Shown(label.Key)}: {GovernedText.Shown(label.Value)}'.", "Use lower-case letters, digits and _ for its name, other than kind, pipeline and severity, and a line of text.");
        }

        foreach (var problem in GovernedText.Text($"{name}: todo", Todo))
        {
            yield return problem;
        }
    }

    private bool IsWithin(double within) => Kind switch
    {
        AlertKind.Boundary => NearBoundary.Steps.Contains(within),
        AlertKind.OverrideExpiring => within is >= 1 and <= 366,
        _ => false,
    };
}
