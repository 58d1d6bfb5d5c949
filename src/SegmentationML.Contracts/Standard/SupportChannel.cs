namespace SegmentationML.Contracts.Standard;

/// <summary>A channel for questions.</summary>
public sealed record SupportChannel
{
    /// <summary>Stable identifier.</summary>
    public string? Id { get; init; }

    /// <summary>Name of the channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Address; never followed.</summary>
    public string? Url { get; init; }

    /// <summary>Meaning in words.</summary>
    public string? Description { get; init; }

    /// <summary>Such as <c>email</c>.</summary>
    public string? Tool { get; init; }

    /// <summary>Such as <c>issues</c>.</summary>
    public string? Scope { get; init; }

    /// <summary>Address for joining; never followed.</summary>
    public string? InvitationUrl { get; init; }

    /// <summary>Properties outside the standard.</summary>
    public IReadOnlyList<CustomProperty> CustomProperties { get; init; } = [];
}
