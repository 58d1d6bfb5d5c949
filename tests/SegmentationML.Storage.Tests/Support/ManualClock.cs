namespace SegmentationML.Storage.Tests.Support;

/// <summary>A clock that stands still until it is moved; it begins on 22 November 2026, 09:30:15 UTC.</summary>
internal sealed class ManualClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 11, 22, 9, 30, 15, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
