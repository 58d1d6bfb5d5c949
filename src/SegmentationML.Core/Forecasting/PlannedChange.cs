namespace SegmentationML.Core.Forecasting;

/// <summary>A planner's change to the forecast of some buckets: kept apart from it, with a reason and a date after which it is no longer used.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Amount">Units for <see cref="PlannedChangeKind.Replace"/> and <see cref="PlannedChangeKind.Add"/>, a factor for <see cref="PlannedChangeKind.Multiply"/>.</param>
/// <param name="From">First bucket that it concerns, as its time.</param>
/// <param name="To">Last bucket that it concerns, as its time.</param>
/// <param name="Reason">Why.</param>
/// <param name="Ends">Last time at which a forecast made then still uses it.</param>
public sealed record PlannedChange(PlannedChangeKind Kind, double Amount, int From, int To, string Reason, int Ends)
{
    /// <summary>What is wrong with the change.</summary>
    public IEnumerable<Problem> Validate()
    {
        if (!double.IsFinite(Amount) || (Kind != PlannedChangeKind.Add && Amount < 0))
        {
            yield return new Problem("SEG-FCST-224", $"The amount is {Amount}.", "Give a finite number, at or above zero unless it is added.");
        }

        if (From > To)
        {
            yield return new Problem("SEG-FCST-225", "The last bucket comes before the first.", "Give them in order.");
        }

        if (string.IsNullOrWhiteSpace(Reason))
        {
            yield return new Problem("SEG-FCST-225", "There is no reason.", "Say why the forecast is changed.");
        }
    }

    /// <summary>Whether a forecast made at a time uses the change in a bucket.</summary>
    /// <param name="time">The bucket's time.</param>
    /// <param name="madeAt">The last time that is known.</param>
    public bool Concerns(int time, int madeAt) => time >= From && time <= To && madeAt <= Ends;

    /// <summary>The demand planned for a bucket that has a forecast.</summary>
    public double Apply(double mean) => Kind switch
    {
        PlannedChangeKind.Replace => Amount,
        PlannedChangeKind.Multiply => mean * Amount,
        _ => Math.Max(0, mean + Amount),
    };
}
