namespace SegmentationML.Pipeline.Ingest;

/// <summary>Brings the columns of a lookup to each row of a source. A row without a partner stays, with empty columns; a lookup with two rows for one key is refused.</summary>
public sealed record JoinOptions
{
    /// <summary>The lookup's name.</summary>
    public required string Lookup { get; init; }

    /// <summary>Columns that must be equal: a name that both have, or <c>source column = lookup column</c>; the left side may be <c>lookup.column</c> of an earlier join.</summary>
    public required IReadOnlyList<string> On { get; init; }
}
