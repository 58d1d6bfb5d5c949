namespace SegmentationML.Service.Tests;

/// <summary>The system's clock, so far ahead: what a service finds that starts again after a while.</summary>
internal sealed class ShiftedClock(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
