namespace SegmentationML.Core.Governance.Alerts;

/// <summary>Where alerts go, as a tree: an alert goes down to the first child whose matchers it meets, and to further ones after a child that says <c>continue</c>. What a child leaves out is its parent's.</summary>
public sealed record AlertRoute
{
    /// <summary>The word for all labels in <see cref="GroupBy"/>: each alert is told alone.</summary>
    public const string EachAlone = "...";

    /// <summary>Conditions on labels, such as <c>pipeline =~ online-.*</c>; all must be met. Not at the root, which takes everything.</summary>
    public IReadOnlyList<string> Matchers { get; init; } = [];

    /// <summary>The receiver; required at the root.</summary>
    public string? Receiver { get; init; }

    /// <summary>Alerts with the same texts of these labels are told together. Default [pipeline]; <c>...</c> tells each alone.</summary>
    public IReadOnlyList<string>? GroupBy { get; init; }

    /// <summary>How long the first notice of a group waits for more, in seconds. Default 30.</summary>
    public int? GroupWaitSeconds { get; init; }

    /// <summary>The least time between two notices of a group, in minutes. Default 5.</summary>
    public int? GroupIntervalMinutes { get; init; }

    /// <summary>After how many hours a notice is repeated while nothing changes. Default 24.</summary>
    public int? RepeatHours { get; init; }

    /// <summary>Whether alerts that this route takes are also offered to those after it.</summary>
    public bool Continue { get; init; }

    /// <summary>The children, in order.</summary>
    public IReadOnlyList<AlertRoute> Routes { get; init; } = [];
}
