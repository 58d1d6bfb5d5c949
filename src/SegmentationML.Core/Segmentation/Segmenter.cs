namespace SegmentationML.Core.Segmentation;

/// <summary>Gives every entity exactly one segment: edge cases first, then the matrix of its classes; with reasons, margin and second-best segment.</summary>
public static class Segmenter
{
    private const int ChunkSize = 16_384;

    /// <summary>Assigns all entities.</summary>
    /// <param name="classifications">One for each dimension of the matrix, in its order, over the same entities.</param>
    /// <param name="matrix">The segment of every combination of classes.</param>
    /// <param name="edgeCases">The decision list that comes before the matrix; null or empty when there is none.</param>
    /// <param name="facts">What the edge cases ask; needed when the list has rules.</param>
    /// <param name="maximumThreads">Upper bound of threads; -1 for as many as there are processors. The result does not depend on it.</param>
    /// <param name="cancellationToken">Stops between chunks.</param>
    public static SegmentAssignments Assign(
        IReadOnlyList<Classification> classifications,
        SegmentMatrix matrix,
        EdgeCaseList? edgeCases = null,
        EntityFacts? facts = null,
        int maximumThreads = -1,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(classifications);
        ArgumentNullException.ThrowIfNull(matrix);
        edgeCases ??= EdgeCaseList.Empty;
        ProblemException.ThrowIfAny(Problems(classifications, matrix, edgeCases, facts));
        var job = new SegmenterJob(classifications, matrix, edgeCases, facts);
        var chunks = (job.Result.Count + ChunkSize - 1) / ChunkSize;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = maximumThreads, CancellationToken = cancellationToken };
        Parallel.For(0, chunks, parallel, chunk => job.Run(chunk * ChunkSize, Math.Min((chunk + 1) * ChunkSize, job.Result.Count)));
        return job.Result;
    }

    private static IEnumerable<Problem> Problems(IReadOnlyList<Classification> classifications, SegmentMatrix matrix, EdgeCaseList edgeCases, EntityFacts? facts)
    {
        var given = classifications.Select(classification => classification.Scheme).ToArray();
        var fits = given.Length == matrix.Dimensions.Count
            && given.Zip(matrix.Dimensions).All(pair => pair.First.Name == pair.Second.Name && pair.First.Codes.SequenceEqual(pair.Second.Codes, StringComparer.Ordinal));
        if (!fits)
        {
            yield return SegmentationProblems.Mismatch($"The matrix is over {Names(matrix.Dimensions)}, the classifications are {Names(given)}.");
        }

        foreach (var classification in classifications.Skip(1).Where(classification => classification.Count != classifications[0].Count))
        {
            yield return SegmentationProblems.Lengths($"{given[0].Name} and {classification.Scheme.Name}", classifications[0].Count, classification.Count);
        }

        foreach (var problem in edgeCases.Validate())
        {
            yield return problem;
        }

        foreach (var rule in edgeCases.Rules.Where(rule => matrix.IndexOf(rule.Segment) < 0))
        {
            yield return SegmentationProblems.EdgeCase(rule.Reason, $"names the segment '{rule.Segment}', which is not defined");
        }

        if (edgeCases.Rules.Count > 0)
        {
            foreach (var problem in FactProblems(facts, classifications))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<Problem> FactProblems(EntityFacts? facts, IReadOnlyList<Classification> classifications)
    {
        if (facts is null)
        {
            return [SegmentationProblems.Mismatch("Edge cases are to be judged, but no facts were given.")];
        }

        return classifications.Count > 0 && facts.Count != classifications[0].Count
            ? [.. facts.Validate(), SegmentationProblems.Lengths("Classifications and facts", classifications[0].Count, facts.Count)]
            : facts.Validate();
    }

    private static string Names(IEnumerable<ClassScheme> schemes) => string.Join(" x ", schemes.Select(scheme => $"{scheme.Name}({string.Join(",", scheme.Codes)})"));
}
