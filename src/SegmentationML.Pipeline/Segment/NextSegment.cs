namespace SegmentationML.Pipeline.Segment;

/// <summary>The smallest change that would move an entity, in words.</summary>
/// <param name="Segment">The segment beyond; null when nothing single moves it.</param>
/// <param name="Driver">The driver; null without a boundary.</param>
/// <param name="Value">The driver's value now; NaN when not known.</param>
/// <param name="Boundary">The value to reach.</param>
/// <param name="Margin">Distance to it.</param>
/// <param name="Deviations">The same in standard deviations of the entity's own history; NaN when not known.</param>
/// <param name="Unit">Unit of the driver; empty for a plain ratio.</param>
public readonly record struct NextSegment(string? Segment, string? Driver, double Value, double Boundary, double Margin, double Deviations, string Unit)
{
    /// <summary>The sentence: <c>AY, if variability without trend and season rose from 0.772 to 1 (by 0.228, 2 standard deviations of its own history)</c>.</summary>
    public override string ToString() => this switch
    {
        { Segment: null } => "no other segment: no change of a single driver moves it",
        { Driver: null } => $"{Segment}, once what holds it here has ended",
        { Driver: "boundary_distance" } => $"{Segment}, but by no single driver: taken together its drivers lie {DriverWords.Number(Margin)} spreads from the boundary",
        { Driver: "active_periods" } => $"{Segment}, once it has {DriverWords.Value(Boundary, Unit)} of history, {DriverWords.Number(Margin)} more than now",
        _ => $"{Segment}, if {DriverWords.Of(Driver)} {Move()} ({(double.IsNaN(Margin) ? "" : $"by {DriverWords.Value(Margin, Unit)}")}{(double.IsNaN(Deviations) ? "" : $", {DriverWords.Number(Math.Round(Deviations, 1))} standard deviations of its own history")})",
    };

    private string Move() => double.IsNaN(Value)
        ? $"were {DriverWords.Value(Boundary, Unit)}"
        : $"{(Boundary >= Value ? "rose" : "fell")} from {DriverWords.Value(Value, Unit)} to {DriverWords.Value(Boundary, Unit)}";
}
