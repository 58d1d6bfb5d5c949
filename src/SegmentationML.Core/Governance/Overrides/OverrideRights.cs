namespace SegmentationML.Core.Governance.Overrides;

/// <summary>Who may ask for overrides and who may approve them: <c>override_rights</c> of a model.</summary>
public sealed record OverrideRights
{
    /// <summary>Roles that may ask; empty for anyone who is known.</summary>
    public IReadOnlyList<string> Request { get; init; } = [];

    /// <summary>Roles that may approve, refuse and end; empty for anyone who is known.</summary>
    public IReadOnlyList<string> Approve { get; init; } = [];

    /// <summary>Whether approving takes another person than asking. Default false: whoever asks and may approve has approved.</summary>
    public bool FourEyes { get; init; }

    /// <summary>For how many days an override may hold at most; 0, the default, for any number.</summary>
    public int LongestDays { get; init; }

    /// <summary>Lists everything that is wrong.</summary>
    public IEnumerable<Problem> Validate()
    {
        if (LongestDays < 0)
        {
            yield return new Problem("SEG-OVR-001", $"override_rights.longest_days is {LongestDays}.", "Set the number of days, or 0 for any.");
        }

        foreach (var problem in Request.Concat(Approve).SelectMany(r => GovernedText.Name("override_rights: a role", r)))
        {
            yield return problem;
        }
    }
}
