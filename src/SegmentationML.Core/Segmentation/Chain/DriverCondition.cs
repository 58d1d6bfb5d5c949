namespace SegmentationML.Core.Segmentation.Chain;

/// <summary>A condition on a driver.</summary>
/// <param name="Driver">The driver's name.</param>
/// <param name="Comparison">How it is compared.</param>
/// <param name="Value">With what; finite.</param>
public sealed record DriverCondition(string Driver, Comparison Comparison, double Value)
{
    /// <summary>Whether a value fulfils it; NaN does not.</summary>
    public bool Holds(double value) => Comparison switch
    {
        Comparison.Below => value < Value,
        Comparison.AtMost => value <= Value,
        Comparison.Equal => value == Value,
        Comparison.NotEqual => !double.IsNaN(value) && value != Value,
        Comparison.AtLeast => value >= Value,
        _ => value > Value,
    };

    /// <summary>The condition as it is written, such as <c>net_revenue &gt;= 1000</c>.</summary>
    public override string ToString() => $"{Driver} {Sign(Comparison)} {Value:R}";

    internal static string Sign(Comparison comparison) => comparison switch
    {
        Comparison.Below => "<",
        Comparison.AtMost => "<=",
        Comparison.Equal => "=",
        Comparison.NotEqual => "!=",
        Comparison.AtLeast => ">=",
        _ => ">",
    };
}
