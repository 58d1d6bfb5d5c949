namespace SegmentationML.Core.Segmentation;

/// <summary>Classes by fixed cuts of one driver.</summary>
public static class ThresholdClassifier
{
    /// <summary>Classifies all entities.</summary>
    /// <param name="values">One value an entity, in the driver's unit; NaN is unclassifiable, an infinite value is refused.</param>
    /// <param name="options">Cuts and codes.</param>
    /// <param name="deviations">Standard deviation of each value in its own history; empty when not known.</param>
    public static ThresholdClassification Classify(ReadOnlySpan<double> values, ThresholdOptions options, ReadOnlySpan<double> deviations = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        double[] cuts = [.. options.Cuts];
        var classes = new byte[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsInfinity(values[i]))
            {
                throw new ProblemException(SegmentationProblems.NotFinite(options.Name, i, values[i]));
            }

            classes[i] = double.IsNaN(values[i])
                ? (byte)options.Classes.Count
                : options.UpperOnCut ? CutRule.CutsAtOrBelow(cuts, values[i]) : CutRule.CutsBelow(cuts, values[i]);
        }

        var driver = new Driver(options.Driver, values.ToArray(), deviations.IsEmpty ? null : deviations.ToArray());
        return new ThresholdClassification(options.Scheme(), classes, driver, cuts);
    }
}
