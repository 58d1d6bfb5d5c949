namespace SegmentationML.Service.Security;

/// <summary>What a route asks of a key. A route that carries none of these is denied to everybody.</summary>
/// <param name="Scope">The scope; null for a route that is open to all.</param>
internal sealed record ScopeNeeded(Scope? Scope)
{
    /// <summary>For health checks and the empty page, which hold nothing of the company.</summary>
    public static ScopeNeeded None { get; } = new((Scope?)null);
}
