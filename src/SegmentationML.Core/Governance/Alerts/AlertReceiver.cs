namespace SegmentationML.Core.Governance.Alerts;

/// <summary>Who is told, and how.</summary>
public sealed record AlertReceiver
{
    /// <summary>Its name, for routes.</summary>
    public required string Name { get; init; }

    /// <summary>Addresses that get an e-mail; needs <c>smtp</c>.</summary>
    public IReadOnlyList<string> Emails { get; init; } = [];

    /// <summary>A file that gets one line of JSON a notice: a bare name below the workspace's <c>alerts</c> folder.</summary>
    public string? File { get; init; }

    /// <summary>Names of webhooks (<c>segml webhook list</c>) that get what is routed here; those that ask for the event <c>alert</c> get everything anyway.</summary>
    public IReadOnlyList<string> Webhooks { get; init; } = [];

    /// <summary>Whether it is told when alerts are over. Default true.</summary>
    public bool Resolved { get; init; } = true;
}
