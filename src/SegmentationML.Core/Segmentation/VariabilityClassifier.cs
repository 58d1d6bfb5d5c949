namespace SegmentationML.Core.Segmentation;

/// <summary>Classes by variability: XYZ.</summary>
public static class VariabilityClassifier
{
    /// <summary>Classifies all entities.</summary>
    /// <param name="cv">Coefficient of variation per entity, not negative; NaN is unclassifiable; an infinite or negative value is refused.</param>
    /// <param name="periods">Observed periods behind each value; empty when every entity has enough.</param>
    /// <param name="options">Cuts and codes.</param>
    /// <param name="deviations">Standard deviation of each value in its own history; empty when not known.</param>
    /// <returns>The first class whose bound is at or above the value; U when there is no value or too few periods.</returns>
    public static ThresholdClassification Classify(ReadOnlySpan<double> cv, ReadOnlySpan<int> periods, VariabilityClassOptions options, ReadOnlySpan<double> deviations = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        ProblemException.ThrowIfAny(Lengths(cv.Length, periods, deviations));
        double[] cuts = [.. options.Cuts];
        var unclassifiable = (byte)options.Classes.Count;
        var classes = new byte[cv.Length];
        for (var i = 0; i < cv.Length; i++)
        {
            if (double.IsInfinity(cv[i]) || cv[i] < 0)
            {
                throw new ProblemException(SegmentationProblems.NotFinite(options.Name, i, cv[i]));
            }

            var known = !double.IsNaN(cv[i]) && (periods.IsEmpty || periods[i] >= options.MinimumPeriods);
            classes[i] = known ? CutRule.CutsBelow(cuts, cv[i]) : unclassifiable;
        }

        var driver = new Driver(options.Driver, cv.ToArray(), deviations.IsEmpty ? null : deviations.ToArray());
        return new ThresholdClassification(options.Scheme(), classes, driver, cuts);
    }

    private static List<Problem> Lengths(int count, ReadOnlySpan<int> periods, ReadOnlySpan<double> deviations)
    {
        var problems = new List<Problem>();
        if (!periods.IsEmpty && periods.Length != count)
        {
            problems.Add(SegmentationProblems.Lengths("Values and periods", count, periods.Length));
        }

        if (!deviations.IsEmpty && deviations.Length != count)
        {
            problems.Add(SegmentationProblems.Lengths("Values and deviations", count, deviations.Length));
        }

        return problems;
    }
}
