namespace SegmentationML.Core.Forecasting;

/// <summary>Tells when the time for one series is over; without a limit it never is, and no clock is looked at.</summary>
internal sealed class ChoiceClock(TimeSpan? limit, Func<TimeSpan>? clock)
{
    private TimeSpan _start;

    /// <summary>Whether the time is over.</summary>
    public bool IsOver => limit is { } most && clock is not null && clock() - _start > most;

    /// <summary>The next series begins.</summary>
    public void Start() => _start = limit is null || clock is null ? TimeSpan.Zero : clock();
}
