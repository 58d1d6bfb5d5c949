namespace SegmentationML.Core.Segmentation;

/// <summary>Scores by rank: 1 + ⌊k · (number of smaller values) / n⌋, so that equal values have equal scores; where less is better, larger values are counted instead.</summary>
/// <remarks>The usual equal-sized bins break ties by the order of the rows; here the order changes nothing, and a score may be held by more or fewer entities than n / k.</remarks>
public static class QuantileScoreClassifier
{
    /// <summary>Scores all entities.</summary>
    /// <param name="values">One value an entity; NaN is unclassifiable and in no rank, an infinite value is refused.</param>
    /// <param name="options">How many scores, and which way.</param>
    public static Classification Classify(ReadOnlySpan<double> values, QuantileScoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        RequireFinite(values, options);
        return OfRanks(new RankScores(values, options.Scores, options.LessIsBetter), options);
    }

    /// <summary>Gives what scores further values among those of a population, which stay as they are.</summary>
    /// <param name="population">One value an entity.</param>
    /// <param name="options">How many scores, and which way.</param>
    public static Func<double[], Classification> Among(ReadOnlySpan<double> population, QuantileScoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        RequireFinite(population, options);
        var ranks = new RankScores(population, options.Scores, options.LessIsBetter);
        return values =>
        {
            RequireFinite(values, options);
            return OfRanks(ranks.Place(values), options);
        };
    }

    private static void RequireFinite(ReadOnlySpan<double> values, QuantileScoreOptions options)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsInfinity(values[i]))
            {
                throw new ProblemException(SegmentationProblems.NotFinite(options.Name, i, values[i]));
            }
        }
    }

    private static BoundedClassification OfRanks(RankScores ranks, QuantileScoreOptions options)
    {
        var classes = new byte[ranks.Values.Length];
        for (var i = 0; i < classes.Length; i++)
        {
            classes[i] = (byte)(ranks.ScoreOf[i] == 0 ? options.Scores : options.Scores - ranks.ScoreOf[i]);
        }

        return new BoundedClassification(options.Scheme(), classes, [new Driver(options.Driver, ranks.Values)], 2, (entity, crossings) => Crossings(ranks, 0, entity, crossings, score => (byte)(options.Scores - score)));
    }

    /// <summary>The boundaries of a score; the class of a score is the caller's.</summary>
    internal static int Crossings(RankScores ranks, int driver, int entity, Span<Crossing> crossings, Func<int, byte> classOf)
    {
        var count = 0;
        if (ranks.Gain(entity) is { } gain)
        {
            crossings[count++] = Crossing.At(driver, classOf(gain.Score), gain.Boundary, ranks.Values[entity]);
        }

        if (ranks.Loss(entity) is { } loss)
        {
            crossings[count++] = Crossing.At(driver, classOf(loss.Score), loss.Boundary, ranks.Values[entity]);
        }

        return count;
    }
}
