namespace SegmentationML.Core.Segmentation;

/// <summary>Resolves every combination of classes by the votes of its dimensions: each class votes for a segment or abstains.</summary>
/// <remarks>The table is total: each cell is written down as a rule of its own, so that <see cref="SegmentMatrix"/> proves that none is left; a cell in which every dimension abstains is left and so refused.</remarks>
public static class ConflictTable
{
    /// <summary>Writes the rules of all cells.</summary>
    /// <param name="dimensions">The dimensions, in order of precedence.</param>
    /// <param name="votes">By dimension: segment code of each class; a class without an entry abstains.</param>
    /// <param name="rule">Which vote decides.</param>
    /// <param name="order">Segment codes, best first; needed by best-of and worst-of, which know no other segments.</param>
    public static IReadOnlyList<SegmentRule> Resolve(IReadOnlyList<ClassScheme> dimensions, IReadOnlyList<IReadOnlyDictionary<string, string>> votes, ConflictRule rule, IReadOnlyList<string> order)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        ArgumentNullException.ThrowIfNull(votes);
        ArgumentNullException.ThrowIfNull(order);
        ProblemException.ThrowIfAny(Problems(dimensions, votes, rule, order));
        var cells = dimensions.Aggregate(1, (n, d) => n * d.Codes.Count);
        var rules = new List<SegmentRule>(cells);
        for (var cell = 0; cell < cells; cell++)
        {
            var codes = SegmentMatrixCompiler.CodesOf(dimensions, cell);
            string[] cast = [.. codes.Select((code, d) => votes[d].TryGetValue(code, out var vote) ? vote : null).OfType<string>()];
            if (cast.Length > 0)
            {
                rules.Add(new SegmentRule(codes, Decide(cast, rule, order)));
            }
        }

        return rules;
    }

    private static string Decide(string[] votes, ConflictRule rule, IReadOnlyList<string> order) => rule switch
    {
        ConflictRule.Precedence => votes[0],
        ConflictRule.BestOf => order.First(code => votes.Contains(code, StringComparer.Ordinal)),
        ConflictRule.WorstOf => order.Last(code => votes.Contains(code, StringComparer.Ordinal)),
        _ => votes.GroupBy(v => v, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => Array.IndexOf(votes, g.Key)).First().Key,
    };

    private static IEnumerable<Problem> Problems(IReadOnlyList<ClassScheme> dimensions, IReadOnlyList<IReadOnlyDictionary<string, string>> votes, ConflictRule rule, IReadOnlyList<string> order)
    {
        if (dimensions.Count != votes.Count)
        {
            yield return SegmentationProblems.Lengths("Dimensions and votes", dimensions.Count, votes.Count);
        }

        foreach (var (dimension, vote) in dimensions.Zip(votes).SelectMany(p => p.Second.Select(v => (p.First, v))))
        {
            if (dimension.IndexOf(vote.Key) < 0)
            {
                yield return SegmentationProblems.Vote(dimension.Name, vote.Key, vote.Value, $"is no class of it ({string.Join(", ", dimension.Codes)})");
            }

            if (rule is ConflictRule.BestOf or ConflictRule.WorstOf && !order.Contains(vote.Value, StringComparer.Ordinal))
            {
                yield return SegmentationProblems.Vote(dimension.Name, vote.Key, vote.Value, "votes for a segment outside the order, which says what is best");
            }
        }
    }
}
