namespace SegmentationML.Contracts.Standard;

/// <summary>Guidance for readers that are programs, since v3.2; a bare text is read as <see cref="Instructions"/>. Carried, never acted on.</summary>
public sealed record ContractContext
{
    /// <summary>Guidance in words.</summary>
    public string? Instructions { get; init; }

    /// <summary>Questions with verified answers.</summary>
    public IReadOnlyList<VerifiedStatement> VerifiedStatements { get; init; } = [];

    /// <summary>What must not be done with the data.</summary>
    public IReadOnlyList<ContextConstraint> Constraints { get; init; } = [];
}
