namespace SegmentationML.Contracts.Standard;

/// <summary>A data contract in the shape of the Open Data Contract Standard, v3.0 to v3.2: the document as it was written, shape checked, nothing resolved.</summary>
/// <remarks>Names are those of the standard. What the standard leaves open to any value is an <c>object</c>: string, bool, long, decimal, a list or a dictionary of these.</remarks>
public sealed record DataContract
{
    /// <summary>Version of this contract, such as <c>1.2.0</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Always <c>DataContract</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Version of the standard, such as <c>v3.2.0</c>.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>Unique identifier.</summary>
    public required string Id { get; init; }

    /// <summary>Name for people.</summary>
    public string? Name { get; init; }

    /// <summary>Tenant that the data belongs to.</summary>
    public string? Tenant { get; init; }

    /// <summary>Free tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Such as <c>draft</c>, <c>active</c>, <c>deprecated</c>; required before v3.2.</summary>
    public string? Status { get; init; }

    /// <summary>Where the data lies. Read for its shape and never connected to.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object>> Servers { get; init; } = [];

    /// <summary>Deprecated since v3.1.</summary>
    public string? DataProduct { get; init; }

    /// <summary>Purpose, limits and usage.</summary>
    public ContractDescription? Description { get; init; }

    /// <summary>Name of the data domain.</summary>
    public string? Domain { get; init; }

    /// <summary>Guidance for readers that are programs, since v3.2.</summary>
    public ContractContext? Context { get; init; }

    /// <summary>The tables.</summary>
    public IReadOnlyList<SchemaObject> Schema { get; init; } = [];

    /// <summary>Channels for questions.</summary>
    public IReadOnlyList<SupportChannel> Support { get; init; } = [];

    /// <summary>Price of use.</summary>
    public Price? Price { get; init; }

    /// <summary>Who stands behind the contract; a bare list of members, as before v3.1, is read as a team of these.</summary>
    public Team? Team { get; init; }

    /// <summary>Access roles.</summary>
    public IReadOnlyList<AccessRole> Roles { get; init; } = [];

    /// <summary>Deprecated since v3.1: the element that service levels without an element are about.</summary>
    public string? SlaDefaultElement { get; init; }

    /// <summary>Service levels.</summary>
    public IReadOnlyList<SlaProperty> SlaProperties { get; init; } = [];

    /// <summary>Links to definitions.</summary>
    public IReadOnlyList<AuthoritativeDefinition> AuthoritativeDefinitions { get; init; } = [];

    /// <summary>Properties outside the standard.</summary>
    public IReadOnlyList<CustomProperty> CustomProperties { get; init; } = [];

    /// <summary>When the contract was made, ISO 8601 in UTC.</summary>
    public string? ContractCreatedTs { get; init; }
}
