namespace SegmentationML.Core.Segmentation;

/// <summary>Classes by a weighted score of several criteria.</summary>
public static class WeightedScoreClassifier
{
    /// <summary>Classifies all entities.</summary>
    /// <param name="values">By criterion: one value an entity, NaN when it is not known.</param>
    /// <param name="options">Criteria, weights and cuts.</param>
    /// <returns>Classes whose one driver is the score itself.</returns>
    public static Classification Classify(IReadOnlyList<double[]> values, WeightedScoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        return OfScores(WeightedScore.Compute(options.Criteria, values), options);
    }

    /// <summary>Gives what scores further entities among those of a population, which stay as they are.</summary>
    /// <param name="population">By criterion: one value an entity.</param>
    /// <param name="options">Criteria, weights and cuts.</param>
    /// <returns>Takes the values of the further entities, by criterion.</returns>
    public static Func<IReadOnlyList<double[]>, Classification> Among(IReadOnlyList<double[]> population, WeightedScoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(population);
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        double[][] sorted = [.. population.Select(WeightedScore.Sorted)];
        return values => OfScores(WeightedScore.Sum([.. options.Criteria.Select(c => c.Weight)], [.. options.Criteria.Select((c, k) => WeightedScore.Unit(c, values[k], sorted[k]))]), options);
    }

    /// <summary>How much the classes hang on the weights: each weight in turn is raised and lowered, the others keep their proportions.</summary>
    /// <param name="values">By criterion: one value an entity.</param>
    /// <param name="options">Criteria, weights and cuts.</param>
    /// <param name="step">By how much, in (0, 1). Default 0.1; a weight goes no lower than 0 and no higher than 1.</param>
    public static IReadOnlyList<WeightSensitivity> Sensitivity(IReadOnlyList<double[]> values, WeightedScoreOptions options, double step = 0.1)
    {
        ArgumentNullException.ThrowIfNull(options);
        ProblemException.ThrowIfAny(options.Validate());
        if (!(step > 0 && step < 1))
        {
            throw new ProblemException(SegmentationProblems.Option("step", step, "in (0, 1), such as 0.1"));
        }

        double[] weights = [.. options.Criteria.Select(c => c.Weight)];
        double[][] units = [.. options.Criteria.Select((c, k) => WeightedScore.Unit(c, values[k]))];
        var before = OfScores(WeightedScore.Sum(weights, units), options);
        return [.. options.Criteria.Select((criterion, k) => new WeightSensitivity(
            criterion.Driver,
            criterion.Weight,
            step,
            Moved(before, OfScores(WeightedScore.Sum(Shifted(weights, k, step), units), options)),
            Moved(before, OfScores(WeightedScore.Sum(Shifted(weights, k, -step), units), options))))];
    }

    private static BoundedClassification OfScores(double[] scores, WeightedScoreOptions options)
    {
        var classes = new byte[scores.Length];
        double[] cuts = [.. options.Cuts];
        for (var i = 0; i < classes.Length; i++)
        {
            classes[i] = double.IsNaN(scores[i]) ? (byte)options.Classes.Count : (byte)cuts.Count(c => scores[i] < c);
        }

        return new BoundedClassification(options.Scheme(), classes, [new Driver("score", scores)], 2, (entity, crossings) =>
        {
            var (own, count) = (classes[entity], 0);
            if (own > 0 && own <= cuts.Length)
            {
                crossings[count++] = Crossing.At(0, (byte)(own - 1), cuts[own - 1], scores[entity]);
            }

            if (own < cuts.Length)
            {
                crossings[count++] = Crossing.At(0, (byte)(own + 1), cuts[own], scores[entity]);
            }

            return count;
        });
    }

    private static double[] Shifted(double[] weights, int raised, double step)
    {
        var weight = Math.Clamp(weights[raised] + step, 0, 1);
        var others = 1 - weights[raised];
        return [.. weights.Select((w, k) => k == raised ? weight : others > 0 ? w * (1 - weight) / others : 0)];
    }

    private static double Moved(Classification before, Classification after)
    {
        var moved = 0;
        for (var i = 0; i < before.Count; i++)
        {
            moved += before.Classes[i] != after.Classes[i] ? 1 : 0;
        }

        return before.Count == 0 ? 0 : (double)moved / before.Count;
    }
}
