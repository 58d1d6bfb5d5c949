namespace SegmentationML.Core.Governance.People;

/// <summary>Who stands in for a person, and when.</summary>
public sealed record Deputy
{
    /// <summary>The name of the one who stands in.</summary>
    public required string Person { get; init; }

    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The first day on which it is over.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Whether it holds on a day.</summary>
    /// <param name="day">The day.</param>
    public bool HoldsOn(DateOnly day) => From <= day && day < To;
}
