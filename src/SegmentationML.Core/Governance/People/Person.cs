namespace SegmentationML.Core.Governance.People;

/// <summary>What a person may do.</summary>
public sealed record Person
{
    /// <summary>The person's roles, such as <c>planner</c> or <c>owner</c>.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>Who stands in, and when.</summary>
    public IReadOnlyList<Deputy> Deputies { get; init; } = [];
}
