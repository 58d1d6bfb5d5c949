namespace SegmentationML.Core.Segmentation;

/// <summary>Fast, slow and non-moving (FSN): N when the last issue lies too far back, there was none, or the rate is below the slow bound; F above the fast bound; S between.</summary>
/// <remarks>Vrat (2014), Materials Management; bounds differ between companies and are options.</remarks>
public static class MovementClassifier
{
    /// <summary>Classifies all entities.</summary>
    /// <param name="rates">Turns or issues of each entity; NaN is no movement; infinite or negative values are refused.</param>
    /// <param name="idle">Periods since the last issue; NaN when there was none.</param>
    /// <param name="options">Bounds.</param>
    public static Classification Classify(ReadOnlySpan<double> rates, ReadOnlySpan<double> idle, MovementOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        if (rates.Length != idle.Length)
        {
            throw new ProblemException(SegmentationProblems.Lengths("Rates and idle periods", rates.Length, idle.Length));
        }

        var classes = new byte[rates.Length];
        for (var i = 0; i < classes.Length; i++)
        {
            if (double.IsInfinity(rates[i]) || rates[i] < 0)
            {
                throw new ProblemException(SegmentationProblems.NotFinite(options.Name, i, rates[i]));
            }

            classes[i] = idle[i] < options.NonMovingAfter ? ByRate(rates[i], options) : (byte)2;
        }

        Driver[] drivers = [new(options.Driver, rates.ToArray()), new("idle_periods", idle.ToArray())];
        return new BoundedClassification(options.Scheme(), classes, drivers, 3, (entity, crossings) => Crossings(drivers, options, entity, crossings));
    }

    private static byte ByRate(double rate, MovementOptions options) => rate > options.FastAbove ? (byte)0 : rate >= options.SlowFrom ? (byte)1 : (byte)2;

    private static int Crossings(Driver[] drivers, MovementOptions options, int entity, Span<Crossing> crossings)
    {
        var (rate, idle) = (drivers[0].Values[entity], drivers[1].Values[entity]);
        if (double.IsNaN(idle) || double.IsNaN(rate))
        {
            return 0;
        }

        var byRate = ByRate(rate, options);
        if (idle >= options.NonMovingAfter)
        {
            crossings[0] = Crossing.At(1, byRate, options.NonMovingAfter, idle);
            return byRate == 2 ? 0 : 1;
        }

        var count = 0;
        if (byRate > 0)
        {
            crossings[count++] = Crossing.At(0, (byte)(byRate - 1), byRate == 1 ? options.FastAbove : options.SlowFrom, rate);
        }

        if (byRate < 2)
        {
            crossings[count++] = Crossing.At(0, (byte)(byRate + 1), byRate == 0 ? options.FastAbove : options.SlowFrom, rate);
            crossings[count++] = Crossing.At(1, 2, options.NonMovingAfter, idle);
        }

        return count;
    }
}
