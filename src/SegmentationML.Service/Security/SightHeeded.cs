namespace SegmentationML.Service.Security;

/// <summary>A route says by this that it answers nothing beyond what its caller may see: it narrows its answer, or holds neither rows nor figures. A route that does not say so is closed to callers who may not see everything.</summary>
internal sealed record SightHeeded
{
    /// <summary>The only one.</summary>
    public static SightHeeded Instance { get; } = new();
}
