namespace SegmentationML.Core.Clustering;

/// <summary>What the fit learnt about one feature; scoring uses nothing else.</summary>
/// <param name="Name">The feature.</param>
/// <param name="Logarithm">Whether sign(x) ln(1 + |x|) is taken.</param>
/// <param name="Median">Stands in for NaN, on the raw scale; NaN when missing values are refused.</param>
/// <param name="LowerLimit">Smaller values, after the logarithm, are set to it; negative infinity without winsorising.</param>
/// <param name="UpperLimit">Larger values, after the logarithm, are set to it; positive infinity without winsorising.</param>
/// <param name="Centre">Subtracted.</param>
/// <param name="Scale">Divided by; 0 when the feature was dropped, since it does not vary.</param>
/// <param name="Weight">Weight of the squared differences: the scaled value is multiplied by its root.</param>
/// <param name="ScaleRule">What <paramref name="Scale"/> is: sd, iqr, mad, range, none or dropped.</param>
/// <param name="Clipped">Training rows that winsorising changed.</param>
/// <param name="Missing">Training rows whose value was not known.</param>
public sealed record FittedFeature(
    string Name,
    bool Logarithm,
    double Median,
    double LowerLimit,
    double UpperLimit,
    double Centre,
    double Scale,
    double Weight,
    string ScaleRule,
    long Clipped,
    long Missing)
{
    /// <summary>True when the feature does not vary after logarithm and winsorising: it takes no part in distances.</summary>
    public bool Dropped => Scale == 0;

    /// <summary>Whether a raw value can be prepared: finite, or missing with a median to stand in.</summary>
    internal bool Accepts(double raw) => double.IsFinite(raw) || (double.IsNaN(raw) && !double.IsNaN(Median));

    /// <summary>The prepared value; NaN stays NaN when missing values are refused.</summary>
    internal double Prepare(double raw)
    {
        var value = double.IsNaN(raw) ? Median : raw;
        value = Logarithm ? FeatureFitter.SignedLog(value) : value;
        return (Math.Clamp(value, LowerLimit, UpperLimit) - Centre) / Scale * Math.Sqrt(Weight);
    }
}
