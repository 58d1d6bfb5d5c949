namespace SegmentationML.Service.Tests;

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class SteppedClock(DateTimeOffset? start = null) : TimeProvider
{
    private DateTimeOffset _now = start ?? new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => _now.UtcTicks;

    public void Step(TimeSpan by) => _now += by;
}
