namespace SegmentationML.Core.Segmentation;

/// <summary>Demand classes by ADI and CV²: smooth, erratic, intermittent, lumpy.</summary>
/// <remarks>Syntetos, Boylan and Croston (2005). A value on a cut takes the upper class.</remarks>
public static class DemandClassifier
{
    private const byte None = 4;

    /// <summary>Classifies all entities.</summary>
    /// <param name="adi">Average demand interval per entity in periods; NaN is no demand.</param>
    /// <param name="squaredCv">CV² of the demand sizes per entity; NaN is no demand.</param>
    /// <param name="options">Cuts.</param>
    /// <param name="adiDeviations">Standard deviation of each ADI in its own history; empty when not known.</param>
    /// <param name="squaredCvDeviations">Standard deviation of each CV² in its own history; empty when not known.</param>
    public static DemandClassification Classify(
        ReadOnlySpan<double> adi,
        ReadOnlySpan<double> squaredCv,
        DemandClassOptions options,
        ReadOnlySpan<double> adiDeviations = default,
        ReadOnlySpan<double> squaredCvDeviations = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        ProblemException.ThrowIfAny(Lengths(adi, squaredCv, adiDeviations, squaredCvDeviations));
        var classes = new byte[adi.Length];
        for (var i = 0; i < adi.Length; i++)
        {
            classes[i] = Class(Finite(adi[i], i, options), Finite(squaredCv[i], i, options), options);
        }

        return new DemandClassification(
            options,
            classes,
            new Driver("adi", adi.ToArray(), adiDeviations.IsEmpty ? null : adiDeviations.ToArray()),
            new Driver("cv2", squaredCv.ToArray(), squaredCvDeviations.IsEmpty ? null : squaredCvDeviations.ToArray()));
    }

    private static byte Class(double adi, double squaredCv, DemandClassOptions options)
        => double.IsNaN(adi) || double.IsNaN(squaredCv)
            ? None
            : (byte)((adi >= options.AdiCut ? 2 : 0) + (squaredCv >= options.SquaredCvCut ? 1 : 0));

    private static double Finite(double value, int entity, DemandClassOptions options)
        => double.IsInfinity(value) || value < 0 ? throw new ProblemException(SegmentationProblems.NotFinite(options.Name, entity, value)) : value;

    private static List<Problem> Lengths(ReadOnlySpan<double> adi, ReadOnlySpan<double> squaredCv, ReadOnlySpan<double> adiDeviations, ReadOnlySpan<double> squaredCvDeviations)
    {
        var problems = new List<Problem>();
        if (adi.Length != squaredCv.Length)
        {
            problems.Add(SegmentationProblems.Lengths("ADI and CV²", adi.Length, squaredCv.Length));
        }

        if (!adiDeviations.IsEmpty && adiDeviations.Length != adi.Length)
        {
            problems.Add(SegmentationProblems.Lengths("ADI and its deviations", adi.Length, adiDeviations.Length));
        }

        if (!squaredCvDeviations.IsEmpty && squaredCvDeviations.Length != adi.Length)
        {
            problems.Add(SegmentationProblems.Lengths("CV² and its deviations", adi.Length, squaredCvDeviations.Length));
        }

        return problems;
    }
}
