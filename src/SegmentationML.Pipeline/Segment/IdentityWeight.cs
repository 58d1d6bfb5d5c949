namespace SegmentationML.Pipeline.Segment;

/// <summary>What the overlap of two clusters counts.</summary>
public enum IdentityWeight
{
    /// <summary>Entities.</summary>
    Entities,

    /// <summary>The model's value driver, zero where it is negative.</summary>
    Value,
}
