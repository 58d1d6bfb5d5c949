namespace SegmentationML.Core.Segmentation;

/// <summary>RFM cells 100 R + 10 F + M: recency, frequency and monetary value, each scored by rank with equal scores for equal values.</summary>
/// <remarks>Frequency counts every order, the first too; the monetary value is net of returns and may be negative, which only ranks it low. Hughes (1994), Strategic Database Marketing.</remarks>
public static class RfmClassifier
{
    /// <summary>Classifies all entities.</summary>
    /// <param name="recency">Days since the last order; less is better. NaN is unclassifiable.</param>
    /// <param name="frequency">Distinct orders.</param>
    /// <param name="monetary">Net value.</param>
    /// <param name="options">How many scores.</param>
    public static Classification Classify(ReadOnlySpan<double> recency, ReadOnlySpan<double> frequency, ReadOnlySpan<double> monetary, RfmOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        if (recency.Length != frequency.Length || recency.Length != monetary.Length)
        {
            throw new ProblemException(SegmentationProblems.Lengths("Recency, frequency and monetary value", recency.Length, recency.Length != frequency.Length ? frequency.Length : monetary.Length));
        }

        var known = Known(recency, frequency, monetary);
        return OfRanks([new(Known(recency, known), options.Scores, true), new(Known(frequency, known), options.Scores, false), new(Known(monetary, known), options.Scores, false)], known, options);
    }

    /// <summary>Gives what places further entities among those of a population, which stay as they are.</summary>
    /// <param name="recency">Of the population: days since the last order.</param>
    /// <param name="frequency">Distinct orders.</param>
    /// <param name="monetary">Net value.</param>
    /// <param name="options">How many scores.</param>
    /// <returns>Takes recency, frequency and monetary value of the further entities.</returns>
    public static Func<double[], double[], double[], Classification> Among(ReadOnlySpan<double> recency, ReadOnlySpan<double> frequency, ReadOnlySpan<double> monetary, RfmOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        var known = Known(recency, frequency, monetary);
        var (r, f, m) = (new RankScores(Known(recency, known), options.Scores, true), new RankScores(Known(frequency, known), options.Scores, false), new RankScores(Known(monetary, known), options.Scores, false));
        return (days, orders, values) =>
        {
            var told = Known(days, orders, values);
            return OfRanks([r.Place(Known(days, told)), f.Place(Known(orders, told)), m.Place(Known(values, told))], told, options);
        };
    }

    /// <summary>An entity of which one is missing is in no rank of the others either.</summary>
    private static bool[] Known(ReadOnlySpan<double> recency, ReadOnlySpan<double> frequency, ReadOnlySpan<double> monetary)
    {
        var known = new bool[recency.Length];
        for (var i = 0; i < known.Length; i++)
        {
            known[i] = !double.IsNaN(recency[i]) && !double.IsNaN(frequency[i]) && !double.IsNaN(monetary[i]);
        }

        return known;
    }

    private static BoundedClassification OfRanks(RankScores[] ranks, bool[] known, RfmOptions options)
    {
        var scheme = options.Scheme();
        var classes = new byte[known.Length];
        for (var i = 0; i < classes.Length; i++)
        {
            classes[i] = known[i] ? Cell(options.Scores, ranks[0].ScoreOf[i], ranks[1].ScoreOf[i], ranks[2].ScoreOf[i]) : (byte)(scheme.Codes.Count - 1);
        }

        Driver[] drivers = [.. ranks.Select((r, d) => new Driver(options.Drivers[d], r.Values))];
        return new BoundedClassification(scheme, classes, drivers, 6, (entity, crossings) => Crossings(ranks, options.Scores, entity, crossings));
    }

    private static int Crossings(RankScores[] ranks, int scores, int entity, Span<Crossing> crossings)
    {
        var count = 0;
        for (var d = 0; d < 3 && ranks[0].ScoreOf[entity] > 0; d++)
        {
            var dimension = d;
            count += QuantileScoreClassifier.Crossings(ranks[d], d, entity, crossings[count..], score => Cell(
                scores, dimension == 0 ? score : ranks[0].ScoreOf[entity], dimension == 1 ? score : ranks[1].ScoreOf[entity], dimension == 2 ? score : ranks[2].ScoreOf[entity]));
        }

        return count;
    }

    private static byte Cell(int scores, int r, int f, int m) => (byte)(((((scores - r) * scores) + (scores - f)) * scores) + (scores - m));

    private static double[] Known(ReadOnlySpan<double> values, bool[] known)
    {
        var kept = values.ToArray();
        for (var i = 0; i < kept.Length; i++)
        {
            kept[i] = known[i] ? kept[i] : double.NaN;
        }

        return kept;
    }
}
